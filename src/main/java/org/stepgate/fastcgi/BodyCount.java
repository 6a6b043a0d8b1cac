package org.stepgate.fastcgi;

/// Compares the bytes of STDIN with CONTENT_LENGTH.
///
/// @spec https://fastcgi-archives.github.io/FastCGI_Specification.html FastCGI 1.0, section 6.2
final class BodyCount {
  /// The refusal of a body that is not as long as announced.
  static final Refusal MISMATCH =
      new Refusal(Refusal.Cause.MALFORMED, "STDIN is not as long as CONTENT_LENGTH says");

  /// More digits than any length has.
  private static final int MAX_DIGITS = 18;

  private final long announcedBytes;
  private long receivedBytes;

  BodyCount(long announcedBytes) {
    this.announcedBytes = announcedBytes;
  }

  /// The value of CONTENT_LENGTH; 0 when it is missing or empty, -1 when it is not a plain decimal
  /// number of at most 18 digits.
  static long announced(Params params) {
    var text = params.value("CONTENT_LENGTH").orElse("");
    if (text.length() > MAX_DIGITS) {
      return -1;
    }
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      length = length * 10 + (c - '0');
    }
    return length;
  }

  long announcedBytes() {
    return announcedBytes;
  }

  long receivedBytes() {
    return receivedBytes;
  }

  /// Counts some bytes; false when there are now more than announced.
  boolean add(int bytes) {
    receivedBytes += bytes;
    return receivedBytes <= announcedBytes;
  }

  boolean isComplete() {
    return receivedBytes == announcedBytes;
  }
}
