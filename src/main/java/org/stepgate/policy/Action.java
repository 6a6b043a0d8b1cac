package org.stepgate.policy;

import java.util.Arrays;
import java.util.Optional;

/// What somebody may want to do: by routes and the control API, and, from [#CREATE_ACTIVITY] on, by
/// the operations of the Step Functions API.
public enum Action {
  /// Call a route, or start a state machine by its name.
  INVOKE("invoke", ""),
  /// See an execution, its result and history, a machine or a route.
  READ("read", ""),
  /// End an execution.
  STOP("stop", ""),
  /// Start a failed execution again.
  REDRIVE("redrive", ""),
  /// Decide an approval.
  DECIDE("decide", ""),
  /// Change machines and settings.
  ADMINISTER("administer", ""),
  /// The API's `CreateActivity`.
  CREATE_ACTIVITY("CreateActivity", "administer"),
  /// The API's `CreateStateMachine`.
  CREATE_STATE_MACHINE("CreateStateMachine", "administer"),
  /// The API's `CreateStateMachineAlias`.
  CREATE_STATE_MACHINE_ALIAS("CreateStateMachineAlias", "administer"),
  /// The API's `DeleteActivity`.
  DELETE_ACTIVITY("DeleteActivity", "administer"),
  /// The API's `DeleteStateMachine`.
  DELETE_STATE_MACHINE("DeleteStateMachine", "administer"),
  /// The API's `DeleteStateMachineAlias`.
  DELETE_STATE_MACHINE_ALIAS("DeleteStateMachineAlias", "administer"),
  /// The API's `DeleteStateMachineVersion`.
  DELETE_STATE_MACHINE_VERSION("DeleteStateMachineVersion", "administer"),
  /// The API's `DescribeActivity`.
  DESCRIBE_ACTIVITY("DescribeActivity", "read"),
  /// The API's `DescribeExecution`.
  DESCRIBE_EXECUTION("DescribeExecution", "read"),
  /// The API's `DescribeMapRun`.
  DESCRIBE_MAP_RUN("DescribeMapRun", "read"),
  /// The API's `DescribeStateMachine`.
  DESCRIBE_STATE_MACHINE("DescribeStateMachine", "read"),
  /// The API's `DescribeStateMachineAlias`.
  DESCRIBE_STATE_MACHINE_ALIAS("DescribeStateMachineAlias", "read"),
  /// The API's `DescribeStateMachineForExecution`.
  DESCRIBE_STATE_MACHINE_FOR_EXECUTION("DescribeStateMachineForExecution", "read"),
  /// The API's `GetActivityTask`.
  GET_ACTIVITY_TASK("GetActivityTask", "work"),
  /// The API's `GetExecutionHistory`.
  GET_EXECUTION_HISTORY("GetExecutionHistory", "read"),
  /// The API's `ListActivities`.
  LIST_ACTIVITIES("ListActivities", "read"),
  /// The API's `ListExecutions`.
  LIST_EXECUTIONS("ListExecutions", "read"),
  /// The API's `ListMapRuns`.
  LIST_MAP_RUNS("ListMapRuns", "read"),
  /// The API's `ListStateMachineAliases`.
  LIST_STATE_MACHINE_ALIASES("ListStateMachineAliases", "read"),
  /// The API's `ListStateMachineVersions`.
  LIST_STATE_MACHINE_VERSIONS("ListStateMachineVersions", "read"),
  /// The API's `ListStateMachines`.
  LIST_STATE_MACHINES("ListStateMachines", "read"),
  /// The API's `ListTagsForResource`.
  LIST_TAGS_FOR_RESOURCE("ListTagsForResource", "read"),
  /// The API's `PublishStateMachineVersion`.
  PUBLISH_STATE_MACHINE_VERSION("PublishStateMachineVersion", "administer"),
  /// The API's `RedriveExecution`.
  REDRIVE_EXECUTION("RedriveExecution", "redrive"),
  /// The API's `TestState` with `revealSecrets`, beside [#TEST_STATE].
  REVEAL_SECRETS("RevealSecrets", ""),
  /// The API's `SendTaskFailure`.
  SEND_TASK_FAILURE("SendTaskFailure", "work"),
  /// The API's `SendTaskHeartbeat`.
  SEND_TASK_HEARTBEAT("SendTaskHeartbeat", "work"),
  /// The API's `SendTaskSuccess`.
  SEND_TASK_SUCCESS("SendTaskSuccess", "work"),
  /// The API's `StartExecution`.
  START_EXECUTION("StartExecution", "invoke"),
  /// The API's `StartSyncExecution`.
  START_SYNC_EXECUTION("StartSyncExecution", "invoke"),
  /// The API's `StopExecution`.
  STOP_EXECUTION("StopExecution", "stop"),
  /// The API's `TagResource`.
  TAG_RESOURCE("TagResource", "administer"),
  /// The API's `TestState`.
  TEST_STATE("TestState", "administer"),
  /// The API's `UntagResource`.
  UNTAG_RESOURCE("UntagResource", "administer"),
  /// The API's `UpdateMapRun`.
  UPDATE_MAP_RUN("UpdateMapRun", "administer"),
  /// The API's `UpdateStateMachine`.
  UPDATE_STATE_MACHINE("UpdateStateMachine", "administer"),
  /// The API's `UpdateStateMachineAlias`.
  UPDATE_STATE_MACHINE_ALIAS("UpdateStateMachineAlias", "administer"),
  /// The API's `ValidateStateMachineDefinition`.
  VALIDATE_STATE_MACHINE_DEFINITION("ValidateStateMachineDefinition", "read");

  private final String id;
  private final String group;

  Action(String id, String group) {
    this.id = id;
    this.group = group;
  }

  /// What policies call it, such as `invoke` or `DescribeExecution`.
  public String id() {
    return id;
  }

  /// What policies call the actions that it is one of, such as `read`; empty when it is none.
  String group() {
    return group;
  }

  /// The action of that id.
  public static Optional<Action> of(String id) {
    return Arrays.stream(values()).filter(action -> action.id.equals(id)).findFirst();
  }
}
