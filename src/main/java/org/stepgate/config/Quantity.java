package org.stepgate.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// Numbers with units: `500ms`, `20s`, `64KiB`.
public final class Quantity {
  private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,17})([A-Za-z]+)");

  private static final SequencedMap<String, Duration> TIMES = times();
  private static final SequencedMap<String, Long> SIZES = sizes();

  private Quantity() {}

  /// Reads a time in `ms`, `s`, `m`, `h` or `d`; empty when it is none, or too long for a
  /// [Duration].
  public static Optional<Duration> time(String text) {
    var match = FORM.matcher(text);
    if (!match.matches() || !TIMES.containsKey(match.group(2))) {
      return Optional.empty();
    }
    try {
      return Optional.of(TIMES.get(match.group(2)).multipliedBy(Long.parseLong(match.group(1))));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /// Reads a size in `B`, `KiB`, `MiB` or `GiB` as bytes; empty when it is none, or over 2^63 - 1.
  static Optional<Long> size(String text) {
    var match = FORM.matcher(text);
    if (!match.matches() || !SIZES.containsKey(match.group(2))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Math.multiplyExact(SIZES.get(match.group(2)), Long.parseLong(match.group(1))));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /// The time in the largest unit that leaves no fraction; parts of a millisecond do not show.
  static String text(Duration time) {
    for (Map.Entry<String, Duration> unit : TIMES.entrySet()) {
      if (!time.isZero() && time.toMillis() % unit.getValue().toMillis() == 0) {
        return time.toMillis() / unit.getValue().toMillis() + unit.getKey();
      }
    }
    return time.toMillis() + "ms";
  }

  /// The size in the largest unit that leaves no fraction.
  static String text(long bytes) {
    for (Map.Entry<String, Long> unit : SIZES.entrySet()) {
      if (bytes != 0 && bytes % unit.getValue() == 0) {
        return bytes / unit.getValue() + unit.getKey();
      }
    }
    return bytes + "B";
  }

  private static SequencedMap<String, Duration> times() {
    var units = new LinkedHashMap<String, Duration>();
    units.put("d", Duration.ofDays(1));
    units.put("h", Duration.ofHours(1));
    units.put("m", Duration.ofMinutes(1));
    units.put("s", Duration.ofSeconds(1));
    units.put("ms", Duration.ofMillis(1));
    return units;
  }

  private static SequencedMap<String, Long> sizes() {
    var units = new LinkedHashMap<String, Long>();
    units.put("GiB", 1L << 30);
    units.put("MiB", 1L << 20);
    units.put("KiB", 1L << 10);
    units.put("B", 1L);
    return units;
  }
}
