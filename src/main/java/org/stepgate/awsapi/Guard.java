package org.stepgate.awsapi;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.policy.Action;
import org.stepgate.policy.Context;
import org.stepgate.policy.Policy;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.MapRuns;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;
import org.stepgate.workflow.Workflows;

/// Asks the policy before an operation is carried out.
///
/// The question is asked of each thing that the request names, whether it exists or not. Who may
/// not describe that is answered as if it did not exist.
final class Guard {
  private final Policy policy;
  private final String engine;
  private final String home;
  private final Workflows workflows;
  private final @Nullable MapRuns mapRuns;

  Guard(Policy policy, AwsApi.Engine engine) {
    this.policy = policy;
    this.engine = engine.name();
    this.home = engine.account();
    this.workflows = engine.workflows();
    this.mapRuns = engine.mapRuns();
  }

  /// Lets a call pass that is about things of the caller's account and that the policy allows for
  /// each of them.
  ///
  /// @throws ApiException `AccessDeniedException` when the caller may not do it
  /// @throws WorkflowException as for something that is not there, when the caller may not see it;
  ///   `ValidationException` for a routing configuration that is none, whatever there is
  void require(ApiCall call) {
    Operation operation = call.operation();
    List<String> named = NamedArns.of(operation, call.input());
    named.forEach(arn -> requireOwn(call, arn));
    VersionOperations.requireRouting(call);
    if (named.isEmpty() || operation == Operation.CREATE_STATE_MACHINE_ALIAS) {
      require(call, operation.action(), operation.apiName(), "");
    }
    named.forEach(arn -> require(call, operation.action(), operation.apiName(), arn));
    if (operation == Operation.TEST_STATE && call.input().flag("revealSecrets", false)) {
      require(call, Action.REVEAL_SECRETS, "RevealSecrets", "");
    }
  }

  /// Refuses what belongs to another account, whether it is there or not. Nothing of Step Functions
  /// can be shared by a policy of its own.
  private static void requireOwn(ApiCall call, String arn) {
    StatesArn parsed = parsed(arn);
    if (parsed != null && !parsed.account().equals(call.account())) {
      String action = call.operation().apiName();
      throw denied(
          call,
          action,
          arn,
          " because no resource-based policy allows the states:" + action + " action");
    }
  }

  private void require(ApiCall call, Action action, String name, String arn) {
    Resource resource = resource(arn, call);
    if (may(call, action, resource)) {
      return;
    }
    if (!arn.isEmpty() && !isVisible(call, action, resource)) {
      absent(call.operation(), arn)
          .ifPresent(absent -> {
            throw absent;
          });
    }
    throw denied(call, name, arn.isEmpty() ? "*" : arn, "");
  }

  private boolean may(ApiCall call, Action action, Resource resource) {
    return policy.decide(call.caller(), action, resource, call.context()).isAllowed();
  }

  /// Whether the caller may describe what it may not do something with.
  private boolean isVisible(ApiCall call, Action denied, Resource resource) {
    Action describing =
        switch (resource) {
          case Resource.Execution _ -> Action.DESCRIBE_EXECUTION;
          case Resource.Machine _ -> Action.DESCRIBE_STATE_MACHINE;
          default -> Action.DESCRIBE_ACTIVITY;
        };
    return denied != describing && may(call, describing, resource);
  }

  /// What the operation says of something that is not there. Empty when it says nothing of it, as
  /// those that delete; whether they may be used is asked of a name, so that a refusal tells
  /// nothing.
  private static Optional<WorkflowException> absent(Operation operation, String arn) {
    StatesArn named = parsed(arn);
    return switch (operation) {
      case DELETE_STATE_MACHINE, DELETE_STATE_MACHINE_VERSION, DELETE_ACTIVITY -> Optional.empty();
      case TAG_RESOURCE,
          UNTAG_RESOURCE,
          LIST_TAGS_FOR_RESOURCE,
          DESCRIBE_STATE_MACHINE_ALIAS,
          UPDATE_STATE_MACHINE_ALIAS,
          DELETE_STATE_MACHINE_ALIAS ->
          Optional.of(WorkflowException.noSuchResource(arn));
      case CREATE_STATE_MACHINE_ALIAS ->
          Optional.of(WorkflowException.noSuchResource(named == null ? arn : named.toString()));
      default ->
          switch (named) {
            case StatesArn.Execution _, StatesArn.ExpressExecution _ ->
                Optional.of(WorkflowException.noSuchExecution(arn));
            case StatesArn.Machine _ -> Optional.of(WorkflowException.noSuchMachine(arn));
            case StatesArn.Activity _ -> Optional.of(WorkflowException.noSuchActivity(arn));
            case StatesArn.MapRun _ -> Optional.of(WorkflowException.noSuchResource(arn));
            case null -> Optional.empty();
          };
    };
  }

  private static ApiException denied(ApiCall call, String action, String resource, String reason) {
    return ApiException.of(
        "AccessDeniedException",
        "User: arn:aws:iam::%s:user/%s is not authorized to perform: states:%s on resource: %s%s"
            .formatted(call.account(), call.caller().subject(), action, resource, reason));
  }

  private Resource resource(String arn, ApiCall call) {
    if (arn.isEmpty()) {
      return new Resource.Account(call.account());
    }
    return switch (parsed(arn)) {
      case StatesArn.Execution execution -> execution(execution);
      case StatesArn.ExpressExecution express ->
          Resource.Execution.of(engine, owner(express), express.machine(), express.name(), null);
      case StatesArn.Machine machine -> Resource.Machine.of(engine, owner(machine), machine.name());
      case StatesArn.MapRun run -> Resource.Machine.of(engine, owner(run), run.machine());
      case StatesArn.Activity _ -> new Resource.Named(arn);
      case null -> new Resource.Named(arn);
    };
  }

  /// The execution, with where it comes from when policies look at it. What is not there has none.
  private Resource execution(StatesArn.Execution arn) {
    return resource(
        owner(arn),
        arn.machine(),
        arn.name(),
        policy.needsOrigin() ? described(arn).orElse(null) : null);
  }

  /// The account as ids have it: empty for that of the configuration.
  private String owner(StatesArn arn) {
    return owner(arn.account());
  }

  private String owner(String account) {
    return MachineId.owner(account, home);
  }

  private Optional<ExecutionDescription> described(StatesArn.Execution arn) {
    return arn.label() == null || mapRuns == null
        ? workflows.locate(arn).flatMap(workflows::describe)
        : mapRuns.child(arn).map(MapRuns.Child::description);
  }

  private Resource resource(
      String account, String machine, String name, @Nullable ExecutionDescription execution) {
    return Resource.Execution.of(
        engine,
        account,
        machine,
        name,
        execution == null
            ? null
            : Resource.Origin.of(execution.route(), execution.caller()).orElse(null));
  }

  /// What a caller may see of lists.
  ///
  /// @param account the account that the caller acts in
  Sight sight(Principal caller, String account, Context context) {
    return new Sight() {
      private boolean may(Action action, Resource resource) {
        return policy.shows(caller, List.of(action), resource, context);
      }

      @Override
      public boolean machine(String name) {
        return may(
            Action.DESCRIBE_STATE_MACHINE, Resource.Machine.of(engine, owner(account), name));
      }

      @Override
      public boolean activity(String arn) {
        return may(Action.DESCRIBE_ACTIVITY, new Resource.Named(arn));
      }

      @Override
      public boolean execution(ExecutionDescription execution) {
        return may(
            Action.DESCRIBE_EXECUTION,
            resource(
                execution.id().account(),
                execution.id().machine(),
                execution.id().name(),
                policy.needsOrigin() ? execution : null));
      }
    };
  }

  /// What the ARN names, whatever test case follows it; null when it is none.
  private static @Nullable StatesArn parsed(String arn) {
    try {
      return StatesArn.parse(StatesArn.withoutTestCase(arn));
    } catch (WorkflowException e) {
      return null;
    }
  }
}
