package org.stepgate.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.stepgate.digest.Sha256;

/// The end of a chain of records: whoever knows it knows all records before it.
///
/// The hash of a record is SHA-256 over the hash before it, a blank, its number, a blank and its
/// text, so `printf '%s %s %s' HASH NUMBER TEXT | sha256sum` repeats it.
///
/// @param sequence the number of the last record; 0 for a chain without one
/// @param hash its hash, 64 lower-case hexadecimal digits
public record ChainHead(long sequence, String hash) {
  /// The head of a chain without records.
  public static final ChainHead NONE = new ChainHead(0, "0".repeat(64));

  private static final HexFormat HEX = HexFormat.of();

  /// Checks number and hash.
  public ChainHead {
    if (sequence < 0) {
      throw new IllegalArgumentException("the number of a record is 1 or more: " + sequence);
    }
    if (hash.length() != 64 || !hash.chars().allMatch(c -> c < 0x7f && isDigit((char) c))) {
      throw new IllegalArgumentException("a hash has 64 lower-case hexadecimal digits");
    }
  }

  private static boolean isDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /// The head with one more record of that text.
  public ChainHead with(String text) {
    long next = sequence + 1;
    MessageDigest sha256 = Sha256.start();
    sha256.update(hash.getBytes(StandardCharsets.US_ASCII));
    sha256.update((" " + next + " ").getBytes(StandardCharsets.US_ASCII));
    sha256.update(text.getBytes(StandardCharsets.UTF_8));
    return new ChainHead(next, HEX.formatHex(sha256.digest()));
  }

  /// A head as [#toString] writes it.
  ///
  /// @throws IllegalArgumentException when it is none
  public static ChainHead parse(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || colon > 19) {
      throw new IllegalArgumentException("a head has the form NUMBER:HASH");
    }
    for (int i = 0; i < colon; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        throw new IllegalArgumentException("a head has the form NUMBER:HASH");
      }
    }
    return new ChainHead(Long.parseLong(text, 0, colon, 10), text.substring(colon + 1));
  }

  /// `NUMBER:HASH`.
  @Override
  public String toString() {
    return sequence + ":" + hash;
  }
}
