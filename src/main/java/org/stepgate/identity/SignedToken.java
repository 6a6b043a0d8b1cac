package org.stepgate.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// A JWT in compact form, taken apart but not verified: nothing in it is true yet.
///
/// Sizes are checked before anything is decoded, and a form that nobody writes honestly is refused:
/// padding, other digits, names that stand twice, keys within the header, critical extensions,
/// encryption, compression.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7515#section-7.1 RFC 7515, section 7.1, and RFC 8725
final class SignedToken {
  /// The longest token.
  static final int MAX_CHARACTERS = 16_384;

  private static final int MAX_HEADER_CHARACTERS = 2_048;
  private static final int MAX_KEY_ID_CHARACTERS = 256;
  private static final int MAX_SIGNATURE_CHARACTERS = 1_400;
  private static final JsonLimits HEADER = new JsonLimits(4, MAX_HEADER_CHARACTERS, 32, 64);
  private static final JsonLimits CLAIMS = new JsonLimits(16, MAX_CHARACTERS, 64, 512);

  /// What a header may not hold: keys of its own and where to fetch some, extensions that have to
  /// be understood, and what only encrypted tokens have.
  private static final List<String> REFUSED =
      List.of("jwk", "jku", "x5u", "x5c", "crit", "b64", "zip", "enc", "epk", "p2c", "p2s");

  private final String algorithm;
  private final @Nullable String keyId;
  private final @Nullable String type;
  private final byte[] payload;
  private final byte[] signedBytes;
  private final byte[] signature;

  private SignedToken(JsonObject header, byte[] payload, byte[] signedBytes, byte[] signature)
      throws TokenException {
    this.algorithm = requiredText(header, "alg");
    this.keyId = optionalText(header, "kid");
    this.type = optionalText(header, "typ");
    this.payload = payload;
    this.signedBytes = signedBytes;
    this.signature = signature;
  }

  /// Takes a token apart.
  ///
  /// @throws TokenException when it is no signed JWT, or one that must not be verified
  static SignedToken read(String token) throws TokenException {
    if (token.length() > MAX_CHARACTERS) {
      throw TokenException.invalid("The token is longer than " + MAX_CHARACTERS + " characters");
    }
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    if (first <= 0
        || second < 0
        || token.indexOf('.', second + 1) >= 0
        || first > MAX_HEADER_CHARACTERS
        || token.length() - second > MAX_SIGNATURE_CHARACTERS) {
      throw TokenException.malformed();
    }
    JsonObject header = object(decode(token.substring(0, first)), HEADER);
    for (String name : REFUSED) {
      if (header.has(name)) {
        throw TokenException.invalid("The header of the token holds " + name);
      }
    }
    return new SignedToken(
        header,
        decode(token.substring(first + 1, second)),
        token.substring(0, second).getBytes(StandardCharsets.US_ASCII),
        decode(token.substring(second + 1)));
  }

  private static JsonObject object(byte[] part, JsonLimits limits) throws TokenException {
    try {
      if (JsonReader.read(part, limits) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonException _) {
      // Said below, as for JSON that is no object.
    }
    throw TokenException.malformed();
  }

  /// The bytes of a part, if it is the one way to write them.
  private static byte[] decode(String part) throws TokenException {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
        return bytes;
      }
    } catch (IllegalArgumentException _) {
      // Said below, as for digits with bits left over.
    }
    throw TokenException.malformed();
  }

  private static String requiredText(JsonObject header, String name) throws TokenException {
    String text = optionalText(header, name);
    if (text == null) {
      throw TokenException.malformed();
    }
    return text;
  }

  private static @Nullable String optionalText(JsonObject header, String name)
      throws TokenException {
    return switch (header.get(name)) {
      case null -> null;
      case JsonString(String text) when text.length() <= MAX_KEY_ID_CHARACTERS -> text;
      default -> throw TokenException.malformed();
    };
  }

  /// The name of the algorithm.
  String algorithm() {
    return algorithm;
  }

  /// The id of the key, null when the token names none.
  @Nullable String keyId() {
    return keyId;
  }

  /// The type, null when the token names none.
  @Nullable String type() {
    return type;
  }

  /// What the token says. Read anew at each call.
  ///
  /// @throws TokenException when it says something else than claims
  JsonObject claims() throws TokenException {
    return object(payload, CLAIMS);
  }

  /// Whether the key has made the signature by this algorithm.
  boolean isSignedBy(VerificationKey key, JwsAlgorithm by) {
    return key.verifies(by, signedBytes, signature);
  }
}
