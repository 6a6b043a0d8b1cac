package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.site.Polling;
import org.stepgate.site.Programs;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient.Answer;

/// Real workers tell a receiver on this host of approvals and of ends, also when it was down and
/// the workers have died meanwhile.
@Timeout(300)
class NotificationsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String MACHINE =
      """
      {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
        "Resource": "arn:aws:states:us-east-1:123456789012:activity:release"}}}
      """;

  @TempDir Path directory;
  private final List<Message> received = new CopyOnWriteArrayList<>();
  private Site site;
  private int port;
  private HttpServer receiver;

  /// What the receiver got.
  private record Message(
      String path, String type, String id, String timestamp, String signature, String body) {
    JsonObject event() {
      return (JsonObject) JsonReader.read(body, JsonLimits.NETWORK);
    }

    String eventType() {
      return String.valueOf(event().string("type"));
    }
  }

  @BeforeEach
  void start() throws Exception {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    site = Site.prepare(directory, Site.POOL, 2);
    Path secret = Files.writeString(directory.resolve("secret"), "whsec_" + KEY + "\n");
    Files.writeString(site.config().resolve("machines/ask.asl.json"), MACHINE);
    Files.writeString(
        site.config().resolve("stepgate.yaml"),
        """
        notifications:
          source: https://flow.example.com/stepgate
          targets:
            chat: {url: "http://127.0.0.1:%1$d/chat", secret-files: [%2$s]}
          callbacks:
            allowed: ["http://127.0.0.1:%1$d/hooks/"]
            secret-files: [%2$s]
          allowed-private: [127.0.0.0/8]
        approvals:
          release:
            approvers: {security: 1}
            question: "Release {name}?"
            notify: [chat]
        """
            .formatted(port, secret),
        StandardOpenOption.APPEND);
    site.startAll();
  }

  @AfterEach
  void end() throws Exception {
    if (receiver != null) {
      receiver.stop(0);
    }
    site.close();
  }

  private void receive() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    receiver.createContext("/", this::take);
    receiver.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      received.add(
          new Message(
              exchange.getRequestURI().getPath(),
              headers.getFirst("Content-Type"),
              headers.getFirst("webhook-id"),
              headers.getFirst("webhook-timestamp"),
              headers.getFirst("webhook-signature"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private Message awaitMessage(String eventType, String path) throws Exception {
    Polling.until(
        eventType + " at " + path,
        LIMIT,
        () -> received.stream().anyMatch(each -> isOf(each, eventType, path)));
    return received.stream().filter(each -> isOf(each, eventType, path)).findFirst().orElseThrow();
  }

  private static boolean isOf(Message message, String eventType, String path) {
    return message.path().equals(path) && message.eventType().equals(eventType);
  }

  /// Signs as the specification says, with nothing of the product.
  private static void assertSigned(Message message) throws Exception {
    assertSigned(message, Base64.getDecoder().decode(KEY));
  }

  /// The key of the receiver of callbacks.
  private byte[] hooksKey() throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
    return mac.doFinal(("http://127.0.0.1:" + port + "/hooks/").getBytes(StandardCharsets.UTF_8));
  }

  private static void assertSigned(Message message, byte[] key) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed = message.id() + "." + message.timestamp() + "." + message.body();
    assertThat(message.signature())
        .isEqualTo(
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    assertThat(Long.parseLong(message.timestamp()))
        .isCloseTo(System.currentTimeMillis() / 1_000, Offset.offset(300L));
    assertThat(message.type()).startsWith("application/cloudevents+json");
    JsonObject event = message.event();
    assertThat(event.string("specversion")).isEqualTo("1.0");
    assertThat(event.string("id")).isEqualTo(message.id());
    assertThat(event.string("source")).isEqualTo("https://flow.example.com/stepgate");
    assertThat(event.string("subject")).startsWith("arn:aws:states:us-east-1:123456789012:");
    assertThat(event.string("datacontenttype")).isEqualTo("application/json");
  }

  private void ask(String name) throws Exception {
    Answer started =
        site.client()
            .post(
                "/stepgate/machines/ask/executions",
                "{\"name\":\"" + name + "\",\"input\":{\"name\":\"app-1.2\"}}");
    assertThat(started.status()).as(started.body()).isIn(200, 201, 202);
  }

  private void greet(String hook) throws Exception {
    Answer greeted =
        site.client()
            .post("/greeting", "{}", "Stepgate-Callback", "http://127.0.0.1:" + port + hook);
    assertThat(greeted.status()).as(greeted.body()).isEqualTo(200);
  }

  private String pendingApproval() throws Exception {
    JsonArray waiting =
        (JsonArray) site.client().get("/stepgate/approvals?status=PENDING").json().get("approvals");
    assertThat(waiting.size()).isEqualTo(1);
    return String.valueOf(((JsonObject) waiting.elements().getFirst()).string("id"));
  }

  @Test
  void approvalsAndEnds_reachTheReceiverSigned() throws Exception {
    receive();
    ask("r1");
    greet("/hooks/1");

    Message asked = awaitMessage("org.stepgate.approval.asked", "/chat");
    Message ended = awaitMessage("org.stepgate.execution.succeeded", "/hooks/1");

    assertSigned(asked);
    JsonObject question = (JsonObject) asked.event().get("data");
    assertThat(question.string("question")).isEqualTo("Release app-1.2?");
    assertThat(question.string("status")).isEqualTo("PENDING");
    String id = String.valueOf(question.string("id"));
    assertThat(question.string("path")).isEqualTo("/stepgate/approvals/" + id);
    assertThat(id).isEqualTo(pendingApproval());
    assertSigned(ended, hooksKey());
    assertThat(ended.body()).contains("\"output\":{\"greeting\":\"hello\"}", "SUCCEEDED");

    Answer decided =
        site.client()
            .post(
                "/stepgate/approvals/" + id,
                "{\"decision\":\"approve\"}",
                "Authorization",
                DemoToken.bearer(site, "bob", "security"));
    assertThat(decided.status()).as(decided.body()).isEqualTo(200);
    Message approved = awaitMessage("org.stepgate.approval.approved", "/chat");
    assertSigned(approved);
    assertThat(approved.body()).contains("\"APPROVED\"", "\"bob\"");
  }

  @Test
  void t31_receiverThatWasDown_getsEachOnceThoughWorkersDied() throws Exception {
    ask("r1");
    greet("/hooks/1");
    Polling.until(
        "failures",
        LIMIT,
        () ->
            site.logLines().stream().filter(line -> line.contains("notifications.failed")).count()
                >= 2);
    for (long worker : site.workers()) {
      Programs.signal("KILL", worker);
    }
    site.awaitAllWorkers();
    assertThat(received).isEmpty();

    receive();

    assertSigned(awaitMessage("org.stepgate.approval.asked", "/chat"));
    assertSigned(awaitMessage("org.stepgate.execution.succeeded", "/hooks/1"), hooksKey());
    greet("/hooks/2");
    var _ = awaitMessage("org.stepgate.execution.succeeded", "/hooks/2");
    assertThat(received).extracting(Message::id).doesNotHaveDuplicates().hasSize(3);
  }
}
