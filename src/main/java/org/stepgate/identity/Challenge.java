package org.stepgate.identity;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.http.HttpRequest;

/// What a client is told in `WWW-Authenticate`, and the address of this service as it knows it.
///
/// @spec https://www.rfc-editor.org/rfc/rfc6750#section-3 RFC 6750, section 3, and RFC 9728,
///   section 5.1
final class Challenge {
  /// Where the metadata of this service are.
  static final String METADATA_PATH = "/.well-known/oauth-protected-resource";

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?");
  private static final Pattern V6_HOST = Pattern.compile("\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?");

  private Challenge() {}

  /// The challenge to a request without credentials.
  static String plain(HttpRequest request, Identities.InForce inForce) {
    return text(request, inForce, null, null);
  }

  /// The challenge to a request whose token is refused.
  ///
  /// @param description fit for a quoted string
  static String invalidToken(HttpRequest request, Identities.InForce inForce, String description) {
    return text(request, inForce, "invalid_token", description);
  }

  /// The challenge to a caller who is known but may not do it.
  static String insufficientScope(HttpRequest request, Identities.InForce inForce) {
    return text(request, inForce, "insufficient_scope", null);
  }

  private static String text(
      HttpRequest request,
      Identities.InForce inForce,
      @Nullable String error,
      @Nullable String description) {
    var text = new StringBuilder("Bearer realm=\"stepgate\"");
    if (error != null) {
      text.append(", error=\"").append(error).append('"');
    }
    if (description != null) {
      text.append(", error_description=\"").append(description).append('"');
    }
    if (inForce.takesTokens()) {
      known(request, inForce)
          .ifPresent(resource ->
              text.append(", resource_metadata=\"")
                  .append(resource)
                  .append(METADATA_PATH)
                  .append('"'));
    }
    return text.toString();
  }

  /// The URL of this service as long as it is not just any that a request has come up with.
  private static Optional<String> known(HttpRequest request, Identities.InForce inForce) {
    return inForce.config().resource() != null || ForeignPage.isLoopbackHost(request.host())
        ? resource(request, inForce)
        : Optional.empty();
  }

  /// The URL of this service without a slash at the end: the configured one, else that of the
  /// request; empty when its `Host` is none.
  static Optional<String> resource(HttpRequest request, Identities.InForce inForce) {
    if (inForce.config().resource() != null) {
      String configured = inForce.config().resource().toString();
      return Optional.of(
          configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured);
    }
    String host = request.host();
    return HOST.matcher(host).matches() || V6_HOST.matcher(host).matches()
        ? Optional.of(request.scheme() + "://" + host)
        : Optional.empty();
  }
}
