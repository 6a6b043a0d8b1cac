package org.stepgate.identity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How people log in with a browser.
///
/// @param issuer the URL of the issuer at which they do, one of the configured ones
/// @param clientId what this service is called there
/// @param clientSecret what it proves that by; empty for a public client
/// @param scopes what is asked for; `openid` is among them
/// @param session how long a login holds: groups and claims are those of its moment
public record LoginConfig(
    String issuer,
    String clientId,
    Optional<AccessKey.Secret> clientSecret,
    List<String> scopes,
    Duration session) {
  /// The longest that a login holds.
  public static final Duration LONGEST_SESSION = Duration.ofDays(7);

  /// Checks all parts.
  ///
  /// @throws IllegalArgumentException when one cannot be used; the message says what is expected
  public LoginConfig {
    if (!scopes.contains("openid")) {
      throw new IllegalArgumentException("scopes of a login need openid");
    }
    if (session.toSeconds() < 1 || session.compareTo(LONGEST_SESSION) > 0) {
      throw new IllegalArgumentException("a login holds for 1s to 7d");
    }
    scopes = List.copyOf(scopes);
  }

  /// A login of a public client for an hour.
  ///
  /// @throws IllegalArgumentException as the constructor
  public static LoginConfig of(String issuer, String clientId) {
    return new LoginConfig(
        issuer, clientId, Optional.empty(), List.of("openid"), Duration.ofHours(1));
  }
}
