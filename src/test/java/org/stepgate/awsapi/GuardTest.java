package org.stepgate.awsapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stepgate.identity.ReplayGuard;
import org.stepgate.limits.Limits;
import org.stepgate.policy.Action;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Policy;
import org.stepgate.policy.Resource;
import org.stepgate.workflow.CreateAlias;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;

class GuardTest {
  /// How a call is refused by the policy. One that got through fails at the engine, which expects
  /// none.
  private static final String REFUSAL =
      ".*#(AccessDeniedException|ResourceNotFound|[A-Za-z]+DoesNotExist)\".*";

  @TempDir Path directory;

  private final FakePort port = new FakePort().with("locate", _ -> Optional.empty());
  private final List<Resource> asked = new ArrayList<>();
  private final List<Action> actions = new ArrayList<>();
  private String forbidden = "";

  private String call(Operation operation, String json) {
    Policy policy =
        (_, action, resource, _) -> {
          asked.add(resource);
          actions.add(action);
          return resource.toString().contains(forbidden)
              ? new Decision.Deny("")
              : Decision.Allow.UNASKED;
        };
    return new AwsApi(
            FakeEngine.of(port),
            SignedPost.verifier(),
            new ReplayGuard(directory.resolve("replays"), SignedPost.clock()),
            policy,
            Limits.none(),
            ApiConfig.defaults())
        .handle(SignedPost.of("AWSStepFunctions." + operation.apiName(), json))
        .content()
        .toString();
  }

  private static List<String> missing(Operation operation) {
    return Samples.NAMING.stream()
        .filter(member -> !Samples.naming(operation).contains(member))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void t22_membersThatAnOperationHasNot_decideNothing(Operation operation) {
    String input = Samples.input(operation, _ -> "secret");
    boolean named = input.contains("secret");
    forbidden = named ? "secret" : "Account";

    for (String member : missing(operation)) {
      asked.clear();
      String decoy = '"' + member + "\":\"" + Samples.arn(member, "decoy") + '"';
      for (String with :
          List.of(
              input.replaceFirst("\\{", "{" + decoy + ","),
              input.replaceAll("}$", "," + decoy + "}"))) {
        assertThat(call(operation, with.replace("{,", "{").replace(",}", "}")))
            .as(member)
            .matches(REFUSAL);
      }
      assertThat(asked).as(member).isNotEmpty().noneMatch(one -> one.toString().contains("decoy"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void t22_eachMemberThatNamesSomething_isAskedAbout(Operation operation) {
    for (String member : Samples.naming(operation)) {
      asked.clear();
      forbidden = "secret";
      String input =
          Samples.input(
              operation,
              other ->
                  other.equals(member) || other.equals("stateMachineVersionArn")
                      ? "secret"
                      : "orders");

      assertThat(call(operation, input)).as(member).matches(REFUSAL);
      assertThat(asked).as(member).anyMatch(one -> one.toString().contains("secret"));
    }
  }

  @Test
  void listExecutions_withTwoNames_asksAboutBoth() {
    forbidden = "nothing";

    call(
        Operation.LIST_EXECUTIONS,
        Samples.input(Operation.LIST_EXECUTIONS, member -> member.substring(0, 3)));

    assertThat(asked)
        .containsExactly(
            new Resource.Machine("embedded", "sta"), new Resource.Machine("embedded", "map"));
  }

  @Test
  void createAlias_asksAboutTheAccountAndTheMachine() {
    forbidden = "nothing";

    call(
        Operation.CREATE_STATE_MACHINE_ALIAS,
        Samples.input(Operation.CREATE_STATE_MACHINE_ALIAS, _ -> "orders"));

    assertThat(asked)
        .containsExactly(
            new Resource.Account("123456789012"), new Resource.Machine("embedded", "orders"));
    assertThat(actions).containsOnly(Action.CREATE_STATE_MACHINE_ALIAS);
  }

  /// What is hidden here is `releases`; `missing` is not there. The engine knows that only.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          NAME:1=100             | #ResourceNotFound
          NAME:1#Case=100        | #ResourceNotFound
          NAME:1=60 NAME:2=40    | #ResourceNotFound
          NAME:1=60 NAME:2=41    | #ValidationException
          NAME:1=50 NAME:1=50    | #ValidationException
          NAME:live=100          | #ValidationException
          NAME=100               | #ValidationException
          NAME:1=50 orders:1=50  | #ValidationException
          orders:1=50 NAME:1=50  | #ValidationException
          NAME:1:2=100           | #InvalidArn
          """)
  void t22_hiddenMachineOfAnAlias_isAnsweredAsOneThatIsNotThere(String routing, String type) {
    forbidden = "releases";
    port.with(
        "createAlias",
        given -> {
          String arn = ((CreateAlias) given.getFirst()).routing().getFirst().versionArn();
          throw WorkflowException.noSuchResource(StatesArn.machine(arn).toString());
        });
    port.with(
        "updateAlias",
        _ -> {
          throw new AssertionError("versions of another machine");
        });

    for (String start : List.of("\"name\":\"a\"", "\"stateMachineAliasArn\":\"ALIAS\"")) {
      boolean create = start.contains("name");
      Operation operation =
          create ? Operation.CREATE_STATE_MACHINE_ALIAS : Operation.UPDATE_STATE_MACHINE_ALIAS;
      String input =
          "{"
              + start.replace("ALIAS", Samples.arn("stateMachineAliasArn", "orders"))
              + ",\"routingConfiguration\":["
              + routing
                  .replaceAll(
                      "(\\S+)=(\\d+)",
                      "{\"stateMachineVersionArn\":\"arn:aws:states:us-east-1:123456789012"
                          + ":stateMachine:$1\",\"weight\":$2}")
                  .replace("} {", "},{")
              + "]}";

      String hidden = call(operation, input.replace("NAME", "releases"));
      String missing = call(operation, input.replace("NAME", "missing"));

      assertThat(hidden.replace("releases", "missing")).isEqualTo(missing);
      assertThat(missing)
          .contains(create || type.equals("#InvalidArn") ? type : "#ValidationException");
    }
  }
}
