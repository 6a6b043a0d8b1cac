package org.stepgate.cli;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonObject;

/// Shows what the control API says of schedules, for people.
final class ScheduleText {
  private ScheduleText() {}

  /// Schedules as a table; times are in `zone`.
  static String list(JsonArray schedules, ZoneId zone) {
    var table = new Table("name", "machine", "expression", "next", "last", "outcome");
    for (JsonValue each : schedules) {
      if (each instanceof JsonObject schedule) {
        JsonObject last =
            schedule.get("last") instanceof JsonObject object ? object : JsonObject.EMPTY;
        table.row(
            orEmpty(schedule.string("name")),
            orEmpty(schedule.string("machine")),
            orEmpty(schedule.string("expression")) + " " + orEmpty(schedule.string("timezone")),
            next(schedule, zone),
            orEmpty(ExecutionText.time(last.string("tick"), zone)),
            outcome(last));
      }
    }
    return table.toString();
  }

  private static String next(JsonObject schedule, ZoneId zone) {
    if (JsonBoolean.of(true).equals(schedule.get("paused"))) {
      return "paused by " + orEmpty(schedule.string("pausedBy"));
    }
    if (JsonBoolean.of(false).equals(schedule.get("enabled"))) {
      return "disabled";
    }
    String next = ExecutionText.time(schedule.string("next"), zone);
    return next == null ? "never" : next;
  }

  private static String outcome(JsonObject last) {
    String detail = last.string("detail");
    return orEmpty(last.string("outcome")) + (detail == null ? "" : ": " + detail);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
