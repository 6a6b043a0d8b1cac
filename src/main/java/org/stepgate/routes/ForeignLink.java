package org.stepgate.routes;

import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.Page;
import org.stepgate.identity.ForeignPage;

/// Links from pages of other sites to routes. A route is carried out by GET, too, and a browser
/// adds its cookies to what a link leads to, so such a request is answered with the question
/// whether it is meant. The link in the answer is one of this service.
final class ForeignLink {
  private ForeignLink() {}

  /// Whether a browser has followed such a link, or comes from the login at an issuer. Who sends a
  /// token knows what for.
  static boolean isToBeConfirmed(HttpRequest request) {
    return !request.headers().has("authorization") && ForeignPage.hasCaused(request);
  }

  /// The question. It carries nothing out.
  static HttpResponse page(HttpRequest request) {
    // An empty address is that of the page itself, with its query string.
    return Page.of(
            "Go on?",
            "<p>You come from another site. This would be called in your name:</p>\n<p><code>"
                + Page.escaped(request.method() + " " + request.rawUri())
                + "</code></p>\n<p><a href=\"\">Go on</a></p>")
        .response(200)
        .withHeader("Cache-Control", "no-store");
  }
}
