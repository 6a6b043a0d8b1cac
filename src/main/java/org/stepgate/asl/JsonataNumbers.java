package org.stepgate.asl;

import com.dashjoin.jsonata.JException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.JsonataFunction.Arguments;
import org.stepgate.json.JsonValue.JsonNumber;

/// Functions on numbers where the library's have no bound or see the world.
///
/// @spec https://docs.jsonata.org/numeric-functions Numeric functions
final class JsonataNumbers {
  private static final int MAX_TEXT = 1_000;

  /// Decimal places past which a double has no digits.
  private static final int MAX_PLACES = 400;

  private static final Pattern DECIMAL =
      Pattern.compile("-?[0-9]++(?:\\.[0-9]++)?(?:[Ee][-+]?[0-9]++)?");
  private static final Pattern OTHER_RADIX =
      Pattern.compile("0[xX][0-9A-Fa-f]{1,15}|0[oO][0-7]{1,20}|0[bB][01]{1,62}");

  private JsonataNumbers() {}

  static @Nullable Object number(JsonataMeter meter, Arguments arguments) {
    return switch (arguments.get(0)) {
      case null -> null;
      case Number number -> number;
      case Boolean bool -> bool ? 1 : 0;
      case String text when text.length() <= MAX_TEXT && DECIMAL.matcher(text).matches() ->
          finite(withoutLeadingZeros(text));
      case String text when text.length() <= MAX_TEXT && OTHER_RADIX.matcher(text).matches() ->
          Long.parseLong(
              text.substring(2),
              switch (text.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'o', 'O' -> 8;
                default -> 2;
              });
      default -> throw new JException("D3030", -1, "the argument");
    };
  }

  private static String withoutLeadingZeros(String text) {
    int digits = text.startsWith("-") ? 1 : 0;
    int zeros = digits;
    while (zeros + 1 < text.length() && text.charAt(zeros) == '0' && isDigit(text, zeros + 1)) {
      zeros++;
    }
    return text.substring(0, digits) + text.substring(zeros);
  }

  private static boolean isDigit(String text, int index) {
    return text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private static Object finite(String text) {
    Object number = JsonataValues.toLibrary(new JsonNumber(text));
    if (number instanceof Number known && !Double.isFinite(known.doubleValue())) {
      throw new JException("D3030", -1, "the argument");
    }
    return number;
  }

  static @Nullable Object abs(JsonataMeter meter, Arguments arguments) {
    return switch (arguments.number(0)) {
      case null -> null;
      case Integer number -> Math.abs((long) number);
      case Long number when number > Long.MIN_VALUE -> Math.abs(number);
      case Number number -> Math.abs(number.doubleValue());
    };
  }

  static @Nullable Object round(JsonataMeter meter, Arguments arguments) {
    Number number = arguments.number(0);
    if (number == null) {
      return null;
    }
    Number precision = arguments.number(1);
    int places =
        precision == null
            ? 0
            : (int) Math.clamp(precision.doubleValue(), -(double) MAX_PLACES, (double) MAX_PLACES);
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      throw new JException("D1001", -1, "the argument");
    }
    return BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_EVEN).doubleValue();
  }

  /// `$random()` from the surroundings, `$random(seed)` from the seed alone.
  static Object random(JsonataMeter meter, Arguments arguments) {
    Number seed = arguments.number(0);
    return seed == null
        ? meter.surroundings().random().nextDouble()
        : new java.util.Random(seed.longValue()).nextDouble();
  }

  /// A random UUID, version 4.
  static Object uuid(JsonataMeter meter, Arguments arguments) {
    RandomGenerator random = meter.surroundings().random();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~0xC000_0000_0000_0000L) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
