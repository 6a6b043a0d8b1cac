package org.stepgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.identity.IssuerStandIn;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient;
import org.stepgate.site.SiteClient.Answer;

/// Plants a secret in each input of a pool and looks for it in each output.
@Timeout(240)
class SecretsCanaryIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String MACHINE =
      """
      {"StartAt": "Call", "States": {
        "Call": {"Type": "Task", "Resource": "arn:aws:states:::http:invoke",
          "Parameters": {"ApiEndpoint": "http://127.0.0.1:1/", "Method": "GET",
            "Authentication": {"ConnectionArn":
              "arn:aws:events:us-east-1:000000000000:connection/backend/0"}},
          "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Run"}],
          "Next": "Run"},
        "Run": {"Type": "Task", "Resource": "arn:aws:states:::stepgate:exec",
          "Parameters": {"Command": "say"},
          "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "End"}], "Next": "End"},
        "End": {"Type": "Pass", "End": true}}}
      """;

  @TempDir Path directory;

  private final Canaries canaries = new Canaries();

  private String canary(String where) {
    return canaries.plant(where);
  }

  @DisplayName("T37: a secret in each input is in no output")
  @Test
  void t37_secretInEachInput_isInNoOutput() throws Exception {
    Site site = Site.prepare(directory, Site.POOL, 2);
    configure(site);
    site.under("env STEPGATE_CANARY=" + canary("worker environment"));
    try (SiteClient client = site.client()) {
      site.start();
      site.awaitAllWorkers();

      requests(client);
      String id = "embedded:secrets:e1";
      canaries.seen(client.post("/stepgate/machines/secrets/executions", "{\"name\":\"e1\"}"));
      canaries.seen(client.awaitEnd(id, LIMIT));
      canaries.seen(client.history(id));
      commandLines(site);
      offerLiterals(site);
      canaries.seen(client.get("/stepgate/health"));
    } finally {
      site.close();
    }

    assertThat(found()).isEmpty();
    assertThat(site.state().resolve("audit/decisions-0.log")).isNotEmptyFile();
    assertThat(canaries.size()).isGreaterThan(8);
  }

  private List<String> found() {
    return canaries.found(directory, directory.resolve("secrets"), directory.resolve("start"));
  }

  @DisplayName("T37: the secrets of a login, of messages and of tokens for tasks are in no output")
  @Test
  void t37_secretsOfLoginsAndMessages_areInNoOutput() throws Exception {
    try (var issuer = new IssuerStandIn()) {
      Site site = Site.prepare(directory, Site.POOL, 1);
      configureLogin(site, issuer);
      try (SiteClient client = site.client()) {
        site.startAll();

        String token = issuer.token(issuer.claims(Instant.now()));
        plantSignature("access token", token);
        String[] bearer = {"Authorization", "Bearer " + token};
        Polling.until("the keys", LIMIT, () -> client.get("/stepgate/me", bearer).status() == 200);
        logIn(client, issuer);
        String id = "embedded:secrets:e1";
        Answer started =
            client.post(
                "/stepgate/machines/secrets/executions",
                "{\"name\":\"e1\"}",
                "Authorization",
                "Bearer " + token,
                "Stepgate-Callback",
                "http://127.0.0.1:1/hooks/1");
        canaries.seen(started);
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        Polling.until(
            "the end",
            LIMIT,
            () ->
                client.get(SiteClient.path(id), bearer).json().string("status") instanceof String s
                    && s.equals("SUCCEEDED"));
        canaries.seen(client.get(SiteClient.path(id), bearer));
        canaries.seen(client.get(SiteClient.path(id) + "/history", bearer));
        plantSignature(
            "identity token", Files.readString(directory.resolve("secrets/identity-token")));
        Polling.until(
            "the callback has failed",
            LIMIT,
            () -> site.logLines().stream().anyMatch(line -> line.contains("127.0.0.1:1")));
        commandLines(site);
      } finally {
        site.close();
      }
    }

    assertThat(found()).isEmpty();
    assertThat(canaries.size()).isEqualTo(8);
  }

  /// What of a token nobody can make who has not seen it.
  private void plantSignature(String where, String token) {
    canaries.plant(where, token.strip().substring(token.lastIndexOf('.') + 1));
  }

  /// A login at the issuer, whose answer has two cookies: both are secrets of the browser.
  private void logIn(SiteClient client, IssuerStandIn issuer) throws Exception {
    Answer begun = client.get("/stepgate/login?to=/stepgate/me");
    assertThat(begun.status()).isEqualTo(302);
    Map<String, String> asked = new TreeMap<>();
    String query = URI.create(begun.header("Location")).getRawQuery();
    for (String parameter : query.split("&", -1)) {
      String[] parts = parameter.split("=", 2);
      asked.put(parts[0], parts[1]);
    }
    Instant now = Instant.now();
    JsonObject claims =
        JsonObject.builder()
            .put("iss", issuer.url())
            .put("sub", "alice")
            .put("aud", "web")
            .put("nonce", asked.get("nonce"))
            .put("iat", now.getEpochSecond())
            .put("exp", now.plusSeconds(300).getEpochSecond())
            .build();
    String idToken =
        IssuerStandIn.token(
            issuer.key(), "{\"alg\":\"ES256\",\"kid\":\"first\",\"typ\":\"JWT\"}", claims);
    plantSignature("ID token", idToken);
    issuer.promise(canary("login code"), asked.get("code_challenge"), idToken);
    Answer done =
        client.get(
            "/stepgate/oidc/callback?code=" + canary("login code") + "&state=" + asked.get("state"),
            "Cookie",
            cookies(begun));
    assertThat(done.status()).as(done.body()).isEqualTo(303);
    String cookies = cookies(done);
    for (String cookie : cookies.split("; ", -1)) {
      if (cookie.contains("session")) {
        canaries.plant("session cookie", cookie.substring(cookie.indexOf('=') + 1));
      }
    }
    Answer me = client.get("/stepgate/me", "Cookie", cookies);
    assertThat(me.status()).isEqualTo(200);
    canaries.seen(me);
  }

  /// The cookies that an answer sets, as a browser sends them back.
  private static String cookies(Answer answer) {
    return answer.response().headers().allValues("Set-Cookie").stream()
        .map(each -> each.substring(0, each.indexOf(';')))
        .collect(Collectors.joining("; "));
  }

  /// A login with a client secret, callbacks that are signed, a command that gets an identity
  /// token.
  private void configureLogin(Site site, IssuerStandIn issuer) throws IOException {
    Path secrets = Files.createDirectory(directory.resolve("secrets"));
    Files.writeString(secrets.resolve("client"), canary("client secret") + "\n");
    String key = Base64.getEncoder().encodeToString(canary("callback secret").getBytes(UTF_8));
    canaries.plant("callback secret in base64", key);
    Files.writeString(secrets.resolve("callback"), "whsec_" + key + "\n");
    Path command =
        Files.writeString(
            secrets.resolve("say"),
            "#!/bin/sh\nprintf %s \"$STEPGATE_IDENTITY_TOKEN\" > "
                + secrets.resolve("identity-token")
                + "\n");
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    for (Path machine : machines(site)) {
      Files.delete(machine);
    }
    Files.writeString(site.config().resolve("machines/secrets.asl.json"), MACHINE);
    Files.writeString(
        site.config().resolve("stepgate.yaml"),
        """
        identity:
          issuers: [{url: "%2$s", audiences: [stepgate]}]
          login: {issuer: "%2$s", client-id: web, client-secret-file: "%1$s/client"}
        workflow-identity: {issuer: "https://flow.example.com"}
        notifications:
          source: https://flow.example.com/stepgate
          callbacks: {allowed: ["http://127.0.0.1:1/hooks/"], secret-files: ["%1$s/callback"]}
          allowed-private: [127.0.0.0/8]
        tasks:
          exec:
            commands:
              say: {argv: ["%1$s/say"], identity-token: "https://backend.example.com"}
        """
            .formatted(secrets, issuer.url()));
  }

  /// Secrets in files beside the pool, for a connection and for an access key.
  private void configure(Site site) throws IOException {
    Path secrets = Files.createDirectory(directory.resolve("secrets"));
    Files.writeString(secrets.resolve("password"), canary("connection password") + "\n");
    Files.writeString(secrets.resolve("access"), canary("access key") + "\n");
    Files.writeString(secrets.resolve("header"), canary("connection header"));
    Files.writeString(secrets.resolve("environment"), canary("command environment"));
    for (Path machine : machines(site)) {
      Files.delete(machine);
    }
    Files.writeString(site.config().resolve("machines/secrets.asl.json"), MACHINE);
    Files.writeString(
        site.config().resolve("stepgate.yaml"),
        """
        access-keys:
          - {id: AKIACANARY, secret-file: %1$s/access}
        tasks:
          http:
            allowed-hosts: ["127.0.0.1:*"]
            allowed-private: [127.0.0.0/8]
            connections:
              backend:
                basic: {user: u, password-file: %1$s/password}
                headers-from-files: {X-Key: %1$s/header}
          exec:
            commands:
              say:
                argv: [/bin/true]
                environment-from-files: {SECRET: %1$s/environment}
        """
            .formatted(secrets));
  }

  /// Writes secrets into the configuration itself, which is refused by each worker: a secret that
  /// is never in force is never in the store.
  private void offerLiterals(Site site) throws Exception {
    Path file = site.config().resolve("stepgate.yaml");
    String good = Files.readString(file);
    Files.writeString(
        file,
        good.replace(
                "secret-file:", "secret: \"" + canary("literal access key") + "\", secret-file:")
            .replace(
                "headers-from-files:",
                "headers: {Authorization: \""
                    + canary("literal header")
                    + "\"}\n"
                    + "        headers-from-files:"));
    Polling.until(
        "both workers have refused",
        LIMIT,
        () ->
            site.logLines().stream().filter(line -> line.contains("config.refused")).count() >= 2);
    Files.writeString(file, good);
  }

  private static List<Path> machines(Site site) throws IOException {
    try (Stream<Path> files = Files.list(site.config().resolve("machines"))) {
      return files.toList();
    }
  }

  private void requests(SiteClient client) throws Exception {
    String path = "/stepgate/executions/embedded:secrets:none";
    for (String header : List.of("Cookie", "Proxy-Authorization", "X-Amz-Security-Token")) {
      canaries.seen(client.get(path, header, canary("header " + header)));
    }
    for (String scheme : List.of("Bearer ", "Basic ", "")) {
      String secret = scheme + canary("authorization " + scheme.strip());
      canaries.seen(client.get(path, "Authorization", secret));
      canaries.seen(client.get("/no/such/route", "Authorization", secret));
      canaries.seen(
          client.post("/stepgate/machines/secrets/executions", "{\"name", "Authorization", secret));
    }
    canaries.seen(client.post("/stepgate/callbacks/" + canary("task token"), "{}"));
    canaries.seen(
        client.post(
            "/",
            "{}",
            "X-Amz-Target",
            "AWSStepFunctions.ListStateMachines",
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIACANARY/20260101/us-east-1/states/aws4_request,"
                + " SignedHeaders=host;x-amz-date, Signature="
                + canary("signature"),
            "X-Amz-Date",
            "20260101T000000Z",
            "X-Amz-Security-Token",
            canary("session token")));
  }

  private void commandLines(Site site) throws IOException {
    var processes = new ArrayList<>(site.workers());
    processes.add(site.lighttpd());
    for (long process : processes) {
      try {
        canaries.seen(Files.readString(Path.of("/proc/" + process + "/cmdline")));
      } catch (NoSuchFileException e) {
        // It has ended.
      }
    }
  }
}
