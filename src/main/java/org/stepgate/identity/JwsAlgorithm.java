package org.stepgate.identity;

import java.util.Arrays;
import java.util.Optional;

/// A signature algorithm that tokens may be signed with. There is none with a shared key, and no
/// `none`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7518#section-3.1 RFC 7518, section 3.1, and RFC 8037
public enum JwsAlgorithm {
  /// RSA with PKCS #1 1.5 and SHA-256.
  RS256("RS256"),
  /// RSA with PKCS #1 1.5 and SHA-384.
  RS384("RS384"),
  /// RSA with PKCS #1 1.5 and SHA-512.
  RS512("RS512"),
  /// RSA with PSS and SHA-256.
  PS256("PS256"),
  /// RSA with PSS and SHA-384.
  PS384("PS384"),
  /// RSA with PSS and SHA-512.
  PS512("PS512"),
  /// ECDSA on P-256.
  ES256("ES256"),
  /// ECDSA on P-384.
  ES384("ES384"),
  /// ECDSA on P-521.
  ES512("ES512"),
  /// Ed25519.
  EDDSA("EdDSA");

  private final String text;

  JwsAlgorithm(String text) {
    this.text = text;
  }

  /// The name in tokens and keys, such as `ES256`.
  public String text() {
    return text;
  }

  /// The algorithm of that name; case matters.
  public static Optional<JwsAlgorithm> of(String text) {
    return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
  }
}
