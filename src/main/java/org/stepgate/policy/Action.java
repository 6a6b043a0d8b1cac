package org.stepgate.policy;

/// What somebody may want to do: by routes and the control API, and, from [#CREATE_ACTIVITY] on, by
/// the operations of the Step Functions API.
public enum Action {
  /// Call a route, or start a state machine by its name.
  INVOKE,
  /// See an execution, its result and history, a machine or a route.
  READ,
  /// End an execution.
  STOP,
  /// Start a failed execution again.
  REDRIVE,
  /// Decide an approval.
  DECIDE,
  /// Change machines and settings.
  ADMINISTER,
  /// The API's `CreateActivity`.
  CREATE_ACTIVITY,
  /// The API's `CreateStateMachine`.
  CREATE_STATE_MACHINE,
  /// The API's `CreateStateMachineAlias`.
  CREATE_STATE_MACHINE_ALIAS,
  /// The API's `DeleteActivity`.
  DELETE_ACTIVITY,
  /// The API's `DeleteStateMachine`.
  DELETE_STATE_MACHINE,
  /// The API's `DeleteStateMachineAlias`.
  DELETE_STATE_MACHINE_ALIAS,
  /// The API's `DeleteStateMachineVersion`.
  DELETE_STATE_MACHINE_VERSION,
  /// The API's `DescribeActivity`.
  DESCRIBE_ACTIVITY,
  /// The API's `DescribeExecution`.
  DESCRIBE_EXECUTION,
  /// The API's `DescribeMapRun`.
  DESCRIBE_MAP_RUN,
  /// The API's `DescribeStateMachine`.
  DESCRIBE_STATE_MACHINE,
  /// The API's `DescribeStateMachineAlias`.
  DESCRIBE_STATE_MACHINE_ALIAS,
  /// The API's `DescribeStateMachineForExecution`.
  DESCRIBE_STATE_MACHINE_FOR_EXECUTION,
  /// The API's `GetActivityTask`.
  GET_ACTIVITY_TASK,
  /// The API's `GetExecutionHistory`.
  GET_EXECUTION_HISTORY,
  /// The API's `ListActivities`.
  LIST_ACTIVITIES,
  /// The API's `ListExecutions`.
  LIST_EXECUTIONS,
  /// The API's `ListMapRuns`.
  LIST_MAP_RUNS,
  /// The API's `ListStateMachineAliases`.
  LIST_STATE_MACHINE_ALIASES,
  /// The API's `ListStateMachineVersions`.
  LIST_STATE_MACHINE_VERSIONS,
  /// The API's `ListStateMachines`.
  LIST_STATE_MACHINES,
  /// The API's `ListTagsForResource`.
  LIST_TAGS_FOR_RESOURCE,
  /// The API's `PublishStateMachineVersion`.
  PUBLISH_STATE_MACHINE_VERSION,
  /// The API's `RedriveExecution`.
  REDRIVE_EXECUTION,
  /// The API's `TestState` with `revealSecrets`, beside [#TEST_STATE].
  REVEAL_SECRETS,
  /// The API's `SendTaskFailure`.
  SEND_TASK_FAILURE,
  /// The API's `SendTaskHeartbeat`.
  SEND_TASK_HEARTBEAT,
  /// The API's `SendTaskSuccess`.
  SEND_TASK_SUCCESS,
  /// The API's `StartExecution`.
  START_EXECUTION,
  /// The API's `StartSyncExecution`.
  START_SYNC_EXECUTION,
  /// The API's `StopExecution`.
  STOP_EXECUTION,
  /// The API's `TagResource`.
  TAG_RESOURCE,
  /// The API's `TestState`.
  TEST_STATE,
  /// The API's `UntagResource`.
  UNTAG_RESOURCE,
  /// The API's `UpdateMapRun`.
  UPDATE_MAP_RUN,
  /// The API's `UpdateStateMachine`.
  UPDATE_STATE_MACHINE,
  /// The API's `UpdateStateMachineAlias`.
  UPDATE_STATE_MACHINE_ALIAS,
  /// The API's `ValidateStateMachineDefinition`.
  VALIDATE_STATE_MACHINE_DEFINITION
}
