package org.stepgate.tasks;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.TaskOutcome.Failed;

/// Checks the URLs of queues where Step Functions does: its own integration of SQS calls the host
/// that the URL names, so that what is no queue's URL is a host that cannot be reached.
///
/// Here the call goes to the endpoint of SQS whatever the URL says, for a definition must not
/// choose who gets signed requests.
final class QueueUrls {
  private QueueUrls() {}

  /// The failure of a call to a URL that names a host and no queue; null when it may be made.
  static @Nullable Failed fault(JsonObject arguments) {
    String url = arguments.string("QueueUrl");
    String host = url == null ? null : hostWithoutQueue(url);
    return host == null
        ? null
        : new Failed(
            AwsIntegration.SQS_SEND_MESSAGE.errorPrefix() + ".SdkClientException",
            "Unable to execute HTTP request: " + host + ": Name or service not known");
  }

  private static @Nullable String hostWithoutQueue(String url) {
    try {
      URI parsed = URI.create(url);
      String path = parsed.getPath();
      return path == null || path.isEmpty() || path.equals("/") ? parsed.getHost() : null;
    } catch (IllegalArgumentException e) {
      return null; // the service says what is wrong with it
    }
  }
}
