package org.stepgate.routes;

import org.stepgate.http.HttpResponse;
import org.stepgate.http.Page;
import org.stepgate.workflow.ExecutionId;

/// The page that a browser shows while an execution runs. It asks the status monitor again by
/// itself, which in the end shows the result in its place.
final class PendingPage {
  private PendingPage() {}

  /// The page, with status 202.
  ///
  /// @param seconds when it asks again
  static HttpResponse of(ExecutionId id, int seconds) {
    var link = Page.escaped(Links.result(id));
    var again = seconds == 1 ? "in a second" : "in " + seconds + " seconds";
    var body =
        """
        <p role="status">Your request has been accepted and is being carried out. This page looks
        again %s and shows the result as soon as it is there.</p>
        <p>You may close it: the work goes on, and <a href="%s">this address</a> has the result.</p>
        <p><code>%s</code></p>\
        """
            .formatted(again, link, Page.escaped(id.toString()));
    return Page.of("Working on it", body)
        .withHead("<meta http-equiv=\"refresh\" content=\"%d; url=%s\">".formatted(seconds, link))
        .response(202);
  }
}
