package org.stepgate.embedded;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.stepgate.digest.Base32;
import org.stepgate.digest.Sha256;

/// What names of the embedded engine are made of: SHA-256 of texts in UTF-8.
final class Digests {
  private Digests() {}

  /// In lower-case base32 without padding, 52 characters.
  static String base32(String text) {
    byte[] digest = Sha256.of(text);
    return Base32.encode(digest, digest.length);
  }

  /// The first 128 bits in the form of a UUID, 36 characters.
  static String uuid(String text) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.of(text));
    return new UUID(digest.getLong(), digest.getLong()).toString();
  }
}
