package org.stepgate.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;

/// Turns history events, in their order, into lines for people. Remembers the events that were
/// seen, so that the end of a state knows its beginning, also when branches run side by side.
/// Confined to a thread.
final class HistoryText {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final Set<String> ENDS =
      Set.of("ExecutionSucceeded", "ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut");
  private static final String ENTERED = "StateEntered";
  private static final String EXITED = "StateExited";
  private static final int TYPE_WIDTH = 9;

  private final ZoneId zone;
  private final Map<Long, Seen> seen = new HashMap<>();

  /// What is remembered of an event.
  private record Seen(long previous, String type, @Nullable String state, Instant time) {}

  HistoryText(ZoneId zone) {
    this.zone = zone;
  }

  /// Whether the event ends the execution.
  static boolean isEnd(JsonObject event) {
    return ENDS.contains(type(event));
  }

  /// The number of an event.
  static long id(JsonObject event) {
    return number(event, "id");
  }

  /// A line on the progress of an execution; empty for an event that says nothing new to people.
  Optional<String> progress(JsonObject event) {
    Seen now = remember(event);
    if (now.type().endsWith(ENTERED)) {
      String kind = now.type().substring(0, now.type().length() - ENTERED.length());
      return Optional.of(line(now, "entered", now.state() + "  (" + kind + ")"));
    }
    if (now.type().endsWith(EXITED)) {
      String span = since(now, ENTERED).map(took -> "  " + took).orElse("");
      return Optional.of(line(now, "exited", now.state() + span));
    }
    if (ENDS.contains(now.type())) {
      String how = now.type().substring("Execution".length()).toLowerCase(Locale.ROOT);
      String span = since(now, "ExecutionStarted").map(took -> "  " + took).orElse("");
      return Optional.of(line(now, how, "execution" + span + failure(event)));
    }
    return isTrouble(now.type())
        ? Optional.of(line(now, "trouble", now.type() + failure(event)))
        : Optional.empty();
  }

  /// The cells of a table: number, time, type, and what the event is about.
  String[] cells(JsonObject event) {
    Seen now = remember(event);
    String about = Optional.ofNullable(now.state()).orElse("") + failure(event);
    return new String[] {
      Long.toString(id(event)), CLOCK.format(now.time().atZone(zone)), now.type(), about.strip()
    };
  }

  private Seen remember(JsonObject event) {
    var now = new Seen(number(event, "previousEventId"), type(event), state(event), time(event));
    seen.put(id(event), now);
    return now;
  }

  private String line(Seen now, String what, String about) {
    return CLOCK.format(now.time().atZone(zone))
        + "  "
        + what
        + " ".repeat(Math.max(1, TYPE_WIDTH - what.length()))
        + PrintableText.line(about);
  }

  /// The time since the event that began what has ended now: the nearest one before it, in its own
  /// branch, of that type and of the same state.
  private Optional<String> since(Seen now, String beginning) {
    for (Seen at = seen.get(now.previous()); at != null; at = seen.get(at.previous())) {
      boolean sameState = now.state() == null || now.state().equals(at.state());
      if (at.type().endsWith(beginning) && sameState) {
        return Optional.of(ExecutionText.span(Duration.between(at.time(), now.time())));
      }
    }
    return beginning.equals("ExecutionStarted")
        ? Optional.ofNullable(seen.get(1L))
            .map(first -> ExecutionText.span(Duration.between(first.time(), now.time())))
        : Optional.empty();
  }

  private static boolean isTrouble(String type) {
    return type.endsWith("Failed") || type.endsWith("TimedOut") || type.endsWith("Aborted");
  }

  /// `: error: cause`, from whichever details object of the event has them.
  private static String failure(JsonObject event) {
    var text = new StringBuilder();
    for (JsonValue value : event.members().values()) {
      if (value instanceof JsonObject details) {
        for (String name : new String[] {"error", "cause"}) {
          String part = details.string(name);
          if (part != null && !part.isEmpty()) {
            text.append(": ").append(part);
          }
        }
      }
    }
    return text.toString();
  }

  private static @Nullable String state(JsonObject event) {
    for (String details : new String[] {"stateEnteredEventDetails", "stateExitedEventDetails"}) {
      if (event.get(details) instanceof JsonObject object) {
        return object.string("name");
      }
    }
    return null;
  }

  private static String type(JsonObject event) {
    String type = event.string("type");
    return type == null ? "" : type;
  }

  private static Instant time(JsonObject event) {
    return event.get("timestamp") instanceof JsonNumber seconds
        ? Instant.ofEpochMilli(
            seconds.toBigDecimal().multiply(BigDecimal.valueOf(1_000)).longValue())
        : Instant.EPOCH;
  }

  private static long number(JsonObject event, String name) {
    return event.get(name) instanceof JsonNumber number && number.isLong() ? number.toLong() : 0;
  }
}
