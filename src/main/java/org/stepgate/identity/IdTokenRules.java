package org.stepgate.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.principal.Principal;

/// What an ID token has to say before somebody is logged in by it.
///
/// @spec https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation section 3.1.3.7
final class IdTokenRules {
  private final IssuerKeys keys;
  private final IdentityConfig config;
  private final LoginConfig login;

  IdTokenRules(IssuerKeys keys, IdentityConfig config, LoginConfig login) {
    this.keys = keys;
    this.config = config;
    this.login = login;
  }

  /// Who has logged in.
  ///
  /// @param nonce what the login was begun with
  /// @throws TokenException when the token does not say so
  Principal check(String token, String nonce, Instant now) throws TokenException {
    SignedToken signed = SignedToken.read(token);
    keys.checkSignature(signed, config.staleKeys());
    JsonObject claims = signed.claims();
    if (!keys.issuer().url().equals(claims.string("iss"))) {
      throw TokenException.invalid("The token is of another issuer");
    }
    if (!isForUs(claims)) {
      throw TokenException.invalid("The token was made for another client");
    }
    String repeated = claims.string("nonce");
    if (repeated == null
        || !MessageDigest.isEqual(
            nonce.getBytes(StandardCharsets.UTF_8), repeated.getBytes(StandardCharsets.UTF_8))) {
      throw TokenException.invalid("The token was made for another login");
    }
    return new ClaimRules(keys.issuer(), config.clockSkew()).checkTimes(claims, now).principal();
  }

  /// Whether the client is the audience; of several audiences it has to be the authorised party.
  private boolean isForUs(JsonObject claims) {
    String client = login.clientId();
    JsonValue audience = claims.get("aud");
    String party = claims.string("azp");
    if (party != null && !party.equals(client)) {
      return false;
    }
    return new JsonString(client).equals(audience)
        || (audience instanceof JsonArray several
            && several.elements().contains(new JsonString(client))
            && (several.size() == 1 || party != null));
  }
}
