package org.stepgate.identity;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who is known, and by what.
///
/// @param issuers whose access tokens are accepted; each URL once
/// @param anonymous who is served without credentials
/// @param resource the URL by which clients know this service; null when it is that of each request
/// @param clockSkew how far the clocks of issuers may differ from ours
/// @param staleKeys how long the keys of an issuer that cannot be reached are used
/// @param login how people log in with a browser; null when they cannot
public record IdentityConfig(
    List<IssuerConfig> issuers,
    Anonymous anonymous,
    @Nullable URI resource,
    Duration clockSkew,
    Duration staleKeys,
    @Nullable LoginConfig login) {
  /// The largest difference between clocks.
  public static final Duration LONGEST_SKEW = Duration.ofMinutes(5);

  /// Who is served without credentials.
  public enum Anonymous {
    /// Nobody.
    NEVER,
    /// Callers on this host.
    LOOPBACK
  }

  /// Checks all parts.
  ///
  /// @throws IllegalArgumentException when one cannot be used; the message says what is expected
  public IdentityConfig {
    issuers = List.copyOf(issuers);
    var urls = new HashSet<String>();
    for (IssuerConfig issuer : issuers) {
      if (issuer.url().equals(DemoIssuer.URL)) {
        throw new IllegalArgumentException("the demo issuer is for stepgate worker --demo only");
      }
      if (!urls.add(issuer.url())) {
        throw new IllegalArgumentException("the issuer " + issuer.url() + " stands twice");
      }
    }
    if (login != null && !urls.contains(login.issuer())) {
      throw new IllegalArgumentException(
          "login names the issuer " + login.issuer() + ", which is not one of issuers");
    }
    if (clockSkew.isNegative() || clockSkew.compareTo(LONGEST_SKEW) > 0) {
      throw new IllegalArgumentException("clock-skew must be 0s to 5m");
    }
    if (staleKeys.isNegative()) {
      throw new IllegalArgumentException("stale-keys must be 0s or more");
    }
  }

  /// What holds where nothing is configured: callers on this host are served without credentials.
  public static IdentityConfig defaults() {
    return new IdentityConfig(
        List.of(), Anonymous.LOOPBACK, null, Duration.ofSeconds(30), Duration.ofDays(1), null);
  }

  /// These settings with other issuers.
  ///
  /// @throws IllegalArgumentException as the constructor
  public IdentityConfig withIssuers(List<IssuerConfig> other) {
    return new IdentityConfig(other, anonymous, resource, clockSkew, staleKeys, login);
  }

  /// These settings with other callers without credentials.
  public IdentityConfig withAnonymous(Anonymous other) {
    return new IdentityConfig(issuers, other, resource, clockSkew, staleKeys, login);
  }

  /// These settings with a login.
  ///
  /// @throws IllegalArgumentException as the constructor
  public IdentityConfig withLogin(LoginConfig other) {
    return new IdentityConfig(issuers, anonymous, resource, clockSkew, staleKeys, other);
  }
}
