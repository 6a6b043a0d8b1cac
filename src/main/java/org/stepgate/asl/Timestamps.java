package org.stepgate.asl;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Reads timestamps.
///
/// @spec https://states-language.net/spec.html#timestamps Amazon States Language, timestamps
final class Timestamps {
  private static final int SHORTEST = "2016-03-14T01:59:00Z".length();
  private static final int LONGEST = "2016-03-14T01:59:00.123456789+00:00".length();
  private static final int T = 10;
  private static final int SECONDS_COLON = 16;
  private static final int OFFSET = "+00:00".length();

  private Timestamps() {}

  /// The moment that a text in the RFC 3339 profile of ISO 8601 names, with seconds, up to nine
  /// decimals, an upper-case `T`, and `Z` or an offset; null when it is no such text.
  static @Nullable Instant parse(String text) {
    int length = text.length();
    if (length < SHORTEST
        || length > LONGEST
        || text.charAt(T) != 'T'
        || text.charAt(SECONDS_COLON) != ':') {
      return null;
    }
    char sign = text.charAt(length - OFFSET);
    if (text.charAt(length - 1) != 'Z' && sign != '+' && sign != '-') {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }
}
