package org.stepgate.tasks;

import java.util.Arrays;
import java.util.Optional;

/// The actions that Step Functions integrates itself, and how it calls them and names their errors.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html optimized
///   integrations
enum AwsIntegration {
  LAMBDA_INVOKE("lambda:invoke", "lambda", true, "Lambda", "AWSLambda", "AWSLambdaException"),
  SQS_SEND_MESSAGE("sqs:sendMessage", "sqs", true, "SQS", "AmazonSQS", "AmazonSQSException"),
  SNS_PUBLISH("sns:publish", "sns", true, "SNS", "AmazonSNS", "AmazonSNSException"),
  DYNAMODB_GET_ITEM("dynamodb:getItem"),
  DYNAMODB_PUT_ITEM("dynamodb:putItem"),
  DYNAMODB_UPDATE_ITEM("dynamodb:updateItem"),
  DYNAMODB_DELETE_ITEM("dynamodb:deleteItem"),
  EVENTS_PUT_EVENTS(
      "events:putEvents",
      "eventbridge",
      true,
      "EventBridge",
      "AmazonEventBridge",
      "AmazonEventBridgeException");

  private final String name;
  private final String sdkService;
  private final boolean withToken;
  private final String errorPrefix;
  private final String serviceName;
  private final String generalException;

  AwsIntegration(
      String name,
      String sdkService,
      boolean withToken,
      String errorPrefix,
      String serviceName,
      String generalException) {
    this.name = name;
    this.sdkService = sdkService;
    this.withToken = withToken;
    this.errorPrefix = errorPrefix;
    this.serviceName = serviceName;
    this.generalException = generalException;
  }

  /// An action of DynamoDB, which nobody can end by a token.
  AwsIntegration(String name) {
    this(name, "dynamodb", false, "DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException");
  }

  /// The integration of that name, such as `sqs:sendMessage`.
  static Optional<AwsIntegration> of(String name) {
    return Arrays.stream(values()).filter(each -> each.name.equals(name)).findFirst();
  }

  /// The service in the SDK's naming.
  String sdkService() {
    return sdkService;
  }

  /// The action in the SDK's naming.
  String action() {
    return name.substring(name.indexOf(':') + 1);
  }

  /// True when a state may wait for a token after this call.
  boolean withToken() {
    return withToken;
  }

  /// What error names start with.
  String errorPrefix() {
    return errorPrefix;
  }

  /// The service as causes name it.
  String serviceName() {
    return serviceName;
  }

  /// The name of an error that has no exception of its own.
  String generalException() {
    return generalException;
  }
}
