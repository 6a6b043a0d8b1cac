package org.stepgate.routes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.stepgate.digest.Base32;
import org.stepgate.digest.Sha256;

/// SHA-256 over texts, as lower-case base32 without padding: 52 characters for a whole hash.
///
/// @spec https://www.rfc-editor.org/rfc/rfc4648#section-6 RFC 4648, section 6, in lower case
final class Hashing {
  private Hashing() {}

  /// The hash over the parts in UTF-8, each after its length in four bytes, so that no two lists of
  /// parts give the same bytes.
  static String of(String... parts) {
    var digest = Sha256.start();
    for (var part : parts) {
      var bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    var hash = digest.digest();
    return Base32.encode(hash, hash.length);
  }
}
