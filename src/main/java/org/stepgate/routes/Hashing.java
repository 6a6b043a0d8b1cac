package org.stepgate.routes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 over texts, as lower-case base32 without padding: 52 characters for a whole hash.
///
/// @spec https://www.rfc-editor.org/rfc/rfc4648#section-6 RFC 4648, section 6, in lower case
final class Hashing {
  private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
  private static final int BITS = 5;

  private Hashing() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// The hash over the parts in UTF-8, each after its length in four bytes, so that no two lists of
  /// parts give the same bytes.
  static String of(String... parts) {
    var digest = sha256();
    for (var part : parts) {
      var bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    var hash = digest.digest();
    return base32(hash, hash.length);
  }

  /// The first `length` bytes in base32; the last digit holds the bits that are left.
  static String base32(byte[] bytes, int length) {
    var text = new StringBuilder((length * Byte.SIZE + BITS - 1) / BITS);
    int buffer = 0;
    int bits = 0;
    for (int i = 0; i < length; i++) {
      buffer = buffer << Byte.SIZE | (bytes[i] & 0xFF);
      bits += Byte.SIZE;
      while (bits >= BITS) {
        bits -= BITS;
        text.append(ALPHABET[buffer >> bits & 0x1F]);
      }
      buffer &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(ALPHABET[buffer << (BITS - bits) & 0x1F]);
    }
    return text.toString();
  }
}
