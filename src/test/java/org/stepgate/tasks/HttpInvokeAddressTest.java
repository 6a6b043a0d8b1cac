package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.tasks.HttpInvokeFixture.GET;
import static org.stepgate.tasks.HttpInvokeFixture.LIMITS;
import static org.stepgate.tasks.HttpInvokeFixture.NO_CONTENT;
import static org.stepgate.tasks.HttpInvokeFixture.bytes;
import static org.stepgate.tasks.HttpInvokeFixture.get;
import static org.stepgate.tasks.HttpInvokeFixture.named;
import static org.stepgate.tasks.HttpInvokeFixture.run;
import static org.stepgate.tasks.HttpInvokeFixture.trust;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// Which hosts and addresses an HTTP task connects to.
@Timeout(60)
class HttpInvokeAddressTest {
  @TempDir Path directory;

  @Test
  void t28_privateAddressNotAllowed_isRefusedBeforeConnecting() throws Exception {
    try (var server = RawServer.answering(NO_CONTENT)) {
      var config =
          new HttpTaskConfig(
              List.of(AllowedHost.parse("127.0.0.1:" + server.port())),
              List.of(),
              new LinkedHashMap<>(),
              LIMITS);

      assertThat(run(config, server, GET))
          .isEqualTo(
              new Failed(
                  "States.TaskFailed",
                  "The address 127.0.0.1 of '127.0.0.1' is not public, and allowed-private does not"
                      + " have it at port "
                      + server.port()));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void run_noHostsAllowed_isRefused() throws Exception {
    try (var server = RawServer.answering(NO_CONTENT)) {
      assertThat(run(HttpTaskConfig.defaults(), server, GET))
          .isEqualTo(
              new Failed(
                  "States.TaskFailed",
                  "The host '127.0.0.1' at port %d is not among the allowed hosts of HTTP tasks"
                      .formatted(server.port())));
    }
  }

  @Test
  void t28_nameAnswersDifferentlyTheSecondTime_connectsToTheCheckedAddress() throws Exception {
    try (var checked = RawServer.at("127.0.0.2", out -> out.write(bytes(NO_CONTENT)));
        var other =
            RawServer.on(
                new ServerSocket(checked.port(), 50, InetAddress.ofLiteral("127.0.0.1")),
                out -> out.write(bytes(NO_CONTENT)))) {
      var lookups = new AtomicInteger();
      AddressResolver rebinding =
          _ ->
              List.of(
                  InetAddress.ofLiteral(
                      lookups.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1"));
      var config = named("rebind.test", checked.port(), "127.0.0.2/32");

      var outcome = run(config, rebinding, trust(), get("http://rebind.test:" + checked.port()));

      assertThat(outcome).isInstanceOf(Succeeded.class);
      assertThat(lookups).hasValue(1);
      assertThat(checked.request()).contains("\r\nHost: rebind.test:" + checked.port() + "\r\n");
      assertThat(other.requests()).isEmpty();

      assertThat(run(config, rebinding, trust(), get("http://rebind.test:" + checked.port())))
          .isInstanceOf(Failed.class);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void t28_oneOfSeveralAddressesNotAllowed_isRefused() throws Exception {
    AddressResolver mixed =
        _ -> List.of(InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("169.254.169.254"));
    var config = named("mixed.test", 80, "127.0.0.2/32");

    assertThat(((Failed) run(config, mixed, trust(), get("http://mixed.test"))).cause())
        .contains("169.254.169.254 of 'mixed.test' is not public");
  }

  @Test
  void run_unknownHost_failsAsSocketError() throws Exception {
    AddressResolver none =
        host -> {
          throw new UnknownHostException(host);
        };

    assertThat(run(named("none.test", 80, "127.0.0.2/32"), none, trust(), get("http://none.test")))
        .isEqualTo(
            new Failed(
                "States.Http.Socket",
                "The call failed: UnknownHostException: none.test was not found"));
  }

  @Test
  void run_nothingListens_failsAsSocketError() throws Exception {
    int port;
    try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = listener.getLocalPort();
    }
    var config = named("127.0.0.1", port, "127.0.0.1");

    assertThat(((Failed) run(config, get("http://127.0.0.1:" + port))).error())
        .isEqualTo("States.Http.Socket");
  }

  @Test
  void run_tls_checksTheHostNameOfThePinnedAddress() throws Exception {
    SSLContext context = selfSigned("good.test");
    try (var server =
        RawServer.on(
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")),
            out -> out.write(bytes(NO_CONTENT)))) {
      AddressResolver local = _ -> List.of(InetAddress.ofLiteral("127.0.0.1"));
      var good = named("good.test", server.port(), "127.0.0.1");
      var evil = named("evil.test", server.port(), "127.0.0.1");

      assertThat(run(good, local, context, get("https://good.test:" + server.port())))
          .isInstanceOf(Succeeded.class);
      assertThat(((Failed) run(evil, local, context, get("https://evil.test:" + server.port()))))
          .extracting(Failed::error, Failed::cause)
          .satisfies(values -> {
            assertThat(values.get(0)).isEqualTo("States.Http.Socket");
            assertThat(values.get(1).toString()).contains("evil.test");
          });
      assertThat(((Failed) run(good, local, trust(), get("https://good.test:" + server.port()))))
          .extracting(Failed::error)
          .isEqualTo("States.Http.Socket");
      assertThat(server.requests()).hasSize(1);
    }
  }

  /// A context that has, and trusts, a certificate for one name.
  private SSLContext selfSigned(String name) throws Exception {
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "a",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(new ByteArrayInputStream(Files.readAllBytes(store)), "changeit".toCharArray());
    var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, "changeit".toCharArray());
    var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(keys);
    var context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }
}
