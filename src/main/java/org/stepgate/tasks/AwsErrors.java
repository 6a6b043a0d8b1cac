package org.stepgate.tasks;

import org.stepgate.tasks.TaskOutcome.Failed;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Names the errors of AWS services as Step Functions does.
final class AwsErrors {
  private static final String CLIENT_EXCEPTION = "SdkClientException";

  private AwsErrors() {}

  /// The failure of a call through `aws-sdk`.
  static Failed ofSdk(SdkService service, SdkException e) {
    String name =
        e instanceof AwsServiceException ? e.getClass().getSimpleName() : CLIENT_EXCEPTION;
    return new Failed(service.clientName() + "." + name, String.valueOf(e.getMessage()));
  }

  /// The failure of a call through an optimised integration, in the form of the SDK that those are
  /// built on.
  static Failed ofOptimised(AwsIntegration integration, SdkException e) {
    if (!(e instanceof AwsServiceException failure)) {
      return new Failed(
          integration.errorPrefix() + "." + CLIENT_EXCEPTION, String.valueOf(e.getMessage()));
    }
    boolean general = failure.getClass().getSuperclass() == AwsServiceException.class;
    String name = general ? integration.generalException() : failure.getClass().getSimpleName();
    AwsErrorDetails details = failure.awsErrorDetails();
    String cause =
        "%s (Service: %s; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
            .formatted(
                details == null ? null : details.errorMessage(),
                integration.serviceName(),
                failure.statusCode(),
                details == null ? null : details.errorCode(),
                failure.requestId());
    return new Failed(integration.errorPrefix() + "." + name, cause);
  }
}
