package org.stepgate.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/// SHA-256 of texts in UTF-8.
final class Digests {
  private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
  private static final int BASE32_BITS = 5;

  private Digests() {}

  /// In lower-case hexadecimal, 64 characters.
  static String hex(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }

  /// In lower-case base32 without padding, 52 characters.
  static String base32(String text) {
    byte[] digest = sha256(text);
    var encoded = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte each : digest) {
      buffer = (buffer << Byte.SIZE) | (each & 0xFF);
      bits += Byte.SIZE;
      while (bits >= BASE32_BITS) {
        bits -= BASE32_BITS;
        encoded.append(BASE32[(buffer >> bits) & 0x1F]);
      }
      buffer &= (1 << bits) - 1;
    }
    if (bits > 0) {
      encoded.append(BASE32[(buffer << (BASE32_BITS - bits)) & 0x1F]);
    }
    return encoded.toString();
  }

  /// The first 128 bits in the form of a UUID, 36 characters.
  static String uuid(String text) {
    ByteBuffer digest = ByteBuffer.wrap(sha256(text));
    return new UUID(digest.getLong(), digest.getLong()).toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
