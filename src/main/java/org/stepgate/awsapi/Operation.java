package org.stepgate.awsapi;

import static org.stepgate.awsapi.Shape.Field.optional;
import static org.stepgate.awsapi.Shape.Field.required;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stepgate.awsapi.Shape.Choice;
import org.stepgate.awsapi.Shape.Field;
import org.stepgate.awsapi.Shape.Flag;
import org.stepgate.awsapi.Shape.Many;
import org.stepgate.awsapi.Shape.Real;
import org.stepgate.awsapi.Shape.Structure;
import org.stepgate.awsapi.Shape.Text;
import org.stepgate.awsapi.Shape.Whole;
import org.stepgate.policy.Action;

/// The operations of the Step Functions API, and what each takes.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
@SuppressWarnings("ImmutableEnumChecker") // shapes are immutable, which the checker cannot see
enum Operation {
  CREATE_ACTIVITY(
      "CreateActivity",
      required("name", Shapes.NAME),
      optional("tags", Shapes.TAGS),
      optional("encryptionConfiguration", Shapes.ENCRYPTION)),
  CREATE_STATE_MACHINE(
      "CreateStateMachine",
      required("name", Shapes.NAME),
      required("definition", Shapes.DEFINITION),
      required("roleArn", Shapes.ARN),
      optional("type", Shapes.MACHINE_TYPE),
      optional("loggingConfiguration", Shapes.LOGGING),
      optional("tags", Shapes.TAGS),
      optional("tracingConfiguration", Shapes.TRACING),
      optional("publish", Flag.FLAG),
      optional("versionDescription", Shapes.DESCRIPTION),
      optional("encryptionConfiguration", Shapes.ENCRYPTION)),
  CREATE_STATE_MACHINE_ALIAS(
      "CreateStateMachineAlias",
      optional("description", Shapes.DESCRIPTION),
      required("name", Shapes.ALIAS_NAME),
      required("routingConfiguration", Shapes.ROUTING)),
  DELETE_ACTIVITY("DeleteActivity", required("activityArn", Shapes.ARN)),
  DELETE_STATE_MACHINE("DeleteStateMachine", required("stateMachineArn", Shapes.ARN)),
  DELETE_STATE_MACHINE_ALIAS(
      "DeleteStateMachineAlias", required("stateMachineAliasArn", Shapes.ARN)),
  DELETE_STATE_MACHINE_VERSION(
      "DeleteStateMachineVersion", required("stateMachineVersionArn", Shapes.LONG_ARN)),
  DESCRIBE_ACTIVITY("DescribeActivity", required("activityArn", Shapes.ARN)),
  DESCRIBE_EXECUTION(
      "DescribeExecution",
      required("executionArn", Shapes.ARN),
      optional("includedData", Shapes.INCLUDED_DATA)),
  DESCRIBE_MAP_RUN("DescribeMapRun", required("mapRunArn", Shapes.LONG_ARN)),
  DESCRIBE_STATE_MACHINE(
      "DescribeStateMachine",
      required("stateMachineArn", Shapes.ARN),
      optional("includedData", Shapes.INCLUDED_DATA)),
  DESCRIBE_STATE_MACHINE_ALIAS(
      "DescribeStateMachineAlias", required("stateMachineAliasArn", Shapes.ARN)),
  DESCRIBE_STATE_MACHINE_FOR_EXECUTION(
      "DescribeStateMachineForExecution",
      required("executionArn", Shapes.ARN),
      optional("includedData", Shapes.INCLUDED_DATA)),
  GET_ACTIVITY_TASK(
      "GetActivityTask", required("activityArn", Shapes.ARN), optional("workerName", Shapes.NAME)),
  GET_EXECUTION_HISTORY(
      "GetExecutionHistory",
      required("executionArn", Shapes.ARN),
      optional("maxResults", Shapes.PAGE_SIZE),
      optional("reverseOrder", Flag.FLAG),
      optional("nextToken", Shapes.PAGE_TOKEN),
      optional("includeExecutionData", Flag.FLAG)),
  LIST_ACTIVITIES(
      "ListActivities",
      optional("maxResults", Shapes.PAGE_SIZE),
      optional("nextToken", Shapes.PAGE_TOKEN)),
  LIST_EXECUTIONS(
      "ListExecutions",
      optional("stateMachineArn", Shapes.ARN),
      optional("statusFilter", Shapes.STATUS_FILTER),
      optional("maxResults", Shapes.PAGE_SIZE),
      optional("nextToken", Text.of(1, 3096)),
      optional("mapRunArn", Shapes.LONG_ARN),
      optional("redriveFilter", Choice.of("REDRIVEN", "NOT_REDRIVEN"))),
  LIST_MAP_RUNS(
      "ListMapRuns",
      required("executionArn", Shapes.ARN),
      optional("maxResults", Shapes.PAGE_SIZE),
      optional("nextToken", Shapes.PAGE_TOKEN)),
  LIST_STATE_MACHINE_ALIASES(
      "ListStateMachineAliases",
      required("stateMachineArn", Shapes.ARN),
      optional("nextToken", Shapes.PAGE_TOKEN),
      optional("maxResults", Shapes.PAGE_SIZE)),
  LIST_STATE_MACHINE_VERSIONS(
      "ListStateMachineVersions",
      required("stateMachineArn", Shapes.ARN),
      optional("nextToken", Shapes.PAGE_TOKEN),
      optional("maxResults", Shapes.PAGE_SIZE)),
  LIST_STATE_MACHINES(
      "ListStateMachines",
      optional("maxResults", Shapes.PAGE_SIZE),
      optional("nextToken", Shapes.PAGE_TOKEN)),
  LIST_TAGS_FOR_RESOURCE("ListTagsForResource", required("resourceArn", Shapes.ARN)),
  PUBLISH_STATE_MACHINE_VERSION(
      "PublishStateMachineVersion",
      required("stateMachineArn", Shapes.ARN),
      optional("revisionId", Text.of(0, Integer.MAX_VALUE)),
      optional("description", Shapes.DESCRIPTION)),
  REDRIVE_EXECUTION(
      "RedriveExecution",
      required("executionArn", Shapes.ARN),
      optional("clientToken", Text.matching(1, 64, "[!-~]+"))),
  SEND_TASK_FAILURE(
      "SendTaskFailure",
      required("taskToken", Shapes.TASK_TOKEN),
      optional("error", Shapes.ERROR),
      optional("cause", Shapes.CAUSE)),
  SEND_TASK_HEARTBEAT("SendTaskHeartbeat", required("taskToken", Shapes.TASK_TOKEN)),
  SEND_TASK_SUCCESS(
      "SendTaskSuccess", required("taskToken", Shapes.TASK_TOKEN), required("output", Shapes.DATA)),
  START_EXECUTION(
      "StartExecution",
      required("stateMachineArn", Shapes.ARN),
      optional("name", Shapes.NAME),
      optional("input", Shapes.DATA),
      optional("traceHeader", Shapes.TRACE_HEADER)),
  START_SYNC_EXECUTION(
      "StartSyncExecution",
      required("stateMachineArn", Shapes.ARN),
      optional("name", Shapes.NAME),
      optional("input", Shapes.DATA),
      optional("traceHeader", Shapes.TRACE_HEADER),
      optional("includedData", Shapes.INCLUDED_DATA)),
  STOP_EXECUTION(
      "StopExecution",
      required("executionArn", Shapes.ARN),
      optional("error", Shapes.ERROR),
      optional("cause", Shapes.CAUSE)),
  TAG_RESOURCE("TagResource", required("resourceArn", Shapes.ARN), required("tags", Shapes.TAGS)),
  TEST_STATE(
      "TestState",
      required("definition", Shapes.DEFINITION),
      optional("roleArn", Shapes.ARN),
      optional("input", Shapes.DATA),
      optional("inspectionLevel", Choice.of("TRACE", "INFO", "DEBUG")),
      optional("revealSecrets", Flag.FLAG),
      optional("variables", Shapes.DATA),
      optional("stateName", Shapes.STATE_NAME),
      optional("mock", Shapes.MOCK),
      optional("context", Shapes.DATA),
      optional("stateConfiguration", Shapes.STATE_CONFIGURATION)),
  UNTAG_RESOURCE(
      "UntagResource",
      required("resourceArn", Shapes.ARN),
      required("tagKeys", Many.of(Text.of(1, 128)))),
  UPDATE_MAP_RUN(
      "UpdateMapRun",
      required("mapRunArn", Shapes.LONG_ARN),
      optional("maxConcurrency", new Whole(0, Integer.MAX_VALUE)),
      optional("toleratedFailurePercentage", new Real(0, 100)),
      optional("toleratedFailureCount", new Whole(0, Long.MAX_VALUE))),
  UPDATE_STATE_MACHINE(
      "UpdateStateMachine",
      required("stateMachineArn", Shapes.ARN),
      optional("definition", Shapes.DEFINITION),
      optional("roleArn", Shapes.ARN),
      optional("loggingConfiguration", Shapes.LOGGING),
      optional("tracingConfiguration", Shapes.TRACING),
      optional("publish", Flag.FLAG),
      optional("versionDescription", Shapes.DESCRIPTION),
      optional("encryptionConfiguration", Shapes.ENCRYPTION)),
  UPDATE_STATE_MACHINE_ALIAS(
      "UpdateStateMachineAlias",
      required("stateMachineAliasArn", Shapes.ARN),
      optional("description", Shapes.DESCRIPTION),
      optional("routingConfiguration", Shapes.ROUTING)),
  VALIDATE_STATE_MACHINE_DEFINITION(
      "ValidateStateMachineDefinition",
      required("definition", Shapes.DEFINITION),
      optional("type", Shapes.MACHINE_TYPE),
      optional("severity", Choice.of("ERROR", "WARNING")),
      optional("maxResults", new Whole(0, 100)));

  private static final Map<String, Operation> BY_NAME =
      Arrays.stream(values())
          .collect(
              Collectors.toUnmodifiableMap(operation -> operation.apiName, Function.identity()));

  private final String apiName;
  private final Structure input;

  Operation(String apiName, Field... fields) {
    this.apiName = apiName;
    this.input = Structure.of(apiName + "Input", fields);
  }

  /// The operation of that name, null when there is none.
  static @Nullable Operation of(String apiName) {
    return BY_NAME.get(apiName);
  }

  /// The name in the API, such as `StartExecution`.
  String apiName() {
    return apiName;
  }

  /// What it takes.
  Structure input() {
    return input;
  }

  /// What the policy is asked for.
  Action action() {
    return Action.valueOf(name());
  }

  /// Whether it says how something is to be, so that carrying it out twice in a row does no more
  /// than once; later it might undo what has been said since.
  boolean isDeclaration() {
    return switch (this) {
      case CREATE_ACTIVITY,
          CREATE_STATE_MACHINE,
          CREATE_STATE_MACHINE_ALIAS,
          DELETE_ACTIVITY,
          DELETE_STATE_MACHINE,
          DELETE_STATE_MACHINE_ALIAS,
          DELETE_STATE_MACHINE_VERSION,
          PUBLISH_STATE_MACHINE_VERSION,
          STOP_EXECUTION,
          TAG_RESOURCE,
          UNTAG_RESOURCE,
          UPDATE_MAP_RUN,
          UPDATE_STATE_MACHINE,
          UPDATE_STATE_MACHINE_ALIAS ->
          true;
      default -> false;
    };
  }

  /// Whether it changes nothing and hands out nothing that is gone then, however often it is
  /// carried out.
  boolean isRead() {
    return switch (this) {
      case DESCRIBE_ACTIVITY,
          DESCRIBE_EXECUTION,
          DESCRIBE_MAP_RUN,
          DESCRIBE_STATE_MACHINE,
          DESCRIBE_STATE_MACHINE_ALIAS,
          DESCRIBE_STATE_MACHINE_FOR_EXECUTION,
          GET_EXECUTION_HISTORY,
          LIST_ACTIVITIES,
          LIST_EXECUTIONS,
          LIST_MAP_RUNS,
          LIST_STATE_MACHINE_ALIASES,
          LIST_STATE_MACHINE_VERSIONS,
          LIST_STATE_MACHINES,
          LIST_TAGS_FOR_RESOURCE,
          VALIDATE_STATE_MACHINE_DEFINITION ->
          true;
      default -> false;
    };
  }

  /// Shapes that several operations share.
  private static final class Shapes {
    static final Shape NAME = Text.of(1, 80);
    static final Shape ALIAS_NAME =
        Text.matching(1, 80, "^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$");
    static final Shape STATE_NAME = Text.of(1, 80);
    static final Shape ARN = Text.of(1, 256);
    static final Shape LONG_ARN = Text.of(1, 2000);
    static final Shape DEFINITION = Text.sensitive(1, 1_048_576);
    static final Shape DESCRIPTION = Text.sensitive(0, 256);
    static final Shape DATA = Text.sensitive(0, 262_144);
    static final Shape ERROR = Text.sensitive(0, 256);
    static final Shape CAUSE = Text.sensitive(0, 32_768);
    static final Shape TASK_TOKEN = Text.of(1, 2048);
    static final Shape TRACE_HEADER = Text.matching(0, 256, "\\p{ASCII}*");
    static final Shape PAGE_SIZE = new Whole(0, 1000);
    static final Shape PAGE_TOKEN = Text.of(1, 1024);
    static final Shape INCLUDED_DATA = Choice.of("METADATA_ONLY", "ALL_DATA");
    static final Shape MACHINE_TYPE = Choice.of("EXPRESS", "STANDARD");
    static final Shape STATUS_FILTER =
        Choice.of("SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING");
    static final Shape TAGS =
        Many.of(
            Structure.of(
                "Tag", optional("key", Text.of(1, 128)), optional("value", Text.of(0, 256))));
    static final Shape ENCRYPTION =
        Structure.of(
            "EncryptionConfiguration",
            optional("kmsKeyId", Text.of(1, 2048)),
            optional("kmsDataKeyReusePeriodSeconds", new Whole(60, 900)),
            required("type", Choice.of("CUSTOMER_MANAGED_KMS_KEY", "AWS_OWNED_KEY")));
    static final Shape LOGGING =
        Structure.of(
            "LoggingConfiguration",
            optional("level", Choice.of("ALL", "ERROR", "FATAL", "OFF")),
            optional("includeExecutionData", Flag.FLAG),
            optional(
                "destinations",
                Many.of(
                    Structure.of(
                        "LogDestination",
                        optional(
                            "cloudWatchLogsLogGroup",
                            Structure.of(
                                "CloudWatchLogsLogGroup", optional("logGroupArn", ARN)))))));
    static final Shape TRACING =
        Structure.of("TracingConfiguration", optional("enabled", Flag.FLAG));
    static final Shape ROUTING =
        new Many(
            Structure.of(
                "RoutingConfigurationListItem",
                required("stateMachineVersionArn", ARN),
                required("weight", new Whole(0, 100))),
            1,
            2);
    static final Shape MOCK =
        Structure.of(
            "MockInput",
            optional("result", DATA),
            optional(
                "errorOutput",
                Structure.of(
                    "MockErrorOutput", optional("error", ERROR), optional("cause", CAUSE))),
            optional("fieldValidationMode", Choice.of("STRICT", "PRESENT", "NONE")));
    static final Shape STATE_CONFIGURATION =
        Structure.of(
            "TestStateConfiguration",
            optional("retrierRetryCount", new Whole(0, Integer.MAX_VALUE)),
            optional("errorCausedByState", STATE_NAME),
            optional("mapIterationFailureCount", new Whole(0, Integer.MAX_VALUE)),
            optional("mapItemReaderData", DATA));

    private Shapes() {}
  }
}
