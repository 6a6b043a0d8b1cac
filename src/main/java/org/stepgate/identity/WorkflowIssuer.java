package org.stepgate.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;

/// Stepgate as an OpenID issuer: the identity of workflows. A task gets a token that is minted for
/// its call and holds for minutes; others verify it by the keys that are published.
///
/// Safe for any thread; all workers of a pool are the same issuer.
///
/// @spec https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig OpenID Connect
///   Discovery, section 4
public final class WorkflowIssuer {
  /// Where the discovery document is, below the issuer's URL.
  static final String DISCOVERY_PATH = "/.well-known/openid-configuration";

  /// Where the public keys are, below the issuer's URL.
  static final String KEYS_PATH = "/.well-known/jwks.json";

  private final SigningKeys keys;
  private final InstantSource clock;

  /// The issuer whose keys are in that directory, or will be. Nothing is read or made yet.
  public WorkflowIssuer(Path stateDirectory, InstantSource clock) {
    this.keys = new SigningKeys(stateDirectory);
    this.clock = clock;
  }

  /// What a token says.
  ///
  /// @param audience who shall take it
  /// @param subject whose it is
  /// @param claims what else it says
  public record Request(String audience, String subject, JsonObject claims) {}

  /// Mints a token.
  ///
  /// @throws IOException when the keys can neither be read nor made
  public String mint(WorkflowIdentityConfig config, Request request) throws IOException {
    Instant now = clock.instant();
    ECKey key = keys.signing(now);
    JsonObject claims =
        request.claims().toBuilder()
            .put("iss", config.issuer())
            .put("sub", request.subject())
            .put("aud", request.audience())
            .put("iat", now.getEpochSecond())
            .put("nbf", now.getEpochSecond())
            .put("exp", now.plus(config.lifetime()).getEpochSecond())
            .put("jti", UUID.randomUUID().toString())
            .build();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build();
    try {
      var token = new JWSObject(header, new Payload(JsonWriter.write(claims)));
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("a key on P-256 signs ES256", e);
    }
  }

  /// What has become of the keys.
  ///
  /// @param key the id of the new one
  /// @param retired the ids of those that are not published any more
  /// @param published how many are published now
  public record Rotation(String key, List<String> retired, int published) {
    /// Copies the list.
    public Rotation {
      retired = List.copyOf(retired);
    }
  }

  /// Makes a further key, which signs ten minutes from now; the old ones stay published for the
  /// tokens that they have signed.
  ///
  /// @throws IOException when the keys can be neither read nor written
  public Rotation rotate() throws IOException {
    return keys.rotate(clock.instant());
  }

  /// The public keys, a JWK set.
  ///
  /// @throws IOException when the keys can neither be read nor made
  JsonValue jwks() throws IOException {
    return KeySet.json(keys.published(clock.instant()));
  }

  /// The discovery document.
  static JsonObject discovery(String issuer) {
    return JsonObject.builder()
        .put("issuer", issuer)
        .put("jwks_uri", issuer + KEYS_PATH)
        .put("id_token_signing_alg_values_supported", JsonArray.of(new JsonString("ES256")))
        .put("response_types_supported", JsonArray.of(new JsonString("id_token")))
        .put("subject_types_supported", JsonArray.of(new JsonString("public")))
        .put(
            "claims_supported",
            JsonValue.array(
                List.of("iss", "sub", "aud", "exp", "iat", "nbf", "jti"), JsonString::new))
        .build();
  }
}
