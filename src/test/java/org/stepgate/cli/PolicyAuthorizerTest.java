package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stepgate.audit.Actor;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.AuditRecord;
import org.stepgate.audit.Decided;
import org.stepgate.audit.Target;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Policies;
import org.stepgate.policy.PolicyFiles;
import org.stepgate.principal.Principal;
import org.stepgate.tasks.Authorizer;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskIdentity;

class PolicyAuthorizerTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:execution:releases:r1";
  private static final JsonObject MAY_ALICE =
      (JsonObject)
          JsonReader.read(
              """
              {"Principal": {"EntityType": "Stepgate::User", "EntityId": "https://idp|alice"},
               "Action": {"ActionType": "Stepgate::Action", "ActionId": "invoke"},
               "Resource": {"EntityType": "Stepgate::Route", "EntityId": "releases"}}
              """,
              JsonLimits.NETWORK);

  private final List<AuditRecord> log = new ArrayList<>();
  private final Policies policies = new Policies((_, _, _, _) -> Decision.Allow.UNASKED);
  private final PolicyAuthorizer authorizer =
      new PolicyAuthorizer(policies, log::add, InstantSource.fixed(Instant.EPOCH));

  private static TaskCall call(TaskCall.@Nullable Started started) {
    return new TaskCall(
        "arn:aws:states:::aws-sdk:verifiedpermissions:isAuthorized",
        MAY_ALICE,
        new TaskIdentity(ARN, "May", 0, "key"),
        Duration.ofSeconds(5),
        new TaskCall.Context(null, null, null, started));
  }

  private void use(String policy) {
    policies.use(Optional.of(new PolicyFiles(new TreeMap<>(Map.of("policies/p.cedar", policy)))));
  }

  @Test
  void isAuthorized_decision_isOnRecordWithItsPoliciesForWhoStartedTheExecution() {
    use("@id(\"open\") permit (principal, action, resource);");
    var started =
        new TaskCall.Started("releases", "{\"issuer\":\"https://idp\",\"subject\":\"carol\"}");

    assertThat(authorizer.isAuthorized(MAY_ALICE, call(started)))
        .isInstanceOf(Authorizer.Answer.Decided.class);

    assertThat(log).hasSize(1);
    assertThat(log.getFirst().event())
        .isEqualTo(new AuditEvent.StepDecided(ARN, "May", "Stepgate::User::\"https://idp|alice\""));
    assertThat(log.getFirst().cause().actor()).isEqualTo(new Actor("https://idp", "carol"));
    assertThat(log.getFirst().cause().decision())
        .isEqualTo(
            new Decided(
                "invoke",
                new Target("Stepgate::Route", "releases"),
                true,
                List.of("p.cedar#open")));
  }

  @Test
  void isAuthorized_withoutPrincipal_asksAboutWhoStartedTheExecution() {
    use("permit (principal in Stepgate::Group::\"release\", action, resource);");
    var started =
        new TaskCall.Started(
            null, "{\"issuer\":\"https://idp\",\"subject\":\"carol\",\"groups\":[\"release\"]}");
    var question =
        JsonObject.builder()
            .put("Action", MAY_ALICE.get("Action"))
            .put("Resource", MAY_ALICE.get("Resource"))
            .build();

    assertThat(authorizer.isAuthorized(question, call(started)))
        .isInstanceOfSatisfying(
            Authorizer.Answer.Decided.class,
            answer -> assertThat(answer.content().string("Decision")).isEqualTo("ALLOW"));
    assertThat(log.getFirst().event())
        .isEqualTo(new AuditEvent.StepDecided(ARN, "May", "Stepgate::User::\"https://idp|carol\""));
  }

  @Test
  void isAuthorized_denial_isOnRecordToo() {
    use("permit (principal == Stepgate::User::\"https://idp|bob\", action, resource);");

    var _ = authorizer.isAuthorized(MAY_ALICE, call(null));

    assertThat(log.getFirst().cause().actor()).isEqualTo(Actor.of(Principal.ANONYMOUS));
    assertThat(log.getFirst().text()).contains("\"allowed\":false,\"policies\":[]");
  }

  @Test
  void isAuthorized_thatCannotBeAsked_decidesNothing() {
    assertThat(authorizer.isAuthorized(MAY_ALICE, call(null)))
        .isInstanceOf(Authorizer.Answer.Refused.class);

    assertThat(log).isEmpty();
  }
}
