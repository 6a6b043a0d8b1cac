package org.stepgate.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, which every Java platform has.
///
/// @spec https://csrc.nist.gov/pubs/fips/180-4/upd1/final FIPS 180-4
public final class Sha256 {
  /// Cloning it spares the search among the security providers. Nothing is ever given to it.
  private static final MessageDigest EMPTY = empty();

  private Sha256() {}

  private static MessageDigest empty() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// A hash to which bytes are still to be given.
  public static MessageDigest start() {
    try {
      return (MessageDigest) EMPTY.clone();
    } catch (CloneNotSupportedException _) {
      return empty(); // A provider need not be able to.
    }
  }

  /// The hash of a text in UTF-8, 32 bytes.
  public static byte[] of(String text) {
    return start().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The hash of bytes in lower-case hexadecimal, 64 characters.
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(start().digest(bytes));
  }

  /// The hash of a text in UTF-8, in lower-case hexadecimal, 64 characters.
  public static String hex(String text) {
    return HexFormat.of().formatHex(of(text));
  }
}
