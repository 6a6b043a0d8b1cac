package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
          new AwsTaskRunner(new AwsTaskConfig(Optional.empty(), endpoints), Map.of())) {
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

  private static AwsClients clients() {
    var endpoints = new LinkedHashMap<String, URI>();
    endpoints.put("sqs", URI.create("http://127.0.0.1:1"));
    return new AwsClients(new AwsTaskConfig(Optional.empty(), endpoints), Map.of());
  }
}
