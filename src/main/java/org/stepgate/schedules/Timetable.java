package org.stepgate.schedules;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The moments at which a schedule ticks: whole seconds, in rising order. Equal when expression and
/// zone are. Immutable.
///
/// | Expression | Ticks |
/// |---|---|
/// | `0 9 * * 1-5` | UNIX cron: minute, hour, day of month, month, day of week |
/// | `cron(0 9 ? * MON-FRI *)` | EventBridge Scheduler: the same, but Sunday is 1, and a year |
/// | `rate(5 minutes)` | every so many minutes, hours or days, counted from the schedule's anchor |
/// | `at(2026-01-31T12:00:00)` | once |
public final class Timetable {
  private static final Pattern CALL = Pattern.compile("([a-z]+)\\((.*)\\)");
  private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,5}) +(minute|hour|day)(s?)");
  private static final Duration LONGEST_RATE = Duration.ofDays(366);

  private final String text;
  private final ZoneId zone;
  private final Ticks ticks;

  private Timetable(String text, ZoneId zone, Ticks ticks) {
    this.text = text;
    this.zone = zone;
    this.ticks = ticks;
  }

  /// Reads an expression.
  ///
  /// @param zone what `cron` and `at` are in; a rate has none
  /// @throws IllegalArgumentException when it is none of the forms above; the message says what was
  ///   expected
  public static Timetable parse(String expression, ZoneId zone) {
    String text = expression.strip();
    Matcher call = CALL.matcher(text);
    if (!call.matches()) {
      return new Timetable(text, zone, CronTicks.unix(text, zone));
    }
    String argument = call.group(2).strip();
    Ticks ticks =
        switch (call.group(1)) {
          case "cron" -> CronTicks.eventBridge(argument, zone);
          case "rate" -> rate(argument);
          case "at" -> once(argument, zone);
          default ->
              throw new IllegalArgumentException(
                  "expected a cron expression, cron(…), rate(…) or at(…)");
        };
    return new Timetable(text, zone, ticks);
  }

  private static Ticks rate(String argument) {
    Matcher rate = RATE.matcher(argument);
    if (!rate.matches() || rate.group(1).equals("1") != rate.group(3).isEmpty()) {
      throw new IllegalArgumentException(
          "expected a rate such as rate(1 minute), rate(5 minutes), rate(2 hours) or rate(7 days)");
    }
    long count = Long.parseLong(rate.group(1));
    Duration period =
        switch (rate.group(2)) {
          case "minute" -> Duration.ofMinutes(count);
          case "hour" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    if (period.compareTo(LONGEST_RATE) > 0) {
      throw new IllegalArgumentException("a rate is 366 days at most");
    }
    return (after, anchor) -> {
      long periods = Math.floorDiv(Duration.between(anchor, after).toMillis(), period.toMillis());
      return Optional.of(anchor.plus(period.multipliedBy(Math.max(0, periods) + 1)));
    };
  }

  private static Ticks once(String argument, ZoneId zone) {
    Instant moment;
    try {
      moment = LocalTimes.first(LocalDateTime.parse(argument).withNano(0), zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected a time such as at(2026-01-31T12:00:00)", e);
    }
    return (after, _) -> moment.isAfter(after) ? Optional.of(moment) : Optional.empty();
  }

  /// The first tick after a moment; empty when there is none any more.
  ///
  /// @param anchor what rates are counted from: the first tick comes one period later
  public Optional<Instant> next(Instant after, Instant anchor) {
    return ticks.next(after, anchor);
  }

  /// The expression as it was given.
  public String text() {
    return text;
  }

  /// The zone of its local times.
  public ZoneId zone() {
    return zone;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Timetable table && text.equals(table.text) && zone.equals(table.zone);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + zone.hashCode();
  }

  @Override
  public String toString() {
    return text + " in " + zone;
  }

  /// Finds ticks.
  @FunctionalInterface
  interface Ticks {
    /// As [Timetable#next].
    Optional<Instant> next(Instant after, Instant anchor);
  }
}
