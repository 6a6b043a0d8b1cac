package org.stepgate.asl;

import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.stepgate.json.JsonValue.JsonNumber;

/// The intrinsic functions that compute or draw numbers.
final class MathFunctions {
  private static final long VERSION_BITS = 0xF000L;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private MathFunctions() {}

  /// The nearest whole number, halves upwards (−1.5 gives −1), as AWS rounds arguments.
  ///
  /// @throws IntrinsicException when it is outside of −2147483648 to 2147483647
  static int round(JsonNumber number) {
    long rounded = Math.round(number.toDouble());
    if (rounded < Integer.MIN_VALUE || rounded > Integer.MAX_VALUE) {
      throw IntrinsicException.failure(
          "a number must be between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE);
    }
    return (int) rounded;
  }

  /// A number drawn from `from` (included) to `to` (excluded).
  ///
  /// @throws IntrinsicException when there is none between
  static JsonNumber random(int from, int to, RandomGenerator random) {
    if (from >= to) {
      throw IntrinsicException.failure("the start must be less than the end");
    }
    return JsonNumber.of(random.nextLong(from, to));
  }

  /// As [#random], the same for the same seed.
  static JsonNumber seededRandom(int from, int to, int seed) {
    return random(from, to, new SplittableRandom(seed));
  }

  /// A UUID of version 4.
  static UUID uuid(RandomGenerator random) {
    return new UUID(
        (random.nextLong() & ~VERSION_BITS) | VERSION_4,
        (random.nextLong() & VARIANT_MASK) | VARIANT);
  }
}
