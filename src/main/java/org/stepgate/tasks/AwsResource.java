package org.stepgate.tasks;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a resource of AWS names, without the suffix of its integration pattern.
sealed interface AwsResource {
  /// The ARN of a Lambda function, of a version or of an alias.
  Pattern FUNCTION_ARN =
      Pattern.compile(
          "arn:aws[a-z-]*:lambda:[a-z0-9-]+:[^:]+:function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?");

  /// An action of a service.
  Pattern CALL =
      Pattern.compile(
          "arn:aws[a-z-]*:states:::(?<sdk>aws-sdk:)?(?<service>[a-z0-9]+):(?<action>[A-Za-z0-9]+)"
              + "(?<token>\\.waitForTaskToken)?");

  /// A Lambda function by its own ARN: the state's arguments are its payload, its answer is the
  /// result.
  record Function(String arn) implements AwsResource {}

  /// An action that Step Functions integrates itself.
  record Optimised(AwsIntegration integration) implements AwsResource {}

  /// Any action of any service of the SDK.
  ///
  /// @param service the service, such as `s3`
  /// @param action the action, such as `listObjectsV2`
  record Sdk(String service, String action) implements AwsResource {}

  /// The resource; empty when it is none of AWS.
  ///
  /// @param resource as a definition has it, with the suffix of its integration pattern
  static Optional<AwsResource> of(String resource) {
    if (FUNCTION_ARN.matcher(resource).matches()) {
      return Optional.of(new Function(resource));
    }
    Matcher call = CALL.matcher(resource);
    if (!call.matches()) {
      return Optional.empty();
    }
    boolean token = call.group("token") != null;
    if (call.group("sdk") != null) {
      return Optional.of(new Sdk(call.group("service"), call.group("action")));
    }
    return AwsIntegration.of(call.group("service") + ":" + call.group("action"))
        .filter(integration -> !token || integration.withToken())
        .map(Optimised::new);
  }
}
