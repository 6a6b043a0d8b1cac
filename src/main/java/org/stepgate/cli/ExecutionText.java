package org.stepgate.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// Shows what the control API says of executions, for people.
final class ExecutionText {
  private static final int LABEL_WIDTH = 10;
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private ExecutionText() {}

  /// One execution: a line for each thing known, then input and output.
  static String description(JsonObject execution, ZoneId zone) {
    var text = new StringBuilder();
    for (String name : List.of("id", "status", "route", "machineArn", "arn")) {
      label(text, name.equals("machineArn") ? "machine" : name, execution.string(name));
    }
    label(text, "started", time(execution.string("startTime"), zone));
    label(text, "ended", time(execution.string("stopTime"), zone));
    label(text, "took", took(execution));
    for (String name : List.of("error", "cause", "traceparent")) {
      label(text, name, execution.string(name));
    }
    for (String name : List.of("input", "output")) {
      JsonValue value = execution.get(name);
      if (value != null) {
        text.append('\n')
            .append(name)
            .append(":\n")
            .append(PrintableText.json(JsonWriter.writePretty(value)))
            .append('\n');
      }
    }
    return text.toString();
  }

  /// A list of executions as a table.
  static String list(JsonArray executions, ZoneId zone) {
    var table = new Table("id", "status", "started", "took", "error");
    for (JsonValue each : executions) {
      if (each instanceof JsonObject execution) {
        table.row(
            orEmpty(execution.string("id")),
            orEmpty(execution.string("status")),
            orEmpty(time(execution.string("startTime"), zone)),
            orEmpty(took(execution)),
            orEmpty(execution.string("error")));
      }
    }
    return table.toString();
  }

  /// A time span in the unit that suits it: `351 ms`, `12.3 s`, `4 m 5 s`, `2 h 3 m`.
  static String span(Duration span) {
    if (span.compareTo(Duration.ofSeconds(1)) < 0) {
      return span.toMillis() + " ms";
    }
    if (span.compareTo(Duration.ofMinutes(1)) < 0) {
      return "%d.%d s".formatted(span.toSeconds(), span.toMillisPart() / 100);
    }
    return span.compareTo(Duration.ofHours(1)) < 0
        ? "%d m %d s".formatted(span.toMinutes(), span.toSecondsPart())
        : "%d h %d m".formatted(span.toHours(), span.toMinutesPart());
  }

  private static void label(StringBuilder text, String label, @Nullable String value) {
    if (value != null) {
      text.append(label)
          .repeat(' ', Math.max(1, LABEL_WIDTH - label.length()))
          .append(PrintableText.line(value))
          .append('\n');
    }
  }

  private static @Nullable String took(JsonObject execution) {
    Instant start = instant(execution.string("startTime"));
    Instant stop = instant(execution.string("stopTime"));
    return start == null || stop == null ? null : span(Duration.between(start, stop));
  }

  static @Nullable String time(@Nullable String text, ZoneId zone) {
    Instant time = instant(text);
    return time == null ? text : LOCAL.format(time.atZone(zone));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
