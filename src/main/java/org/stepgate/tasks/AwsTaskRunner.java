package org.stepgate.tasks;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;
import software.amazon.awssdk.core.exception.SdkException;

/// Calls AWS services: Lambda functions by their ARN, the optimised integrations, and every
/// operation of every module of the SDK that is on the class path.
///
/// Nothing of the SDK is loaded before the first call.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html AWS
///   SDK integrations
final class AwsTaskRunner implements TaskRunner {
  private final AwsTaskConfig config;
  private final Map<String, String> environment;
  private final IdentityTokens tokens;
  private final Object opening = new Object();
  private @Nullable AwsClients clients;

  AwsTaskRunner(AwsTaskConfig config, Map<String, String> environment, IdentityTokens tokens) {
    this.config = config;
    this.environment = Map.copyOf(environment);
    this.tokens = tokens;
  }

  /// True when a Task state can call this resource: it is AWS's, and the class path has the module
  /// of its service with that operation.
  static boolean knows(String resource) {
    return switch (AwsResource.of(resource).orElse(null)) {
      case AwsResource.Function _, AwsResource.Optimised _ -> true;
      case AwsResource.Sdk(String service, String action) ->
          SdkService.of(service).flatMap(found -> found.operation(action)).isPresent();
      case null -> false;
    };
  }

  /// The objects of S3, through the same clients.
  ObjectStore objects() {
    return new S3Objects(this::clients);
  }

  @Override
  public TaskOutcome run(TaskCall call, TaskContext context) throws InterruptedException {
    AwsResource resource = AwsResource.of(call.resource()).orElse(null);
    return resource == null
        ? unknown(call)
        : BoundedCall.run(call.timeLimit(), () -> outcome(resource, call));
  }

  private TaskOutcome outcome(AwsResource resource, TaskCall call) {
    try {
      return switch (resource) {
        case AwsResource.Function(String arn) -> function(arn, call);
        case AwsResource.Optimised(AwsIntegration integration) -> optimised(integration, call);
        case AwsResource.Sdk(String service, String action) -> sdk(service, action, call);
      };
    } catch (TaskRefusedException e) {
      return e.outcome();
    }
  }

  private TaskOutcome function(String arn, TaskCall call) {
    AwsIntegration lambda = AwsIntegration.LAMBDA_INVOKE;
    try {
      return LambdaAnswers.directOutcome(
          exchange(lambda, arn, LambdaAnswers.directArguments(arn, call.arguments()), call));
    } catch (SdkException e) {
      return AwsErrors.ofOptimised(lambda, e);
    }
  }

  private TaskOutcome optimised(AwsIntegration integration, TaskCall call) {
    JsonObject arguments = object(call.arguments());
    try {
      return switch (integration) {
        case LAMBDA_INVOKE ->
            LambdaAnswers.outcome(
                exchange(integration, null, LambdaAnswers.arguments(arguments), call));
        case EVENTS_PUT_EVENTS ->
            EventEntries.put(
                EventEntries.withSource(arguments, call.identity()),
                sent -> exchange(integration, null, sent, call).fields());
        case SQS_SEND_MESSAGE -> {
          Failed fault = QueueUrls.fault(arguments);
          yield fault == null ? plain(integration, arguments, call) : fault;
        }
        case SNS_PUBLISH,
            DYNAMODB_GET_ITEM,
            DYNAMODB_PUT_ITEM,
            DYNAMODB_UPDATE_ITEM,
            DYNAMODB_DELETE_ITEM ->
            plain(integration, arguments, call);
      };
    } catch (SdkException e) {
      return AwsErrors.ofOptimised(integration, e);
    }
  }

  private TaskOutcome plain(AwsIntegration integration, JsonObject arguments, TaskCall call) {
    SdkExchange.Answer answer = exchange(integration, null, arguments, call);
    return new Succeeded(SdkResults.withMetadata(answer.fields(), answer.response()));
  }

  private SdkExchange.Answer exchange(
      AwsIntegration integration, @Nullable String arn, JsonObject arguments, TaskCall call) {
    SdkService service = SdkService.of(integration.sdkService()).orElseThrow();
    SdkOperation operation = service.operation(integration.action()).orElseThrow();
    return exchange(service, operation, arn, arguments, call);
  }

  private TaskOutcome sdk(String serviceName, String action, TaskCall call) {
    SdkService service = SdkService.of(serviceName).orElse(null);
    SdkOperation operation = service == null ? null : service.operation(action).orElse(null);
    if (service == null || operation == null) {
      return unknown(call);
    }
    try {
      SdkExchange.Answer answer =
          exchange(service, operation, null, object(call.arguments()), call);
      return answer.tooLarge()
          ? new Failed(
              TaskErrors.DATA_LIMIT_EXCEEDED,
              "The state/task 'aws-sdk:%s' returned a result with a size exceeding the maximum "
                      .formatted(serviceName)
                  + "number of bytes service limit.")
          : new Succeeded(JsonObject.of(answer.fields()));
    } catch (SdkException e) {
      return AwsErrors.ofSdk(service, e);
    }
  }

  private SdkExchange.Answer exchange(
      SdkService service,
      SdkOperation operation,
      @Nullable String arn,
      JsonObject arguments,
      TaskCall call) {
    AwsClients open = clients();
    String region = open.endpoints().region(arn, call.identity().executionArn());
    return SdkExchange.call(
        service.names(), open.access(service, region, call), operation, arguments);
  }

  private AwsClients clients() {
    synchronized (opening) {
      if (clients == null) {
        clients = new AwsClients(config, environment, tokens);
      }
      return clients;
    }
  }

  private static JsonObject object(JsonValue arguments) {
    if (arguments instanceof JsonObject object) {
      return object;
    }
    throw TaskRefusedException.unusable(arguments, "The arguments must be a STRUCTURE");
  }

  private static Failed unknown(TaskCall call) {
    return new Failed(
        TaskErrors.RUNTIME,
        "The resource '%s' of state '%s' does not exist here: the class path has no such operation of AWS"
            .formatted(TaskErrors.shortened(call.resource()), call.identity().stateName()));
  }

  /// Closes the clients; calls under way end with an error.
  @Override
  public void close() {
    synchronized (opening) {
      if (clients != null) {
        clients.close();
        clients = null;
      }
    }
  }
}
