package org.stepgate.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Texts that only workers of this pool can read and make, for cookies: AES-256-GCM, in base64url.
///
/// The bytes are a version (1), the id of the key (4), a random nonce (12), and the encrypted text
/// with its tag (16). The purpose is authenticated with it, so that what was sealed for one is none
/// for another. Safe for any thread.
final class SealedText {
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD_BYTES = 1 + Integer.BYTES + NONCE_BYTES;
  private static final int MAX_CHARACTERS = 8_192;

  private final SealingKeys keys;
  private final SecureRandom random = new SecureRandom();

  SealedText(SealingKeys keys) {
    this.keys = keys;
  }

  /// Seals a text.
  ///
  /// @throws IOException when there is no key
  String seal(String purpose, String text) throws IOException {
    SealingKeys.Key key = keys.sealing();
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] encrypted =
          cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose)
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] whole =
          ByteBuffer.allocate(HEAD_BYTES + encrypted.length)
              .put(VERSION)
              .putInt(key.id())
              .put(nonce)
              .put(encrypted)
              .array();
      return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /// The text that was sealed for that purpose; empty for anything else.
  ///
  /// @throws IOException when the keys cannot be read
  Optional<String> open(String purpose, String sealed) throws IOException {
    if (sealed.length() > MAX_CHARACTERS) {
      return Optional.empty();
    }
    try {
      ByteBuffer whole = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed));
      if (whole.remaining() < HEAD_BYTES || whole.get() != VERSION) {
        return Optional.empty();
      }
      Optional<SealingKeys.Key> key = keys.opening(whole.getInt());
      if (key.isEmpty()) {
        return Optional.empty();
      }
      var nonce = new byte[NONCE_BYTES];
      whole.get(nonce);
      var encrypted = new byte[whole.remaining()];
      whole.get(encrypted);
      byte[] text = cipher(Cipher.DECRYPT_MODE, key.get(), nonce, purpose).doFinal(encrypted);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | GeneralSecurityException _) {
      return Optional.empty(); // It was made by somebody else.
    }
  }

  private static Cipher cipher(int mode, SealingKeys.Key key, byte[] nonce, String purpose)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key.bytes(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
