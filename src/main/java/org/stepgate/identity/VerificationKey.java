package org.stepgate.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// A public key that signatures are verified with, for the algorithms that it is meant for and no
/// others. Immutable.
final class VerificationKey {
  private static final int MIN_RSA_BITS = 2_048;
  private static final int MAX_RSA_BITS = 8_192;
  private static final int MAX_EXPONENT_BITS = 64;

  /// What stands before the 32 bytes of an Ed25519 key in its X.509 form.
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int ED25519_BYTES = 32;

  private static final Set<JwsAlgorithm> RSA =
      EnumSet.of(
          JwsAlgorithm.RS256,
          JwsAlgorithm.RS384,
          JwsAlgorithm.RS512,
          JwsAlgorithm.PS256,
          JwsAlgorithm.PS384,
          JwsAlgorithm.PS512);

  private final @Nullable String id;
  private final Set<JwsAlgorithm> algorithms;
  private final Check check;

  private VerificationKey(@Nullable String id, Set<JwsAlgorithm> algorithms, Check check) {
    this.id = id;
    this.algorithms = algorithms;
    this.check = check;
  }

  /// How a signature is verified.
  private interface Check {
    boolean holds(JwsAlgorithm algorithm, byte[] signed, byte[] signature)
        throws JOSEException, GeneralSecurityException;
  }

  /// What a JWK gives.
  sealed interface Reading {
    /// A key.
    record Usable(VerificationKey key) implements Reading {}

    /// A key that is not for us, such as one for encryption.
    record Other(String reason) implements Reading {}

    /// A secret, which has no place among published keys.
    record Secret() implements Reading {}
  }

  /// Reads a JWK.
  static Reading read(JsonObject json) {
    try {
      JWK jwk = JWK.parse(JsonWriter.write(json));
      if (jwk.isPrivate()) {
        return new Reading.Secret();
      }
      if (jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE)) {
        return new Reading.Other("it is not for signatures");
      }
      if (jwk.getKeyOperations() != null && !jwk.getKeyOperations().contains(KeyOperation.VERIFY)) {
        return new Reading.Other("it is not for verifying");
      }
      return switch (jwk) {
        case RSAKey rsa -> rsa(rsa);
        case ECKey ec -> ec(ec);
        case OctetKeyPair pair -> ed25519(pair);
        default -> new Reading.Other("its type is not known");
      };
    } catch (ParseException | JOSEException | GeneralSecurityException e) {
      return new Reading.Other("it cannot be read");
    } catch (IllegalArgumentException | IllegalStateException e) {
      return new Reading.Other("it is malformed");
    }
  }

  private static Reading rsa(RSAKey jwk) throws JOSEException {
    RSAPublicKey key = jwk.toRSAPublicKey();
    int bits = key.getModulus().bitLength();
    if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
      return new Reading.Other("it has " + bits + " bits");
    }
    if (key.getPublicExponent().bitLength() > MAX_EXPONENT_BITS
        || !key.getPublicExponent().testBit(0)
        || key.getPublicExponent().bitLength() < 2) {
      return new Reading.Other("its exponent is not usable");
    }
    if (RocaKeys.isOne(key.getModulus())) {
      return new Reading.Other("it was made by a flawed program");
    }
    return usable(jwk, RSA, nimbus(new RSASSAVerifier(key)));
  }

  private static Reading ec(ECKey jwk) throws JOSEException {
    JwsAlgorithm algorithm;
    if (jwk.getCurve().equals(Curve.P_256)) {
      algorithm = JwsAlgorithm.ES256;
    } else if (jwk.getCurve().equals(Curve.P_384)) {
      algorithm = JwsAlgorithm.ES384;
    } else if (jwk.getCurve().equals(Curve.P_521)) {
      algorithm = JwsAlgorithm.ES512;
    } else {
      return new Reading.Other("its curve is not known");
    }
    return usable(jwk, EnumSet.of(algorithm), nimbus(new ECDSAVerifier(jwk.toECPublicKey())));
  }

  private static Reading ed25519(OctetKeyPair jwk) throws GeneralSecurityException {
    byte[] point = jwk.getDecodedX();
    if (!jwk.getCurve().equals(Curve.Ed25519) || point.length != ED25519_BYTES) {
      return new Reading.Other("its curve is not known");
    }
    var encoded = new byte[ED25519_PREFIX.length + ED25519_BYTES];
    System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
    System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, ED25519_BYTES);
    PublicKey key =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    return usable(
        jwk,
        EnumSet.of(JwsAlgorithm.EDDSA),
        (_, signed, signature) -> {
          var verifier = Signature.getInstance("Ed25519");
          verifier.initVerify(key);
          verifier.update(signed);
          return verifier.verify(signature);
        });
  }

  private static Check nimbus(JWSVerifier verifier) {
    return (algorithm, signed, signature) ->
        verifier.verify(
            new JWSHeader(JWSAlgorithm.parse(algorithm.text())),
            signed,
            Base64URL.encode(signature));
  }

  /// The key, for the algorithm that it names, if it names one.
  private static Reading usable(JWK jwk, Set<JwsAlgorithm> possible, Check check) {
    var algorithms = EnumSet.copyOf(possible);
    if (jwk.getAlgorithm() != null) {
      String named = jwk.getAlgorithm().getName();
      algorithms.removeIf(each -> !each.text().equals(named));
      if (algorithms.isEmpty()) {
        return new Reading.Other("its algorithm is not known");
      }
    }
    return new Reading.Usable(new VerificationKey(jwk.getKeyID(), algorithms, check));
  }

  /// The id of the key; empty when it has none.
  Optional<String> id() {
    return Optional.ofNullable(id);
  }

  boolean fits(JwsAlgorithm algorithm) {
    return algorithms.contains(algorithm);
  }

  /// Whether the signature is that of these bytes.
  boolean verifies(JwsAlgorithm algorithm, byte[] signed, byte[] signature) {
    try {
      return fits(algorithm) && check.holds(algorithm, signed, signature);
    } catch (JOSEException | GeneralSecurityException e) {
      return false; // A signature that cannot be one, such as one of another length.
    }
  }
}
