package org.stepgate.routes;

import java.time.Duration;
import org.stepgate.http.Accept;
import org.stepgate.http.Headers;
import org.stepgate.http.HttpResponse;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionStatus;

/// The answer 202 to a request whose execution goes on.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9110#section-15.3.3 RFC 9110, sections 15.3.3 and 10.2.3
final class Pending {
  private static final int MAX_RETRY_AFTER_SECONDS = 30;

  private Pending() {}

  /// The answer: `Location` is the status monitor, and the body has the same links, as a page for
  /// people where the client prefers HTML.
  ///
  /// @param age how long the execution has been running; the longer, the later the next try
  static HttpResponse answer(ExecutionId id, Duration age, Headers requestHeaders) {
    int seconds = retryAfterSeconds(age);
    var answer =
        Accept.of(requestHeaders).prefersHtml()
            ? PendingPage.of(id, seconds)
            : HttpResponse.json(202, links(id));
    return answer
        .withHeader("Location", Links.result(id))
        .withHeader("Retry-After", Integer.toString(seconds))
        .withHeader("Cache-Control", "no-store");
  }

  private static JsonObject links(ExecutionId id) {
    return JsonObject.builder()
        .put("execution", id.toString())
        .put("status", ExecutionStatus.RUNNING.name())
        .put("links", Links.all(id))
        .build();
  }

  /// A tenth of the age, 1 to 30 seconds.
  static int retryAfterSeconds(Duration age) {
    return Math.clamp(age.toSeconds() / 10, 1, MAX_RETRY_AFTER_SECONDS);
  }
}
