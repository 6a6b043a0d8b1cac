package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkClient;

class AwsClientsTest {
  private static final String ROLE = "arn:aws:iam::222222222222:role/other";
  private static final String LIST_QUEUES = "arn:aws:states:::aws-sdk:sqs:listQueues";

  @Test
  void client_usedAgain_isTheSameUntilManyOthersAreUsed() {
    try (var clients = clients()) {
      SdkService sqs = SdkService.of("sqs").orElseThrow();
      SdkClient first = clients.client(sqs, "us-east-1", null);
      for (int i = 1; i < AwsClients.MOST; i++) {
        clients.client(sqs, "us-east-1", ROLE + i);
      }
      assertThat(clients.client(sqs, "us-east-1", null)).isSameAs(first);

      for (int i = 1; i <= AwsClients.MOST; i++) {
        clients.client(sqs, "us-east-1", ROLE + i);
      }
      assertThat(clients.client(sqs, "us-east-1", null)).isNotSameAs(first);
    }
  }

  @Test
  void call_inARoleOnThisHost_isSignedWithTheRolesAccount() throws Exception {
    try (var sqs = StandInEndpoint.answering(200, "{}");
        var runner = AwsCallsFixture.runner("sqs", sqs)) {
      runner.run(
          AwsCallsFixture.call(LIST_QUEUES, "{}", new TaskCall.Context(null, ROLE, null)), _ -> {});

      assertThat(sqs.take().header("Authorization")).contains("Credential=222222222222/");
    }
  }

  @Test
  void call_inARoleWithAnEndpointOfSts_assumesIt() throws Exception {
    String assumed =
        "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASSUMED</AccessKeyId>"
            + "<SecretAccessKey>s</SecretAccessKey><SessionToken>token</SessionToken>"
            + "<Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>"
            + "</AssumeRoleResponse>";
    try (var sqs = StandInEndpoint.answering(200, "{}");
        var sts = StandInEndpoint.answering(200, assumed)) {
      var endpoints = new LinkedHashMap<String, URI>();
      endpoints.put("sqs", sqs.address());
      endpoints.put("sts", sts.address());
      try (var runner =
          new AwsTaskRunner(
              new AwsTaskConfig(Optional.empty(), endpoints), Map.of(), IdentityTokens.NONE)) {
        var call = AwsCallsFixture.call(LIST_QUEUES, "{}", new TaskCall.Context(null, ROLE, null));
        runner.run(call, _ -> {});
        runner.run(call, _ -> {});
      }

      assertThat(sts.take().body()).contains("Action=AssumeRole", "role%2Fother");
      StandInEndpoint.Received request = sqs.take();
      assertThat(request.header("Authorization")).contains("Credential=ASSUMED/");
      assertThat(request.header("X-Amz-Security-Token")).isEqualTo("token");
      assertThat(sqs.take().header("Authorization")).contains("Credential=ASSUMED/");
      assertThat(sts.isIdle()).isTrue();
    }
  }

  /// The role of the state goes before that of the configuration.
  @ParameterizedTest
  @CsvSource({"role/other,role%2Fother", ",role%2Fdesk"})
  void call_byIdentityToken_actsInTheRoleThatSignsEachRequest(
      @Nullable String stateRole, String assumed) throws Exception {
    String role = stateRole == null ? null : "arn:aws:iam::222222222222:" + stateRole;
    try (var sqs = StandInEndpoint.answering(200, "{}");
        var sts =
            StandInEndpoint.answering(
                200, StsAnswers.assumed("ASSUMED", Instant.parse("2999-01-01T00:00:00Z")));
        var runner = byToken(sqs, sts)) {
      var call = AwsCallsFixture.call(LIST_QUEUES, "{}", new TaskCall.Context(null, role, null));
      runner.run(call, _ -> {});
      runner.run(call, _ -> {});

      assertThat(sts.take().body())
          .contains("Action=AssumeRoleWithWebIdentity", assumed, "WebIdentityToken=aud-Ask");
      for (int i = 0; i < 2; i++) {
        StandInEndpoint.Received request = sqs.take();
        assertThat(request.header("Authorization")).contains("Credential=ASSUMED/");
        assertThat(request.header("X-Amz-Security-Token")).isEqualTo("session");
      }
      assertThat(sts.isIdle()).isTrue();
    }
  }

  @Test
  void call_byATokenThatStsRefuses_isNotMade() throws Exception {
    try (var sqs = StandInEndpoint.answering(200, "{}");
        var sts =
            StandInEndpoint.answering(403, StsAnswers.refused("AccessDenied", "Not this one"));
        var runner = byToken(sqs, sts)) {
      TaskOutcome outcome = AwsCallsFixture.run(runner, LIST_QUEUES, "{}");

      assertThat(outcome)
          .isEqualTo(
              new TaskOutcome.Failed(
                  "States.TaskFailed",
                  "The role arn:aws:iam::222222222222:role/desk cannot be assumed: STS answered"
                      + " AccessDenied: Not this one"));
      assertThat(sqs.isIdle()).isTrue();
    }
  }

  @Test
  void objects_byIdentityToken_areReadInTheRoleOfTheConfiguration() throws Exception {
    try (var s3 = StandInEndpoint.answering(200, "content");
        var sts =
            StandInEndpoint.answering(
                200, StsAnswers.assumed("ASSUMED", Instant.parse("2999-01-01T00:00:00Z")));
        var runner = byToken(s3, sts)) {
      var caller = new ObjectStore.Caller(Samples.IDENTITY.executionArn(), "Each row", null);
      try (var content = runner.objects().open(caller, new ObjectStore.Place("b", "k"))) {
        assertThat(content.readAllBytes()).asString().isEqualTo("content");
      }

      assertThat(s3.take().header("Authorization")).contains("Credential=ASSUMED/");
      assertThat(sts.take().body()).contains("WebIdentityToken=aud-Each+row");
    }
  }

  private static AwsTaskRunner byToken(StandInEndpoint service, StandInEndpoint sts) {
    var endpoints = new LinkedHashMap<String, URI>();
    endpoints.put("sqs", service.address());
    endpoints.put("s3", service.address());
    endpoints.put("sts", sts.address());
    var identity =
        new AwsTaskConfig.WebIdentity("aud", Optional.of("arn:aws:iam::222222222222:role/desk"));
    return new AwsTaskRunner(
        new AwsTaskConfig(Optional.empty(), endpoints, Optional.of(identity)),
        Map.of(),
        (audience, call) -> audience + "-" + call.identity().stateName());
  }

  private static AwsClients clients() {
    var endpoints = new LinkedHashMap<String, URI>();
    endpoints.put("sqs", URI.create("http://127.0.0.1:1"));
    return new AwsClients(
        new AwsTaskConfig(Optional.empty(), endpoints), Map.of(), IdentityTokens.NONE);
  }
}
