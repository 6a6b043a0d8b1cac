package org.stepgate.schedules;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The ticks of a cron expression. Immutable.
final class CronTicks implements Timetable.Ticks {
  /*
   * The library looks for the next local time in UTC, which has no gaps, so what happens where the
   * clocks are changed is decided here and nowhere else:
   *
   *   - An expression that names hours (`30 2 * * *`) ticks once a local time. A time that the
   *     clocks skip ticks at the moment at which they are put forward, and several such times are
   *     one tick; of a time that comes twice, the first counts.
   *   - An expression for every hour (the hour is `*`, `*` with a step, `0/1` or `0-23`) follows the time
   *     that passes: it does not tick in a skipped hour, and ticks in both passes of a doubled one.
   *
   * That is what Vixie's cron does for jobs with fixed hours and with wildcards.
   */

  private static final CronDefinition UNIX =
      CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
  private static final CronDefinition EVENT_BRIDGE =
      CronDefinitionBuilder.defineCron()
          .withMinutes()
          .withStrictRange()
          .and()
          .withHours()
          .withStrictRange()
          .and()
          .withDayOfMonth()
          .withValidRange(1, 31)
          .supportsL()
          .supportsW()
          .supportsLW()
          .supportsQuestionMark()
          .and()
          .withMonth()
          .withValidRange(1, 12)
          .and()
          .withDayOfWeek()
          .withValidRange(1, 7)
          .withMondayDoWValue(2)
          .supportsHash()
          .supportsL()
          .supportsQuestionMark()
          .and()
          .withYear()
          .withValidRange(1970, 2199)
          .withStrictRange()
          .and()
          .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
          .instance();

  private static final Pattern EVERY_HOUR = Pattern.compile("\\*(/[0-9]+)?|0/1|0-23(/1)?");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int MAX_CHARACTERS = 200;
  private static final List<String> UNIX_FIELDS =
      List.of("minute", "hour", "day of month", "month", "day of week");
  private static final List<String> EVENT_BRIDGE_FIELDS =
      List.of("minute", "hour", "day of month", "month", "day of week", "year");
  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");
  private static final String LIBRARY_PREFIX = "Failed to parse cron expression. ";

  private final ExecutionTime times;
  private final ZoneId zone;
  private final boolean everyHour;

  private CronTicks(ExecutionTime times, ZoneId zone, boolean everyHour) {
    this.times = times;
    this.zone = zone;
    this.everyHour = everyHour;
  }

  /// The five fields of UNIX cron.
  ///
  /// @throws IllegalArgumentException when it is none
  static CronTicks unix(String expression, ZoneId zone) {
    return parse(UNIX, UNIX_FIELDS, expression, zone);
  }

  /// The six fields of EventBridge Scheduler, without `cron(` and `)`.
  ///
  /// @throws IllegalArgumentException when it is none
  static CronTicks eventBridge(String expression, ZoneId zone) {
    return parse(EVENT_BRIDGE, EVENT_BRIDGE_FIELDS, expression, zone);
  }

  private static CronTicks parse(
      CronDefinition definition, List<String> fields, String expression, ZoneId zone) {
    if (expression.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "a cron expression has " + MAX_CHARACTERS + " characters at most");
    }
    checkShape(fields, expression);
    Cron cron;
    try {
      cron = new CronParser(definition).parse(expression).validate();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not a cron expression: " + String.valueOf(e.getMessage()).replace(LIBRARY_PREFIX, ""),
          e);
    }
    String hours = BLANKS.split(expression, -1)[1];
    return new CronTicks(ExecutionTime.forCron(cron), zone, EVERY_HOUR.matcher(hours).matches());
  }

  /// Says of the usual mistakes what is to be written, which the library does not.
  private static void checkShape(List<String> fields, String expression) {
    if (expression.startsWith("@")) {
      String written = NICKNAMES.get(expression);
      throw new IllegalArgumentException(
          "not a cron expression: nicknames such as '"
              + expression
              + "' are not taken"
              + (written == null ? "" : "; write '" + written + "'"));
    }
    int got = BLANKS.split(expression.strip(), -1).length;
    if (got != fields.size()) {
      throw new IllegalArgumentException(
          "not a cron expression: expected %d fields (%s), got %d"
              .formatted(fields.size(), String.join(", ", fields), got));
    }
  }

  @Override
  public Optional<Instant> next(Instant after, Instant anchor) {
    return everyHour ? nextElapsed(after) : nextNamed(after);
  }

  /// Moments never fall as local times rise, so the first later one is the answer.
  private Optional<Instant> nextNamed(Instant after) {
    Optional<LocalDateTime> time = nextLocal(LocalDateTime.ofInstant(after, zone));
    while (time.isPresent()) {
      Instant moment = LocalTimes.first(time.get(), zone);
      if (moment.isAfter(after)) {
        return Optional.of(moment);
      }
      time = nextLocal(time.get());
    }
    return Optional.empty();
  }

  /// Looks within one offset after the other.
  private Optional<Instant> nextElapsed(Instant after) {
    ZoneRules rules = zone.getRules();
    Instant from = after;
    LocalDateTime local = LocalDateTime.ofInstant(after, zone);
    while (true) {
      Optional<LocalDateTime> time = nextLocal(local);
      if (time.isEmpty()) {
        return Optional.empty();
      }
      Instant moment = time.get().toInstant(rules.getOffset(from));
      ZoneOffsetTransition change = rules.nextTransition(from);
      if (change == null || moment.isBefore(change.getInstant())) {
        return Optional.of(moment);
      }
      from = change.getInstant();
      local = change.getDateTimeAfter().minusSeconds(1);
    }
  }

  private Optional<LocalDateTime> nextLocal(LocalDateTime after) {
    return times
        .nextExecution(after.withNano(0).atZone(ZoneOffset.UTC))
        .map(time -> time.toLocalDateTime());
  }
}
