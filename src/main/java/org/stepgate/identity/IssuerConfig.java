package org.stepgate.identity;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// An OpenID issuer whose access tokens are accepted.
///
/// @param url the issuer, as its tokens name it in `iss`
/// @param audiences of which a token has to name at least one in `aud`; not empty
/// @param algorithms that its tokens may be signed with; not empty
/// @param tokenTypes what may stand in a token's `typ`, in lower case: `at+jwt`, `jwt`, or `none`
///   for tokens without one
/// @param claims which claims say what about the caller
/// @param tokenAge how long after `iat` a token is accepted, if its `exp` does not come first
/// @param jwksFile holds the keys of an issuer that publishes none; null for discovery
public record IssuerConfig(
    String url,
    List<String> audiences,
    Set<JwsAlgorithm> algorithms,
    Set<String> tokenTypes,
    Claims claims,
    Duration tokenAge,
    @Nullable Path jwksFile) {
  /// The type of access tokens by RFC 9068.
  public static final String ACCESS_TOKEN = "at+jwt";

  /// Stands for a token without a type.
  public static final String NO_TYPE = "none";

  private static final Set<String> TYPES = Set.of(ACCESS_TOKEN, "jwt", NO_TYPE);

  /// Which claims say what about the caller. A name that starts with `/` is a JSON pointer.
  ///
  /// @param subject names the caller: one text, the same in access tokens and ID tokens
  /// @param groups names the groups: a text or a list of texts
  /// @param scopes names the scopes: texts with blanks between them, or a list of texts
  /// @param kept claims that the principal keeps, for expressions and policies
  public record Claims(String subject, String groups, String scopes, List<String> kept) {
    /// What holds where nothing is configured.
    public static final Claims USUAL =
        new Claims(
            "sub",
            "groups",
            "scope",
            List.of("client_id", "azp", "preferred_username", "name", "email"));

    /// Copies the list.
    public Claims {
      kept = List.copyOf(kept);
    }
  }

  /// Checks all parts.
  ///
  /// @throws IllegalArgumentException when one cannot be used; the message says what is expected
  public IssuerConfig {
    if (jwksFile == null) {
      Fetches.check(url);
    }
    if (audiences.isEmpty()) {
      throw new IllegalArgumentException(
          "audiences is empty: a token has to say for whom it was made");
    }
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("algorithms is empty");
    }
    if (tokenTypes.isEmpty() || !TYPES.containsAll(tokenTypes)) {
      throw new IllegalArgumentException("token-types has at+jwt, jwt or none");
    }
    if (tokenAge.isNegative() || tokenAge.isZero()) {
      throw new IllegalArgumentException("token-age-max has to be longer than nothing");
    }
    audiences = List.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
    tokenTypes = Set.copyOf(tokenTypes);
  }

  /// An issuer found by discovery, whose tokens follow RFC 9068.
  ///
  /// @throws IllegalArgumentException as the constructor
  public static IssuerConfig of(String url, String audience) {
    return new IssuerConfig(
        url,
        List.of(audience),
        usualAlgorithms(),
        Set.of(ACCESS_TOKEN),
        Claims.USUAL,
        Duration.ofDays(1),
        null);
  }

  /// What tokens may be signed with where nothing is configured.
  public static Set<JwsAlgorithm> usualAlgorithms() {
    return Set.of(JwsAlgorithm.RS256, JwsAlgorithm.PS256, JwsAlgorithm.ES256);
  }

  /// This issuer with other types of tokens.
  public IssuerConfig withTokenTypes(Set<String> types) {
    return new IssuerConfig(url, audiences, algorithms, types, claims, tokenAge, jwksFile);
  }

  /// This issuer with keys from a file.
  public IssuerConfig withJwksFile(Path file) {
    return new IssuerConfig(url, audiences, algorithms, tokenTypes, claims, tokenAge, file);
  }

  /// This issuer with other claims.
  public IssuerConfig withClaims(Claims other) {
    return new IssuerConfig(url, audiences, algorithms, tokenTypes, other, tokenAge, jwksFile);
  }

  /// This issuer with another age of tokens.
  public IssuerConfig withTokenAge(Duration age) {
    return new IssuerConfig(url, audiences, algorithms, tokenTypes, claims, age, jwksFile);
  }

  /// Where the discovery document is.
  URI discovery() {
    String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    return URI.create(base + "/.well-known/openid-configuration");
  }

  /// Whether a token of that type may be an access token; null for none.
  boolean takesType(@Nullable String type) {
    return tokenTypes.contains(type == null ? NO_TYPE : normalType(type));
  }

  /// A media type without `application/`, in lower case.
  static String normalType(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
  }

  @Override
  public String toString() {
    return "IssuerConfig["
        + url
        + ", audiences="
        + audiences
        + ", algorithms="
        + new TreeSet<>(algorithms)
        + "]";
  }
}
