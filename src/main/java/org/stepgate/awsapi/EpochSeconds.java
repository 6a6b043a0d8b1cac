package org.stepgate.awsapi;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonNumber;

/// Times as JSON 1.0 writes them: seconds since 1970, with milliseconds.
final class EpochSeconds {
  private static final int MILLI_DIGITS = 3;

  private EpochSeconds() {}

  static JsonNumber of(Instant time) {
    return new JsonNumber(BigDecimal.valueOf(time.toEpochMilli(), MILLI_DIGITS).toPlainString());
  }

  static @Nullable JsonNumber ofNullable(@Nullable Instant time) {
    return time == null ? null : of(time);
  }
}
