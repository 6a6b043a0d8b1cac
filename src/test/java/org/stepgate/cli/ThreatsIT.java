package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.identity.IssuerStandIn;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient;
import org.stepgate.site.SiteClient.Answer;

/// One attack of each row of the threat table that comes by HTTP, on a real Lighttpd with two
/// workers, each with what has to hold after every one: one escaped line in the log, the same
/// workers, the next request answered, no execution that was not there before, nothing lost. The
/// rows' other attacks are in the tests of the packages that answer them.
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreatsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String AUTHORIZATION = "Authorization";
  private static final String MACHINE =
      """
      {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
        "Resource": "arn:aws:states:us-east-1:123456789012:activity:release"}}}
      """;

  private IssuerStandIn issuer;
  private Site site;
  private SiteClient client;
  private String alice;
  private String approval;
  private Set<Long> workers;
  private List<String> linesBefore;
  private int executionsBefore;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    issuer = new IssuerStandIn();
    site = Site.prepare(directory, Site.POOL, 2);
    Path secret =
        Files.writeString(directory.resolve("secret"), "a-secret-of-forty-characters-for-sigv4-x");
    Files.writeString(site.config().resolve("machines/ask.asl.json"), MACHINE);
    Files.writeString(
        site.config().resolve("stepgate.yaml"),
        """
        identity:
          anonymous: never
          issuers:
            - {url: "%1$s", audiences: [stepgate]}
          login: {issuer: "%1$s", client-id: web}
        access-keys:
          - {id: AKIATHREATS, name: threats, secret-file: %2$s}
        approvals:
          release: {approvers: {release: 1}}
        """
            .formatted(issuer.url(), secret),
        StandardOpenOption.APPEND);
    site.startAll();
    client = site.client();
    alice = "Bearer " + issuer.token(issuer.claims(Instant.now()));
    Polling.until("the keys", LIMIT, () -> get("/stepgate/me", alice).status() == 200);
    Answer asked =
        client.post(
            "/stepgate/machines/ask/executions", "{\"name\":\"kept\"}", AUTHORIZATION, alice);
    assertThat(asked.status()).as(asked.body()).isIn(200, 201, 202);
    JsonArray waiting =
        (JsonArray) get("/stepgate/approvals?status=PENDING", alice).json().get("approvals");
    approval = String.valueOf(((JsonObject) waiting.elements().getFirst()).string("id"));
    assertThat(
            client
                .post("/greeting", "{}", AUTHORIZATION, alice, "Idempotency-Key", "\"k1\"")
                .status())
        .isEqualTo(200);
  }

  @AfterAll
  void end() throws Exception {
    if (site != null) {
      site.close();
    }
    issuer.close();
  }

  private Answer get(String path, String authorization) throws Exception {
    return client.get(path, AUTHORIZATION, authorization);
  }

  @BeforeEach
  void look() throws Exception {
    executionsBefore = executions();
    workers = site.workers();
    linesBefore = site.logLines();
  }

  @AfterEach
  void nothingElseHasHappened() throws Exception {
    List<String> lines = new ArrayList<>(site.logLines());
    linesBefore.forEach(lines::remove);
    assertThat(lines)
        .as("one escaped line")
        .hasSize(1)
        .allSatisfy(line ->
            assertThat(line)
                .matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z [A-Z]+ \\[.*")
                .doesNotMatch(".*[\\p{Cntrl}\\u2028\\u2029\\ufeff].*"));
    Answer next = client.post("/greeting", "{}", AUTHORIZATION, alice);
    assertThat(next.status()).as(next.body()).isEqualTo(200);
    assertThat(site.workers()).isEqualTo(workers);
    assertThat(executions()).isEqualTo(executionsBefore);
    assertThat(get("/stepgate/approvals/" + approval, alice).body()).contains("\"PENDING\"");
  }

  private int executions() throws Exception {
    Answer answer = get("/stepgate/executions?limit=1000", alice);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return ((JsonArray) answer.json().get("executions")).size();
  }

  /// Sends an attack.
  @FunctionalInterface
  interface Attack {
    Answer send() throws Exception;
  }

  Stream<Arguments> attacks() {
    return Stream.of(
        attack(
            "T05 a body over the limit", 413, () -> post("/greeting", " ".repeat((16 << 20) + 1))),
        attack(
            "T07 an identity in a header field",
            400,
            () ->
                client.get("/stepgate/me", AUTHORIZATION, alice, "X_Forwarded_User", "root\u00a0")),
        attack(
            "T09 another way round the authentication",
            401,
            () ->
                client.post(
                    "/greeting?access_token=x",
                    "{}",
                    "X-Forwarded-Uri",
                    "/stepgate/health",
                    "X-HTTP-Method-Override",
                    "GET")),
        attack("T10 an encoded slash", 404, () -> post("/greeting%2fwork", "{}")),
        attack("T11 alg none", 401, () -> get("/stepgate/me", "Bearer " + unsigned())),
        attack("T12 another audience", 401, () -> me("aud", "other")),
        attack("T12 another issuer", 401, () -> me("iss", "https://other.example")),
        attack(
            "T13 an encrypted token of many rounds",
            401,
            () ->
                get(
                    "/stepgate/me",
                    "Bearer "
                        + base64(
                            "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":2147483647}")
                        + ".AA.AA.AA.AA")),
        attack(
            "T14 an unknown kid",
            401,
            () ->
                get(
                    "/stepgate/me",
                    "Bearer "
                        + IssuerStandIn.token(
                            IssuerStandIn.newKey("unknown"), issuer.claims(Instant.now())))),
        attack(
            "T16 a session that is none",
            401,
            () -> client.get("/stepgate/me", "Cookie", "stepgate_session=fixed")),
        attack("T17 a wrong signature", 403, () -> signed(Instant.now())),
        attack("T17 an old signature", 403, () -> signed(Instant.now().minusSeconds(400))),
        attack(
            "T19 a key of another body",
            422,
            () -> post("/greeting", "{\"other\":1}", "Idempotency-Key", "\"k1\"")),
        attack(
            "T21 the requester decides",
            403,
            () -> post("/stepgate/approvals/" + approval, "{\"decision\":\"approve\"}")),
        attack(
            "T22 an execution of nobody",
            404,
            () -> get(SiteClient.path("embedded:ask:none"), alice)),
        attack(
            "T25 control characters in a path",
            404,
            () -> get("/x%E2%80%A8y%E2%80%AE%5B31m", alice)),
        attack("T32 a forged callback", 401, () -> client.post("/stepgate/callbacks/AAAA", "{}")),
        attack("T35 100,000 levels", 400, () -> post("/greeting", "[".repeat(100_000))),
        attack("T35 a name twice", 400, () -> post("/greeting", "{\"a\":1,\"a\":2}")));
  }

  private static Arguments attack(String name, int status, Attack attack) {
    return Arguments.argumentSet(name, status, attack);
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void attack_isRefusedAndNothingElseHappens(int status, Attack attack) throws Exception {
    Answer answer = attack.send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  /// Another local program that gets at the socket, which is its owner's only, and speaks no
  /// FastCGI.
  @Test
  void t01_recordOfAnotherVersion_dropsTheConnection() throws Exception {
    assertThat(toSocket(new byte[] {9, 1, 0, 1, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0}))
        .isEmpty();
  }

  @Test
  void t02_filterRole_isUnknownRole() throws Exception {
    byte[] answer = toSocket(new byte[] {1, 1, 0, 1, 0, 8, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0});

    assertThat(answer[1]).as("FCGI_END_REQUEST").isEqualTo((byte) 3);
    assertThat(answer[12]).as("FCGI_UNKNOWN_ROLE").isEqualTo((byte) 3);
  }

  private byte[] toSocket(byte[] bytes) throws Exception {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(site.socket(0)));
      channel.write(ByteBuffer.wrap(bytes));
      channel.shutdownOutput();
      return Channels.newInputStream(channel).readAllBytes();
    }
  }

  private Answer post(String path, String body, String... headers) throws Exception {
    var all = new ArrayList<>(List.of(AUTHORIZATION, alice, "Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return client.post(path, body, all.toArray(String[]::new));
  }

  private Answer me(String claim, String value) throws Exception {
    JsonObject claims = issuer.claims(Instant.now()).toBuilder().put(claim, value).build();
    return get("/stepgate/me", "Bearer " + issuer.token(claims));
  }

  private String unsigned() {
    return base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}")
        + "."
        + base64(issuer.claims(Instant.now()).toString())
        + ".";
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A request to the Step Functions API whose signature is wrong.
  private Answer signed(Instant time) throws Exception {
    String date = time.toString().replaceAll("[-:]|\\.\\d+", "");
    return client.post(
        "/",
        "{}",
        "Content-Type",
        "application/x-amz-json-1.0",
        "X-Amz-Target",
        "AWSStepFunctions.ListStateMachines",
        "X-Amz-Date",
        date,
        AUTHORIZATION,
        "AWS4-HMAC-SHA256 Credential=AKIATHREATS/"
            + date.substring(0, 8)
            + "/us-east-1/states/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target,"
            + " Signature="
            + "0".repeat(64));
  }
}
