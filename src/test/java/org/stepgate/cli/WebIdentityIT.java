package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient;
import org.stepgate.site.SiteClient.Answer;
import org.stepgate.site.StsStandIn;

/// Roles of AWS by the tokens of executions, behind a Lighttpd, with a stand-in of STS that
/// verifies them by the keys that it fetches.
@Timeout(240)
class WebIdentityIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir static Path directory;
  private static Site site;
  private static StsStandIn sts;
  private static SiteClient client;
  private static SiteApi api;

  @BeforeAll
  static void start() throws Exception {
    site = Site.prepare(directory, Site.API, 1);
    sts =
        StsStandIn.start(
            site, "route:-:machine:trusted:execution:*:issuer:2a5b3d317f48e421:caller:test");
    Files.writeString(
        site.config().resolve("stepgate.yaml"),
        """
          aws:
            identity-token: sts.amazonaws.com
            endpoints: {sts: "%s"}
        workflow-identity:
          issuer: %s
        """
            .formatted(sts.url(), site.url()),
        StandardOpenOption.APPEND);
    site.startAll();
    client = site.client();
    api = new SiteApi(site);
  }

  @AfterAll
  static void end() throws Exception {
    if (api != null) {
      api.close();
    }
    if (site != null) {
      site.close();
    }
    if (sts != null) {
      sts.close();
    }
  }

  @Test
  void documentsOfTheIssuer_areOpenToEverybody() throws Exception {
    Answer discovery = client.get("/.well-known/openid-configuration");
    Answer keys = client.get("/.well-known/jwks.json");

    assertThat(discovery.status()).isEqualTo(200);
    assertThat(discovery.header("Content-Type")).isEqualTo("application/json");
    assertThat(discovery.json().string("issuer")).isEqualTo(site.url());
    assertThat(discovery.json().string("jwks_uri"))
        .isEqualTo(site.url() + "/.well-known/jwks.json");
    assertThat(keys.status()).isEqualTo(200);
    var key = (JsonObject) ((JsonArray) keys.json().get("keys")).get(0);
    assertThat(key.members().keySet()).contains("kty", "crv", "kid", "x", "y").doesNotContain("d");
    assertThat(client.post("/.well-known/jwks.json", "{}").status()).isEqualTo(405);
  }

  @Test
  void role_ofAnExecutionThatIsTrusted_isAssumed() throws Exception {
    JsonObject ended = ended("trusted", "e-1", StsStandIn.ROLE);

    assertThat(ended.string("output"))
        .contains("\"Arn\":\"arn:aws:sts::123456789012:assumed-role/release-desk/e-1\"");
    assertNoTokenIsSeen(ended);
  }

  @Test
  void role_ofAnotherMachine_isRefused() throws Exception {
    JsonObject ended = ended("mistrusted", "e-2", StsStandIn.ROLE);

    assertRefused(ended);
  }

  @Test
  void otherRole_isRefused() throws Exception {
    JsonObject ended = ended("trusted", "e-3", "arn:aws:iam::123456789012:role/other");

    assertRefused(ended);
  }

  private static void assertRefused(JsonObject ended) throws Exception {
    assertThat(ended.string("status")).isEqualTo("FAILED");
    assertThat(ended.string("error")).isEqualTo("States.TaskFailed");
    assertThat(ended.string("cause"))
        .endsWith(
            "cannot be assumed: STS answered AccessDenied: Not authorized to perform"
                + " sts:AssumeRoleWithWebIdentity");
    assertNoTokenIsSeen(ended);
  }

  /// Neither in the description, nor in the history, nor in the logs: tokens start so.
  private static void assertNoTokenIsSeen(JsonObject ended) throws Exception {
    String history =
        api.call(
                "GetExecutionHistory",
                "{\"executionArn\":\"" + ended.string("executionArn") + "\"}")
            .toString();
    assertThat(List.of(ended.toString(), history, String.join("\n", site.logLines())))
        .noneMatch(text -> text.contains("eyJ"));
  }

  /// The end of an execution that asks STS who it is.
  private static JsonObject ended(String machine, String name, String role) throws Exception {
    String definition =
        """
        {"StartAt":"Who","States":{"Who":{"Type":"Task","End":true,"Parameters":{},
          "Resource":"arn:aws:states:::aws-sdk:sts:getCallerIdentity",
          "Credentials":{"RoleArn.$":"$.role"}}}}\
        """;
    String arn =
        api.call(
                "CreateStateMachine",
                JsonObject.builder()
                    .put("name", machine)
                    .put("definition", definition)
                    .put("roleArn", "arn:aws:iam::123456789012:role/r")
                    .build()
                    .toString())
            .string("stateMachineArn");
    String execution =
        api.call(
                "StartExecution",
                JsonObject.builder()
                    .put("stateMachineArn", arn)
                    .put("name", name)
                    .put("input", "{\"role\":\"" + role + "\"}")
                    .build()
                    .toString())
            .string("executionArn");
    return Polling.until(
        "end of " + name,
        LIMIT,
        () -> api.call("DescribeExecution", "{\"executionArn\":\"" + execution + "\"}"),
        found -> !"RUNNING".equals(found.string("status")));
  }
}
