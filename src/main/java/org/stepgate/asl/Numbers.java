package org.stepgate.asl;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonNumber;

/// Numbers from data, whose exponents may be larger than any exact arithmetic of Java can hold.
final class Numbers {
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

  /// The exact value, or the nearest double where there is none.
  static Number plain(JsonNumber number) {
    BigDecimal exact = exact(number);
    return exact == null ? (Number) number.toDouble() : exact;
  }

  private static @Nullable BigDecimal exact(JsonNumber number) {
    try {
      return number.toBigDecimal();
    } catch (NumberFormatException | ArithmeticException _) {
      return null;
    }
  }
}
