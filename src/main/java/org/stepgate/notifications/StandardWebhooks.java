package org.stepgate.notifications;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs messages.
///
/// @spec https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
///   Standard Webhooks: headers and the symmetric signature `v1`
final class StandardWebhooks {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private StandardWebhooks() {}

  /// Checks a secret and tells nothing of it.
  ///
  /// @param text `whsec_` and 24 to 64 bytes in base64
  /// @throws IllegalArgumentException when it is none
  static SecretKeySpec key(String text) {
    String secret = text.strip();
    if (secret.startsWith(PREFIX)) {
      byte[] bytes;
      try {
        bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      } catch (IllegalArgumentException _) {
        throw noSecret(); // Without the cause, which shows characters of the secret.
      }
      if (bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES) {
        return new SecretKeySpec(bytes, ALGORITHM);
      }
    }
    throw noSecret();
  }

  /// The key of one receiver of callbacks: HMAC-SHA-256 of what its addresses begin with, by the
  /// secret. Who has it cannot sign messages to another receiver.
  static SecretKeySpec derived(SecretKeySpec secret, String receiver) {
    return new SecretKeySpec(mac(secret, receiver), ALGORITHM);
  }

  private static IllegalArgumentException noSecret() {
    return new IllegalArgumentException(
        "a secret of webhooks is %s and %d to %d bytes in base64"
            .formatted(PREFIX, LEAST_BYTES, MOST_BYTES));
  }

  /// The headers of a message: `webhook-id`, `webhook-timestamp`, and `webhook-signature` with one
  /// signature by each key.
  ///
  /// @param id has no dot in it
  static SequencedMap<String, String> headers(
      List<SecretKeySpec> keys, String id, Instant now, String body) {
    String timestamp = Long.toString(now.getEpochSecond());
    String signed = id + "." + timestamp + "." + body;
    var headers = new LinkedHashMap<String, String>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", timestamp);
    headers.put(
        "webhook-signature",
        keys.stream().map(key -> "v1," + signature(key, signed)).collect(Collectors.joining(" ")));
    return headers;
  }

  private static String signature(SecretKeySpec key, String signed) {
    return Base64.getEncoder().encodeToString(mac(key, signed));
  }

  private static byte[] mac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new AssertionError("every Java runtime has HMAC with SHA-256", e);
    }
  }
}
