package org.stepgate.digest;

/// Base32 without padding, in lower case.
///
/// @spec https://www.rfc-editor.org/rfc/rfc4648#section-6 RFC 4648, section 6, in lower case
public final class Base32 {
  private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
  private static final int BITS = 5;

  private Base32() {}

  /// The first `length` bytes; the last digit holds the bits that are left.
  public static String encode(byte[] bytes, int length) {
    var text = new StringBuilder((length * Byte.SIZE + BITS - 1) / BITS);
    int buffer = 0;
    int bits = 0;
    for (int i = 0; i < length; i++) {
      buffer = (buffer << Byte.SIZE) | (bytes[i] & 0xFF);
      bits += Byte.SIZE;
      while (bits >= BITS) {
        bits -= BITS;
        text.append(ALPHABET[(buffer >> bits) & 0x1F]);
      }
      buffer &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(ALPHABET[(buffer << (BITS - bits)) & 0x1F]);
    }
    return text.toString();
  }
}
