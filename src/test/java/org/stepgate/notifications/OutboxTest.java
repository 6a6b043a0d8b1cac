package org.stepgate.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.tasks.AllowedPrivate;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskOutcome;

@Timeout(60)
class OutboxTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @TempDir Path folder;
  private final MemoryOutbox store = new MemoryOutbox();
  private final AtomicInteger status = new AtomicInteger(204);
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<String> signatures = new CopyOnWriteArrayList<>();
  private final List<TaskCall> calls = new CopyOnWriteArrayList<>();
  private volatile TaskOutcome outcome = new TaskOutcome.Succeeded(JsonNull.NULL);
  private volatile Instant now = START;
  private HttpServer server;
  private Outbox outbox;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(folder.resolve("secret"), SECRET + "\n");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.start();
    outbox =
        new Outbox(
            store,
            (call, _) -> {
              calls.add(call);
              return outcome;
            },
            () -> now);
    outbox.use(config("127.0.0.0/8"));
  }

  @AfterEach
  void close() {
    outbox.close();
    server.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    signatures.add(headers.getFirst("webhook-signature"));
    received.add(
        headers.getFirst("webhook-id")
            + " "
            + headers.getFirst("webhook-timestamp")
            + " "
            + headers.getFirst("webhook-signature").startsWith("v1,")
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(status.get(), -1);
    exchange.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private NotificationsConfig config(String... allowedPrivate) {
    var secrets = List.of(folder.resolve("secret"));
    var targets = new LinkedHashMap<String, Target>();
    targets.put("chat", new Target.Webhook(URI.create(url("/chat")), secrets));
    targets.put("mail", new Target.Command("mail"));
    targets.put("queue", new Target.Queue("https://sqs.example/1/ends.fifo"));
    return new NotificationsConfig(
        "/stepgate",
        targets,
        new Callbacks(List.of(Callbacks.prefix(url("/hooks/"))), secrets),
        List.of(allowedPrivate).stream().map(AllowedPrivate::parse).toList(),
        Duration.ofSeconds(20),
        Duration.ofDays(3));
  }

  private void put(String id, String target) {
    store.put(new OutboxStore.Message(1, id, target, "{\"n\":1}", now, 0), now);
  }

  /// Sends what is due and tells what became of one message.
  private String sent() throws InterruptedException {
    outbox.sendDue();
    return store.nextSettled();
  }

  @Test
  void send_webhook_isSignedAndDone() throws Exception {
    put("m1", "chat");

    assertThat(sent()).isEqualTo("done m1");
    assertThat(received).containsExactly("m1 1772366400 true {\"n\":1}");
  }

  @Test
  void send_command_getsTheMessageAsInput() throws Exception {
    put("m1", "mail");

    assertThat(sent()).isEqualTo("done m1");
    assertThat(calls.getFirst().resource()).isEqualTo("arn:aws:states:::stepgate:exec");
    assertThat(calls.getFirst().arguments().toString())
        .isEqualTo("{\"Command\":\"mail\",\"Input\":{\"n\":1}}");
    assertThat(calls.getFirst().identity().idempotencyKey()).isEqualTo("m1");
  }

  @Test
  void send_queue_isOneMessageForEachId() throws Exception {
    put("m1", "queue");

    assertThat(sent()).isEqualTo("done m1");
    assertThat(calls.getFirst().resource()).isEqualTo("arn:aws:states:::sqs:sendMessage");
    assertThat(calls.getFirst().arguments().toString())
        .contains("\"MessageBody\":\"{\\\"n\\\":1}\"", "\"MessageDeduplicationId\":\"m1\"");
  }

  @Test
  void send_commandFails_isTriedAgain() throws Exception {
    outcome = new TaskOutcome.Failed("Stepgate.Exec.ExitCode.1", "no");
    put("m1", "mail");

    assertThat(sent()).isEqualTo("again m1");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 429, 500, 503})
  void send_anyOtherStatus_isTriedAgainLater(int other) throws Exception {
    status.set(other);
    put("m1", "chat");

    assertThat(sent()).isEqualTo("again m1");
    outbox.sendDue();
    assertThat(received).as("not at once").hasSize(1);
    now = now.plusSeconds(10);
    assertThat(sent()).isEqualTo("again m1");
    assertThat(received).hasSize(2);
  }

  /// Each hour of a day the receiver is away; then it gets the message, under the same id.
  @Test
  @DisplayName("T31: a receiver that was down for a day gets each message later, once per id")
  void t31_receiverDownForADay_getsItLater() throws Exception {
    status.set(503);
    put("m1", "chat");
    for (int hour = 0; hour < 24; hour++) {
      assertThat(sent()).isEqualTo("again m1");
      now = now.plus(Duration.ofMinutes(70));
    }
    status.set(200);

    assertThat(sent()).isEqualTo("done m1");
    now = now.plus(Duration.ofDays(1));
    outbox.sendDue();

    assertThat(store.settled).isEmpty();
    assertThat(received).hasSize(25).allMatch(each -> each.startsWith("m1 "));
  }

  @Test
  void send_receiverDownForLonger_isGivenUp() throws Exception {
    status.set(503);
    put("m1", "chat");
    now = now.plus(Duration.ofDays(3));

    assertThat(sent()).isEqualTo("done m1");
  }

  @Test
  @DisplayName("T31: 410 disables the target")
  void t31_gone_disablesTheTarget() throws Exception {
    status.set(410);
    put("m1", "chat");
    assertThat(sent()).isEqualTo("done m1");
    assertThat(store.disabled).containsExactly(url("/chat"));

    status.set(200);
    put("m2", "chat");
    assertThat(sent()).isEqualTo("done m2");
    put("m3", url("/hooks/1"));
    assertThat(sent()).as("another address").isEqualTo("done m3");

    assertThat(received).hasSize(2).noneMatch(each -> each.startsWith("m2"));
  }

  @Test
  @DisplayName("T31: nothing is sent to a private address that is not allowed")
  void t31_privateAddress_isNotSent() throws Exception {
    outbox.use(config());
    put("m1", "chat");
    assertThat(sent()).isEqualTo("again m1");
    put("m2", url("/hooks/1"));
    assertThat(sent()).isEqualTo("again m2");

    assertThat(received).isEmpty();
  }

  @Test
  void send_callback_isSignedByTheKeyOfItsReceiver() throws Exception {
    put("m1", url("/hooks/42"));
    assertThat(sent()).isEqualTo("done m1");

    var key = StandardWebhooks.derived(StandardWebhooks.key(SECRET), url("/hooks/"));
    assertThat(signatures)
        .containsExactly(
            StandardWebhooks.headers(List.of(key), "m1", now, "{\"n\":1}")
                .get("webhook-signature"));
  }

  @Test
  void send_address_mustBeAllowed() throws Exception {
    put("m1", url("/hooks/42"));
    assertThat(sent()).isEqualTo("done m1");
    put("m2", url("/other"));
    assertThat(sent()).isEqualTo("again m2");

    assertThat(received).hasSize(1);
  }

  @Test
  void send_targetThatIsNoMore_waitsForIt() throws Exception {
    put("m1", "gone");

    assertThat(sent()).isEqualTo("again m1");
  }

  @Test
  void send_secretIsMissing_isTriedAgain() throws Exception {
    Files.delete(folder.resolve("secret"));
    put("m1", "chat");
    assertThat(sent()).isEqualTo("again m1");

    Files.writeString(folder.resolve("secret"), SECRET);
    now = now.plusSeconds(10);
    assertThat(sent()).isEqualTo("done m1");
  }

  @Test
  void why_ofFiles_isMoreThanTheirPath() {
    assertThat(Delivery.why(new NoSuchFileException("x"))).isEqualTo("there is no such file");
    assertThat(Delivery.why(new AccessDeniedException("x"))).isEqualTo("it may not be read");
    assertThat(Delivery.why(new IOException("longer"))).isEqualTo("longer");
  }

  @Test
  void sendDue_moreThanPlaces_comeInTurn() throws Exception {
    int many = 3 * Outbox.AT_ONCE;
    for (int i = 0; i < many; i++) {
      put("m" + i, "mail");
    }
    for (int i = 0; i < many; ) {
      outbox.sendDue();
      store.nextSettled();
      i++;
    }

    assertThat(calls).hasSize(many);
  }
}
