package org.stepgate.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.stepgate.asl.JsonataException;
import org.stepgate.json.JsonPointer;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.schedules.CatchUp;
import org.stepgate.schedules.Overlap;
import org.stepgate.schedules.ScheduleConfig;
import org.stepgate.schedules.ScheduleInput;
import org.stepgate.schedules.Timetable;

/// Reads the sections of `schedules` by name.
final class SchedulesSection {
  private static final String KEY = "schedules";
  private static final String UTC = "UTC";

  private final Set<String> machines;
  private final SourceFile source;

  /// Reads schedules.
  ///
  /// @param machines the machines that they may name
  /// @param source the file, for places within expressions
  SchedulesSection(Set<String> machines, SourceFile source) {
    this.machines = machines;
    this.source = source;
  }

  List<ScheduleConfig> read(Section root) {
    return root.sectionsByName(KEY, this::schedule).values().stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<ScheduleConfig> schedule(Section section) {
    String name = section.name();
    String machine = RoutesSection.machine(section, machines).orElse("");
    ZoneId zone = section.parsed("timezone", "time zone", UTC, SchedulesSection::zone);
    if (!section.has("expression")) {
      section.missing("expression");
    }
    Optional<Timetable> timetable =
        section.parsed("expression", "cron, rate or at", text -> Timetable.parse(text, zone));
    ScheduleInput input =
        section
            .any("input", "JSON, or an expression as text")
            .map(value -> input(name, value))
            .orElse(ScheduleInput.TICK);
    Overlap overlap =
        section.choice("overlap", Overlap.class, SchedulesSection::lower, Overlap.SKIP);
    CatchUp usual = CatchUp.defaults();
    CatchUp.Policy policy =
        section.choice("catch-up", CatchUp.Policy.class, SchedulesSection::lower, usual.policy());
    Duration within =
        section.time("catch-up-within", usual.within(), Duration.ZERO, CatchUp.LONGEST);
    int max = section.count("catch-up-max", usual.max(), 1, CatchUp.MOST);
    boolean enabled = section.flag("enabled", true);
    return timetable.flatMap(table ->
        section.build(() ->
            new ScheduleConfig(
                name, machine, table, input, overlap, new CatchUp(policy, within, max), enabled)));
  }

  private ScheduleInput input(String schedule, JsonValue value) {
    try {
      return ScheduleInput.of(value);
    } catch (JsonataException e) {
      String text = value instanceof JsonString(String expression) ? expression : "";
      JsonPointer place = JsonPointer.ROOT.child(KEY).child(schedule).child("input");
      source.faultWithin(place, text, e.offset(), "input: " + e.getMessage());
      return ScheduleInput.TICK;
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      String near = Suggestion.hint(text, ZoneId.getAvailableZoneIds());
      throw new IllegalArgumentException(
          "expected a time zone such as Europe/Berlin, got '" + text + "'" + near, e);
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
