package org.stepgate.asl;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonNumber;

/// Numbers from data, whose exponents may be larger than any exact arithmetic of Java can hold.
final class Numbers {
  private static final BigDecimal HUGE = new BigDecimal("1e2000000000");

  private Numbers() {}

  /// The order by value; numbers that are beyond [BigDecimal] compare as doubles.
  static int compare(JsonNumber one, JsonNumber other) {
    if (one.isLong() && other.isLong()) {
      return Long.compare(one.toLong(), other.toLong());
    }
    BigDecimal exactOne = exact(one);
    BigDecimal exactOther = exact(other);
    return exactOne == null || exactOther == null
        ? Double.compare(one.toDouble(), other.toDouble())
        : exactOne.compareTo(exactOther);
  }

  /// The exact value; for an exponent beyond [BigDecimal] one that is larger than any other, or 0.
  static BigDecimal plain(JsonNumber number) {
    BigDecimal exact = exact(number);
    if (exact != null) {
      return exact;
    }
    double nearest = number.toDouble();
    return Double.isInfinite(nearest)
        ? HUGE.multiply(BigDecimal.valueOf(Math.signum(nearest)))
        : BigDecimal.ZERO;
  }

  private static @Nullable BigDecimal exact(JsonNumber number) {
    try {
      return number.toBigDecimal();
    } catch (NumberFormatException | ArithmeticException _) {
      return null;
    }
  }
}
