package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.site.Polling;

/// A real Keycloak with the realm of `test-fixtures/keycloak`, on this host. Confined to a thread.
final class Keycloak {
  private static final Path ARCHIVE =
      Path.of(System.getProperty("user.home"), ".m2/repository")
          .resolve("org/keycloak/keycloak-quarkus-dist/26.7.3/keycloak-quarkus-dist-26.7.3.tar.gz");
  private static final Path HOME = Path.of("target/keycloak").toAbsolutePath();
  private static final Duration START_LIMIT = Duration.ofMinutes(10);
  private static final String ADMIN = "admin";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final int managementPort;
  private Process process;

  /// A Keycloak that serves. Without its distribution in the local Maven repository the test is
  /// skipped.
  static Keycloak start() throws Exception {
    assumeTrue(
        Files.exists(HOME.resolve("bin/kc.sh")) || Files.exists(ARCHIVE),
        "skipped: Keycloak is not here (mvn dependency:get"
            + " -Dartifact=org.keycloak:keycloak-quarkus-dist:26.7.3:tar.gz)");
    var keycloak = new Keycloak(freePort(), freePort());
    keycloak.unpack();
    keycloak.run();
    return keycloak;
  }

  private Keycloak(int port, int managementPort) {
    this.port = port;
    this.managementPort = managementPort;
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /// Unpacks the distribution, if that was not done before, and forgets earlier runs.
  private void unpack() throws Exception {
    if (!Files.exists(HOME.resolve("bin/kc.sh"))) {
      Files.createDirectories(HOME);
      Process tar =
          new ProcessBuilder(
                  "tar", "xzf", ARCHIVE.toString(), "-C", HOME.toString(), "--strip-components=1")
              .inheritIO()
              .start();
      assertThat(tar.waitFor()).isZero();
    }
    Path data = HOME.resolve("data");
    if (Files.isDirectory(data)) {
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(data.resolve("import"));
    Files.copy(
        Path.of("test-fixtures/keycloak/shop-realm.json"),
        data.resolve("import/shop-realm.json"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /// Starts it, with what it knew before.
  void run() throws Exception {
    var builder =
        new ProcessBuilder(
                HOME.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--health-enabled=true",
                "--http-management-port=" + managementPort,
                "--import-realm")
            .redirectErrorStream(true)
            .redirectOutput(HOME.resolve("output.log").toFile());
    builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
    process = builder.start();
    Polling.until(
        "Keycloak",
        START_LIMIT,
        () -> {
          assertThat(process.isAlive()).as(Files.readString(HOME.resolve("output.log"))).isTrue();
          try {
            return get(url() + "/.well-known/openid-configuration").statusCode();
          } catch (IOException e) {
            return 0;
          }
        },
        status -> status == 200);
  }

  /// Ends it; [#run] starts it again.
  void stop() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  /// The issuer.
  String url() {
    return "http://127.0.0.1:" + port + "/realms/shop";
  }

  private HttpResponse<String> get(String address) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(20)).build(),
        BodyHandlers.ofString());
  }

  private JsonObject post(String address, Map<String, String> form) throws Exception {
    String body =
        form.entrySet().stream()
            .map(field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return (JsonObject) JsonReader.read(answer.body(), JsonLimits.NETWORK);
  }

  /// Tokens of a user, by the client `shop-cli`.
  JsonObject tokens(String user) throws Exception {
    return post(
        url() + "/protocol/openid-connect/token",
        Map.of(
            "grant_type", "password",
            "client_id", "shop-cli",
            "scope", "openid",
            "username", user,
            "password", user + "-password"));
  }

  /// An access token of a user.
  String accessToken(String user) throws Exception {
    return String.valueOf(tokens(user).string("access_token"));
  }

  /// Has it sign with a new key from now on.
  void rotateKeys() throws Exception {
    String master = "http://127.0.0.1:" + port + "/realms/master/protocol/openid-connect/token";
    String admin =
        String.valueOf(
            post(
                    master,
                    Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        ADMIN,
                        "password",
                        ADMIN))
                .string("access_token"));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port + "/admin/realms/shop/components"))
                .header("Authorization", "Bearer " + admin)
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        """
                        {"name": "next", "providerId": "rsa-generated",
                         "providerType": "org.keycloak.keys.KeyProvider",
                         "config": {"priority": ["200"], "algorithm": ["RS256"]}}
                        """))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /// Ends it for good.
  void close() throws InterruptedException {
    if (process != null) {
      stop();
    }
    http.shutdownNow();
  }
}
