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
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stepgate.audit.Actor;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.AuditRecord;
import org.stepgate.audit.Decided;
import org.stepgate.audit.Target;
import org.stepgate.embedded.OwnCalls.Question;
import org.stepgate.embedded.OwnCalls.Verdict;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.policy.NoPolicies;
import org.stepgate.policy.Policies;
import org.stepgate.policy.PolicyFiles;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskIdentity;
import org.stepgate.workflow.StatesArn;

class StepPolicyTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:execution:mine:r1";
  private static final StatesArn RELEASES =
      StatesArn.parse("arn:aws:states:us-east-1:123456789012:stateMachine:releases");
  private static final String ALICE =
      "{\"issuer\":\"https://idp\",\"subject\":\"alice\",\"groups\":[\"staff\"]}";

  private final List<AuditRecord> log = new ArrayList<>();
  private final Policies policies = new Policies(new NoPolicies(true));
  private final CompletableFuture<?> ready = CompletableFuture.completedFuture("");
  private final StepPolicy asked =
      new StepPolicy(policies, "123456789012", log::add, InstantSource.fixed(Instant.EPOCH), ready);

  private void use(String policy) {
    policies.use(Optional.of(new PolicyFiles(new TreeMap<>(Map.of("policies/p.cedar", policy)))));
  }

  private static Question question(String caller, String action, @Nullable StatesArn about) {
    return new Question(
        new TaskCall(
            "arn:aws:states:::states:startExecution",
            JsonNull.NULL,
            new TaskIdentity(ARN, "Nest", 0, "key"),
            Duration.ofSeconds(5),
            new TaskCall.Context(null, null, null, new TaskCall.Started(null, caller))),
        action,
        about);
  }

  @Test
  void decide_aboutAMachineOfAnotherAccount_isNotAboutTheConfigurationsMachine() throws Exception {
    use(
        "permit (principal, action, resource == Stepgate::Machine::\"embedded:releases\");"
            + "permit (principal, action,"
            + " resource == Stepgate::Machine::\"embedded:222222222222:mine\");");

    assertThat(asked.decide(question(ALICE, "StartExecution", other("releases"))))
        .isEqualTo(new Verdict.Hidden());
    assertThat(asked.decide(question(ALICE, "StartExecution", other("mine"))))
        .isInstanceOf(Verdict.Allowed.class);
  }

  private static StatesArn other(String machine) {
    return StatesArn.parse("arn:aws:states:us-east-1:222222222222:stateMachine:" + machine);
  }

  @Test
  void decide_permitted_isAllowedAndOnRecordWithItsPolicy() throws Exception {
    use(
        "@id(\"staff\") permit (principal in Stepgate::Group::\"staff\","
            + " action in [Stepgate::Action::\"invoke\"],"
            + " resource == Stepgate::Machine::\"embedded:releases\");");

    Verdict verdict = asked.decide(question(ALICE, "StartExecution", RELEASES));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Allowed.class,
            allowed -> assertThat(allowed.cause()).isSameAs(log.getFirst().cause()));
    assertThat(log.getFirst().cause().actor()).isEqualTo(new Actor("https://idp", "alice"));
    assertThat(log.getFirst().cause().decision())
        .isEqualTo(
            new Decided(
                "START_EXECUTION",
                new Target("machine", "embedded:releases"),
                true,
                List.of("p.cedar#staff")));
    assertThat(log.getFirst().event())
        .isEqualTo(
            new AuditEvent.StepDecided(ARN, "Nest", "Stepgate::User::\"https://idp|alice\""));
  }

  @Test
  void decide_notPermitted_isHiddenOrDeniedByWhatMayBeSeen() throws Exception {
    use("permit (principal == Stepgate::User::\"https://idp|bob\", action, resource);");
    assertThat(asked.decide(question(ALICE, "StartExecution", RELEASES)))
        .isEqualTo(new Verdict.Hidden());
    assertThat(asked.decide(question("{}", "StartSyncExecution", RELEASES)))
        .isEqualTo(new Verdict.Hidden());
    assertThat(asked.decide(question(ALICE, "SendTaskSuccess", null)))
        .isEqualTo(new Verdict.Denied());

    use("permit (principal, action in [Stepgate::Action::\"read\"], resource);");
    assertThat(asked.decide(question(ALICE, "StartExecution", RELEASES)))
        .isEqualTo(new Verdict.Denied());
    assertThat(log).hasSize(4);
  }

  @Test
  void decide_demonstrationWithoutPolicies_isAllowed() throws Exception {
    policies.use(Optional.empty());

    assertThat(asked.decide(question(ALICE, "StartExecution", RELEASES)))
        .isInstanceOf(Verdict.Allowed.class);
  }
}
