package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.digest.Sha256;
import org.stepgate.identity.WorkflowIdentity;
import org.stepgate.identity.WorkflowIdentityConfig;
import org.stepgate.identity.WorkflowIssuer;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.store.StoredAudit;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskIdentity;

class WorkflowTokensTest {
  @TempDir Path state;

  private JsonObject claims(TaskCall.@Nullable Started started) throws Exception {
    return claims("123456789012", started);
  }

  private JsonObject claims(String account, TaskCall.@Nullable Started started) throws Exception {
    var identity = new WorkflowIdentity(new WorkflowIssuer(state, () -> Instant.EPOCH));
    identity.use(
        Optional.of(new WorkflowIdentityConfig("https://flows.example", Duration.ofMinutes(5))));
    var call =
        new TaskCall(
            "arn:aws:states:::stepgate:exec",
            JsonNull.NULL,
            new TaskIdentity(
                "arn:aws:states:us-east-1:" + account + ":execution:releases:r1",
                "Deliver",
                0,
                "key"),
            Duration.ofSeconds(5),
            new TaskCall.Context(null, null, null, started));
    String token = new WorkflowTokens(identity, () -> "123456789012").token("aud", call);
    return (JsonObject)
        JsonReader.read(
            new String(
                Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8),
            JsonLimits.NETWORK);
  }

  @Test
  void token_ofATask_namesRouteMachineExecutionAndCaller() throws Exception {
    JsonObject claims =
        claims(
            new TaskCall.Started(
                "releases", "{\"issuer\":\"https://idp.example\",\"subject\":\"alice\"}"));

    assertThat(claims.string("sub"))
        .isEqualTo(
            "route:releases:machine:releases:execution:r1:issuer:512a336b79b57eb3:caller:alice");
    assertThat(claims.string("aud")).isEqualTo("aud");
    assertThat(claims.string("stepgate_execution"))
        .isEqualTo("arn:aws:states:us-east-1:123456789012:execution:releases:r1");
    assertThat(claims.string("stepgate_state")).isEqualTo("Deliver");
    assertThat(claims.string("stepgate_caller_issuer")).isEqualTo("https://idp.example");
  }

  @Test
  void token_ofATaskWithoutRouteAndCaller_saysSo() throws Exception {
    assertThat(claims(new TaskCall.Started(null, "{}")).string("sub"))
        .isEqualTo("route:-:machine:releases:execution:r1:issuer:-:caller:-");
    assertThat(claims(null).string("sub"))
        .isEqualTo("route:-:machine:releases:execution:r1:issuer:-:caller:-");
  }

  /// Whoever may make machines in another account may call one `releases`, too.
  @Test
  void token_ofAMachineOfAnotherAccount_isNotThatOfTheConfigurationsMachine() throws Exception {
    JsonObject claims = claims("222222222222", new TaskCall.Started(null, "{}"));

    assertThat(claims.string("sub"))
        .isEqualTo(
            "route:-:machine:!"
                + Sha256.hex("222222222222:releases").substring(0, 30)
                + ":execution:r1:issuer:-:caller:-");
    assertThat(claims.string("stepgate_machine")).isEqualTo("222222222222:releases");
    assertThat(claims.string("stepgate_execution"))
        .isEqualTo("arn:aws:states:us-east-1:222222222222:execution:releases:r1");
  }

  private String subject(String issuer, String subject) throws Exception {
    return String.valueOf(
        claims(
                new TaskCall.Started(
                    "r", "{\"issuer\":\"%s\",\"subject\":\"%s\"}".formatted(issuer, subject)))
            .string("sub"));
  }

  @Test
  void token_ofOneSubjectOfTwoIssuers_hasTwoSubjects() throws Exception {
    assertThat(subject("https://a.example", "alice"))
        .isNotEqualTo(subject("https://b.example", "alice"))
        .isNotEqualTo(subject("stepgate:access-keys", "alice"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          alice           > alice
          x:caller:alice  > x%3Acaller%3Aalice
          *               > %2A
          ?               > %3F
          100%            > 100%25
          !x              > %21x
          -               > %2D
          auth0|7         > auth0|7
          ü               > %C3%BC
          """)
  void token_subject_isEncodedSoThatItIsOnePart(String name, String part) throws Exception {
    assertThat(subject("https://idp.example", name)).endsWith(":caller:" + part);
  }

  @Test
  void token_longParts_areHashedWithinTheLimitOfSts() throws Exception {
    assertThat(WorkflowTokens.part("a".repeat(45), 45)).isEqualTo("a".repeat(45));
    assertThat(WorkflowTokens.part("a".repeat(46), 45)).matches("![0-9a-f]{30}");
    assertThat(WorkflowTokens.part("a".repeat(46), 45))
        .isNotEqualTo(WorkflowTokens.part("a".repeat(47), 45));
    assertThat(subject("https://idp.example", "*".repeat(512))).hasSizeLessThanOrEqualTo(255);
  }

  @Test
  void keysRotate_ofAPool_saysHowManyArePublished() {
    var out = new StringWriter();
    var line = Main.commandLine();
    line.setOut(new PrintWriter(out));

    assertThat(line.execute("keys", "rotate", "--state", state.toString())).isEqualTo(ExitCode.OK);
    assertThat(line.execute("keys", "rotate", "--state", state.toString())).isEqualTo(ExitCode.OK);

    assertThat(out).hasToString("1 key is published\n2 keys are published\n");
    var records = new ArrayList<String>();
    try (StoredAudit audit = StoredAudit.open(state.resolve("stepgate.db"))) {
      audit.forEach(records::add);
    }
    assertThat(records)
        .hasSize(2)
        .allMatch(text -> text.contains("\"type\":\"KeysRotated\""))
        .allMatch(text -> text.contains("\"issuer\":\"stepgate:host\""));
  }

  @Test
  void keysRotate_withoutPool_isRefused() {
    assertThat(Main.commandLine().execute("keys", "rotate", "--state", state + "/none"))
        .isEqualTo(ExitCode.UNAVAILABLE);
  }
}
