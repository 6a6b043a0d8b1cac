package org.stepgate.routes;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.stepgate.digest.Sha256;
import org.stepgate.http.HttpResponse;
import org.stepgate.workflow.ExecutionId;

/// The page that a browser shows while an execution runs. It has no script and loads nothing; it
/// asks the status monitor again by itself, which in the end shows the result in its place.
final class PendingPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; min-height: 100vh; display: grid;
        place-items: center; }
      main { max-width: 34rem; padding: 2rem; }
      h1 { font-size: 1.5rem; font-weight: 600; margin: 0 0 .75rem; }
      p { margin: 0 0 .75rem; }
      code { font: .875em ui-monospace, monospace; overflow-wrap: anywhere; opacity: .75; }
      """;

  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + Base64.getEncoder()
              .encodeToString(Sha256.start().digest(STYLE.getBytes(StandardCharsets.UTF_8)))
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private PendingPage() {}

  /// The page, with status 202.
  ///
  /// @param seconds when it asks again
  static HttpResponse of(ExecutionId id, int seconds) {
    var link = escaped(Links.result(id));
    var again = seconds == 1 ? "in a second" : "in " + seconds + " seconds";
    var page =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="refresh" content="%d; url=%s">
        <title>Working on it</title>
        <style>%s</style>
        </head>
        <body>
        <main>
        <h1>Working on it</h1>
        <p role="status">Your request has been accepted and is being carried out. This page looks
        again %s and shows the result as soon as it is there.</p>
        <p>You may close it: the work goes on, and <a href="%s">this address</a> has the result.</p>
        <p><code>%s</code></p>
        </main>
        </body>
        </html>
        """
            .formatted(seconds, link, STYLE, again, link, escaped(id.toString()));
    return HttpResponse.of(202, "text/html; charset=utf-8", page)
        .withHeader("Content-Security-Policy", POLICY)
        .withHeader("X-Content-Type-Options", "nosniff")
        .withHeader("Referrer-Policy", "no-referrer");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
