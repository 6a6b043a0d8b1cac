package org.stepgate.identity;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.stepgate.http.HeaderField;
import org.stepgate.http.Headers;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;

/// Refuses requests that claim an identity in a way that proves nothing, or in two ways at once.
/// They come from a client that tries its luck, or from a proxy that believes in being believed;
/// both should hear of it.
final class RequestScreen {
  /// Header fields by which proxies name users.
  private static final Set<String> NAMES =
      Set.of(
          "remote-user",
          "remote-email",
          "remote-groups",
          "remote-name",
          "x-remote-user",
          "x-remote-group",
          "x-remote-groups",
          "x-forwarded-user",
          "x-forwarded-email",
          "x-forwarded-groups",
          "x-forwarded-preferred-username",
          "x-forwarded-access-token",
          "x-authenticated-user",
          "x-authenticated-groups",
          "x-webauth-user",
          "x-user");

  private static final List<String> PREFIXES =
      List.of(
          "x-stepgate-",
          "x-auth-request-",
          "x-amzn-oidc-",
          "x-ms-client-principal",
          "x-goog-authenticated-user-");

  private static final List<String> ONCE = List.of("authorization", "x-amz-date");

  private RequestScreen() {}

  /// Lets a request pass.
  ///
  /// @throws ProblemException 400 when it names a user in a header field, or has several of those
  ///   that prove an identity
  static void check(HttpRequest request) {
    Headers headers = request.headers();
    for (HeaderField field : headers.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith)) {
        throw ProblemException.badRequest(
            "The header field " + field.name() + " names a user, which nothing proves.",
            "an identity header: " + field.name());
      }
    }
    for (String name : ONCE) {
      if (headers.all(name).size() > 1) {
        throw severalCredentials();
      }
    }
  }

  static ProblemException severalCredentials() {
    return ProblemException.badRequest(
        "The request has more than one Authorization or X-Amz-Date field.",
        "credentials that contradict each other");
  }
}
