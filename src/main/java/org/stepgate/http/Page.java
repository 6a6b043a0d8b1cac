package org.stepgate.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.stepgate.digest.Sha256;

/// A small page for people. It has no script, loads nothing and sits in no frame; its
/// Content-Security-Policy says so.
///
/// @param title plain text, the heading as well
/// @param head elements for the head, as HTML; may be empty
/// @param body what follows the heading, as HTML
/// @param formTargets where its forms may lead, in the words of `form-action`
public record Page(String title, String head, String body, String formTargets) {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; min-height: 100vh; display: grid;
        place-items: center; }
      main { box-sizing: border-box; width: 100%; max-width: 36rem; padding: 2rem; }
      h1 { font-size: 1.5rem; font-weight: 600; margin: 0 0 .75rem; }
      p { margin: 0 0 .75rem; overflow-wrap: anywhere; }
      code { font: .875em ui-monospace, monospace; overflow-wrap: anywhere; opacity: .75; }
      button { font: inherit; padding: .4rem 1.1rem; border: 1px solid; border-radius: .4rem;
        background: none; color: inherit; cursor: pointer; }
      button:hover, button:focus-visible { background: color-mix(in srgb, currentcolor 12%, canvas); }
      """;

  private static final String STYLE_HASH =
      Base64.getEncoder()
          .encodeToString(Sha256.start().digest(STYLE.getBytes(StandardCharsets.UTF_8)));

  /// A page without forms.
  public static Page of(String title, String body) {
    return new Page(title, "", body, "'none'");
  }

  /// This page with elements in its head.
  public Page withHead(String elements) {
    return new Page(title, elements, body, formTargets);
  }

  /// This page with forms that lead to those places and to no others.
  public Page withForms(String targets) {
    return new Page(title, head, body, targets);
  }

  /// The response that shows it.
  public HttpResponse response(int status) {
    var page =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        %s<title>%s</title>
        <style>%s</style>
        </head>
        <body>
        <main>
        <h1>%s</h1>
        %s
        </main>
        </body>
        </html>
        """
            .formatted(
                head.isEmpty() ? "" : head + "\n", escaped(title), STYLE, escaped(title), body);
    return HttpResponse.of(status, "text/html; charset=utf-8", page)
        .withHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'sha256-"
                + STYLE_HASH
                + "'; base-uri 'none'; form-action "
                + formTargets
                + "; frame-ancestors 'none'")
        .withHeader("X-Content-Type-Options", "nosniff")
        .withHeader("Referrer-Policy", "no-referrer");
  }

  /// A text as HTML shows it, also in a quoted attribute.
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
