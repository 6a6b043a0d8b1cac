package org.stepgate.identity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

/// Verifies access tokens: form, issuer, algorithm, key, signature and claims, in this order; the
/// first that is wrong refuses the token. Nothing is fetched on a token's say-so: its issuer has to
/// be one that is configured, and the keys are where that issuer says. Safe for any thread.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9068#section-4 RFC 9068, section 4, and RFC 8725
final class TokenVerifier {
  private final Map<String, IssuerKeys> issuers;
  private final IdentityConfig config;
  private final InstantSource clock;
  private final TokenMemory memory;

  /// A verifier for tokens of these issuers, by their URLs.
  TokenVerifier(
      Map<String, IssuerKeys> issuers,
      IdentityConfig config,
      InstantSource clock,
      TokenMemory memory) {
    this.issuers = Map.copyOf(issuers);
    this.config = config;
    this.clock = clock;
    this.memory = memory;
  }

  /// Who has the token.
  ///
  /// @throws TokenException when the token proves nothing
  Principal verify(String token) throws TokenException {
    Instant now = clock.instant();
    Optional<Principal> remembered =
        token.length() > SignedToken.MAX_CHARACTERS ? Optional.empty() : memory.find(token, now);
    if (remembered.isPresent()) {
      return remembered.get();
    }
    SignedToken signed = SignedToken.read(token);
    JsonObject claims = signed.claims();
    String url = claims.string("iss");
    IssuerKeys keys = url == null ? null : issuers.get(url);
    if (keys == null) {
      throw TokenException.invalid("The issuer of the token is not known here");
    }
    keys.checkSignature(signed, config.staleKeys());
    ClaimRules.Accepted accepted =
        new ClaimRules(keys.issuer(), config.clockSkew()).check(signed.type(), claims, now);
    memory.put(token, accepted.principal(), now, accepted.expires());
    return accepted.principal();
  }
}
