package org.stepgate.schedules;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.stepgate.json.JsonValue.JsonObject;

/// One schedule as it is configured.
///
/// @param name 1 to 60 letters, digits, `.`, `_`, `-`
/// @param machine the name of the state machine
/// @param timetable when it ticks
/// @param input the input of its executions
/// @param overlap what a tick does while an earlier execution runs
/// @param catchUp what becomes of missed ticks
/// @param enabled whether it ticks at all
public record ScheduleConfig(
    String name,
    String machine,
    Timetable timetable,
    ScheduleInput input,
    Overlap overlap,
    CatchUp catchUp,
    boolean enabled) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,60}");

  /// As `20260131T120000Z`: 80 characters are left for a name in all.
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// Checks the name.
  public ScheduleConfig {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a schedule has 1 to 60 letters, digits, dots, underscores and hyphens");
    }
  }

  /// The name of the execution of a tick: it is the guard against a second one.
  String executionName(Instant tick) {
    return name + "-" + STAMP.format(tick);
  }

  /// What ticks are counted by. When it changes, the schedule begins anew: ticks before that moment
  /// are not made up for.
  String definition() {
    return timetable.text() + "\n" + timetable.zone() + "\n" + enabled;
  }

  /// What expressions see as `$schedule`.
  JsonObject toJson(Instant tick) {
    return JsonObject.builder()
        .put("name", name)
        .put("expression", timetable.text())
        .put("timezone", timetable.zone().getId())
        .put("time", tick.toString())
        .build();
  }
}
