package org.stepgate.identity;

import java.net.URI;
import java.time.Duration;

/// Stepgate as the issuer of tokens for tasks.
///
/// @param issuer the URL under which others reach this service, without a slash at the end; https,
///   or http on a loopback address
/// @param lifetime how long a token holds, 1 minute to 1 hour
public record WorkflowIdentityConfig(String issuer, Duration lifetime) {
  /// How long a token holds unless the configuration says otherwise.
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException when one is broken; the message says which
  public WorkflowIdentityConfig {
    URI url = URI.create(issuer);
    boolean local =
        "http".equals(url.getScheme())
            && url.getHost() != null
            && (url.getHost().equals("localhost") || LocalAnonymous.isLoopback(url.getHost()));
    if (url.getHost() == null
        || !("https".equals(url.getScheme()) || local)
        || url.getQuery() != null
        || url.getFragment() != null
        || issuer.endsWith("/")) {
      throw new IllegalArgumentException(
          "an issuer is an https URL, or an http URL of this host, without a slash at the end");
    }
    if (lifetime.toSeconds() < 60 || lifetime.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("a token of a task holds for 1 minute to 1 hour");
    }
  }
}
