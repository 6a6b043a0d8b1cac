package org.stepgate.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FastCgiServerTest {
  @TempDir Path directory;

  private final EchoHandler handler = new EchoHandler();
  private final ArrayList<FastCgiServer> servers = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    handler.letGo.countDown();
    for (var server : servers) {
      server.close();
    }
  }

  private FastCgiConfig config() {
    return FastCgiConfig.defaults().withSpoolDirectory(directory).withBodyLimits(300_000, 1000);
  }

  private FastCgiServer start(FastCgiConfig config) throws IOException {
    return start(new ListenAddress.Unix(directory.resolve("socket")), config);
  }

  private FastCgiServer start(ListenAddress address, FastCgiConfig config) throws IOException {
    var server = FastCgiServer.start(address, config, handler);
    servers.add(server);
    return server;
  }

  private static byte[] exchange(FastCgiServer server, byte[] request) throws IOException {
    try (var client = new SocketClient(server.address())) {
      return client.send(request).readAll();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix", "tcp"})
  void get_anyKindOfSocket_isAnsweredInOneGo(String kind) throws IOException {
    var address =
        kind.equals("unix")
            ? new ListenAddress.Unix(directory.resolve("socket"))
            : new ListenAddress.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    var answer = exchange(start(address, config()), ClientBytes.get("/a"));

    assertThat(ClientBytes.records(answer))
        .extracting(ClientBytes.Answered::type)
        .containsExactly(RecordType.STDOUT, RecordType.STDOUT, RecordType.END_REQUEST);
    assertThat(ClientBytes.stdout(answer))
        .isEqualTo("Status: 200\r\nX-Kind: InMemory\r\n\r\nGET /a ");
  }

  @ParameterizedTest
  @CsvSource({
    "0, InMemory",
    "1, InMemory",
    "999, InMemory",
    "1000, InMemory",
    "1001, Spooled",
    "300000, Spooled"
  })
  void post_body_isSpooledAboveTheThreshold(int length, String kind) throws IOException {
    var body = "x".repeat(length);

    var bytes = new ClientBytes().begin(1, 1, 0).params(1, "POST", "/a", Integer.toString(length));
    for (int at = 0; at < length; at += 65_000) {
      var piece = body.substring(at, Math.min(length, at + 65_000));
      bytes.record(RecordType.STDIN, 1, ClientBytes.latin1(piece), 7);
    }
    bytes.record(RecordType.STDIN, 1, new byte[0], 0);
    var answer = exchange(start(config()), bytes.toArray());

    assertThat(ClientBytes.stdout(answer))
        .isEqualTo("Status: 200\r\nX-Kind: " + kind + "\r\n\r\nPOST /a " + body);
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("socket");
    }
  }

  @Test
  void post_bodyThatCannotBeSpooled_isRefused() throws IOException {
    var server = start(config().withSpoolDirectory(directory.resolve("missing")));

    var answer = exchange(server, ClientBytes.post("/a", "x".repeat(2000)));

    assertThat(ClientBytes.stdout(answer)).startsWith("Status: 4xx SPOOL_FAILED");
    assertThat(ClientBytes.stdout(exchange(server, ClientBytes.get("/b")))).contains("GET /b");
  }

  @Test
  void post_cutShortWhileSpooled_leavesNoFile() throws IOException {
    var server = start(config());
    var whole = ClientBytes.post("/a", "x".repeat(5000));

    try (var client = new SocketClient(server.address())) {
      var half = java.util.Arrays.copyOf(whole, whole.length - 100);
      assertThat(client.send(half).endOutput().readAll()).isEmpty();
    }

    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("socket");
    }
  }

  @Test
  void get_answerLargerThanARecord_isSplit() throws IOException {
    var answer = exchange(start(config()), ClientBytes.get("/big"));

    assertThat(ClientBytes.stdout(answer))
        .hasSize(EchoHandler.BIG_BYTES + "Status: 200\r\n\r\n".length())
        .endsWith("bbb");
  }

  @Test
  void get_errorText_goesToStderr() throws IOException {
    var answer = exchange(start(config()), ClientBytes.get("/log"));

    assertThat(ClientBytes.stream(answer, RecordType.STDERR, 1)).isEqualTo("a line\n");
    assertThat(ClientBytes.stdout(answer)).endsWith("GET /log ");
  }

  @Test
  void get_keepConnection_servesTheNext() throws IOException {
    try (var client = new SocketClient(start(config()).address())) {
      for (int id = 1; id < 4; id++) {
        client.send(new ClientBytes().request(id, 1, "GET", "/" + id, "").toArray());
        var answer = client.readToEndRequest();

        assertThat(ClientBytes.stream(answer, RecordType.STDOUT, id)).endsWith("GET /" + id + " ");
      }
    }
  }

  @Test
  void get_handlerThrows_dropsTheConnectionOnly() throws IOException {
    var server = start(config());

    assertThat(exchange(server, ClientBytes.get("/fail"))).isEmpty();
    assertThat(ClientBytes.stdout(exchange(server, ClientBytes.get("/a")))).endsWith("GET /a ");
  }

  @Test
  void get_moreRequestsThanAllowed_areRefusedAsOverloaded() throws Exception {
    var server = start(config().withConcurrency(1, 10));
    try (var first = new SocketClient(server.address())) {
      first.send(ClientBytes.get("/wait"));
      handler.waiting.acquire();

      var refused = exchange(server, ClientBytes.get("/a"));

      assertThat(ClientBytes.stdout(refused)).startsWith("Status: 4xx OVERLOADED");
      assertThat(ClientBytes.records(refused).getLast().protocolStatus()).isEqualTo(2);
      handler.letGo.countDown();
      assertThat(ClientBytes.stdout(first.readAll())).endsWith("GET /wait ");
    }
    assertThat(ClientBytes.stdout(exchange(server, ClientBytes.get("/b")))).endsWith("GET /b ");
  }

  @Test
  void connect_moreConnectionsThanAllowed_waitInTheBacklog() throws Exception {
    var server = start(config().withConcurrency(1, 1));
    try (var first = new SocketClient(server.address());
        var second = new SocketClient(server.address())) {
      first.send(ClientBytes.get("/wait"));
      handler.waiting.acquire();
      second.send(ClientBytes.get("/a"));

      handler.letGo.countDown();

      assertThat(ClientBytes.stdout(first.readAll())).endsWith("GET /wait ");
      assertThat(ClientBytes.stdout(second.readAll())).endsWith("GET /a ");
    }
  }

  @Test
  void connect_manyIdleConnections_doNotStopOthers_T06() throws IOException {
    var server = start(config());
    var idle = new ArrayList<SocketClient>();
    try {
      for (int i = 0; i < 1000; i++) {
        idle.add(new SocketClient(server.address()).send(new byte[] {1, 1, 0}));
      }

      assertThat(ClientBytes.stdout(exchange(server, ClientBytes.get("/a")))).endsWith("GET /a ");
    } finally {
      for (var client : idle) {
        client.close();
      }
    }
  }

  @Test
  void closeIdle_peerSilentForTooLong_isClosed_T06() throws IOException {
    var server = start(config());
    try (var client = new SocketClient(server.address())) {
      var first = new ClientBytes().request(1, 1, "GET", "/a", "").toArray();
      client.send(first).readToEndRequest();
      client.send(new byte[] {1, 1});

      long timeout = config().idleTimeout().toNanos();
      server.closeIdle(System.nanoTime() + timeout / 2);
      client.send(java.util.Arrays.copyOfRange(first, 2, first.length)).readToEndRequest();

      server.closeIdle(System.nanoTime() + 2 * timeout);
      assertThat(client.readAll()).isEmpty();
    }
  }

  @Test
  void drain_requestsAtWorkAndInBacklog_areServed() throws Exception {
    var server = start(config().withConcurrency(10, 10));
    var path = UnixDomainSocketAddress.of(directory.resolve("socket"));
    try (var working = new SocketClient(path);
        var kept = new SocketClient(path)) {
      working.send(ClientBytes.get("/wait"));
      handler.waiting.acquire();
      kept.send(new ClientBytes().request(1, 1, "GET", "/kept", "").toArray()).readToEndRequest();

      var drained = CompletableFuture.supplyAsync(() -> drain(server));
      assertThat(kept.readAll()).isEmpty();

      assertThat(path.getPath()).doesNotExist();
      assertThat(drained).isNotDone();
      handler.letGo.countDown();
      assertThat(ClientBytes.stdout(working.readAll())).endsWith("GET /wait ");
      assertThat(drained.join()).isZero();
      assertThat(drain(server)).isZero();
    }
  }

  @Test
  void drain_connectionsInTheBacklog_areServed() throws Exception {
    var server = start(config().withConcurrency(1, 1));
    var path = UnixDomainSocketAddress.of(directory.resolve("socket"));
    try (var working = new SocketClient(path);
        var queued = new SocketClient(path)) {
      working.send(ClientBytes.get("/wait"));
      handler.waiting.acquire();
      queued.send(ClientBytes.get("/queued"));

      var drained = CompletableFuture.supplyAsync(() -> drain(server));
      handler.letGo.countDown();

      assertThat(ClientBytes.stdout(working.readAll())).endsWith("GET /wait ");
      assertThat(ClientBytes.stdout(queued.readAll())).endsWith("GET /queued ");
      assertThat(drained.join()).isZero();
    }
  }

  @Test
  void drain_limitOver_answersInPlaceOfTheHandler() throws Exception {
    var server = start(config().withTimes(Duration.ofSeconds(60), Duration.ZERO));
    try (var working = new SocketClient(server.address())) {
      working.send(ClientBytes.get("/wait"));
      handler.waiting.acquire();

      assertThat(server.drain()).isEqualTo(1);

      var answer = working.readAll();
      assertThat(ClientBytes.stdout(answer)).startsWith("Status: 4xx DRAINING");
      assertThat(ClientBytes.records(answer).getLast().protocolStatus()).isEqualTo(2);
    }
  }

  private static int drain(FastCgiServer server) {
    try {
      return server.drain();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void start_unixSocket_isPrivate_T03() throws IOException {
    start(config());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
        .isEqualTo("rw-------");
  }

  @Test
  void start_staleSocket_isReplaced() throws IOException {
    try (var stale = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      stale.bind(UnixDomainSocketAddress.of(socket()));
    }

    assertThat(ClientBytes.stdout(exchange(start(config()), ClientBytes.get("/a"))))
        .endsWith("GET /a ");
  }

  @Test
  void start_socketInUse_isRefused() throws IOException {
    start(config());

    assertThatExceptionOfType(BindException.class)
        .isThrownBy(() -> start(config()))
        .withMessageContaining("another process listens");
  }

  @Test
  void start_fileInPlaceOfSocket_isKept() throws IOException {
    Files.writeString(socket(), "precious");

    assertThatExceptionOfType(BindException.class).isThrownBy(() -> start(config()));
    assertThat(socket()).hasContent("precious");
  }

  @Test
  void close_pathTakenByAnotherSocket_isNotUnlinked() throws IOException {
    var first = start(config());
    Files.delete(socket());
    start(config());

    first.close();

    assertThat(socket()).exists();
  }

  @Test
  void start_descriptorZeroNoSocket_isRefusedWithWords() {
    assertThatExceptionOfType(BindException.class)
        .isThrownBy(() -> start(new ListenAddress.Inherited(), config()))
        .withMessageContaining("file descriptor 0");
  }

  private Path socket() {
    return directory.resolve("socket");
  }
}
