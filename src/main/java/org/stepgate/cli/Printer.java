package org.stepgate.cli;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// Prints results, for people or for programs. Confined to a thread.
final class Printer {
  private final PrintWriter out;
  private final boolean json;
  private final ZoneId zone;

  Printer(PrintWriter out, boolean json, ZoneId zone) {
    this.out = out;
    this.json = json;
    this.zone = zone;
  }

  /// The id of what was started: alone, so that a script can take it.
  void id(String id) {
    if (json) {
      value(JsonObject.of("id", new JsonValue.JsonString(id)));
    } else {
      print(PrintableText.line(id) + "\n");
    }
  }

  /// The head of a followed execution; programs get none.
  void started(String id) {
    if (!json) {
      print("execution " + PrintableText.line(id) + "\n");
    }
  }

  /// Prints events as they come: lines of progress, or each event as one line of JSON.
  Consumer<JsonObject> progress() {
    var text = new HistoryText(zone);
    return event -> {
      if (json) {
        print(PrintableText.line(JsonWriter.write(event)) + "\n");
      } else {
        text.progress(event).ifPresent(line -> print(line + "\n"));
      }
    };
  }

  /// The end of a followed execution: the output, or status, error and cause.
  void result(JsonObject execution) {
    JsonValue output = execution.get("output");
    if (json) {
      print(PrintableText.line(JsonWriter.write(execution)) + "\n");
    } else if (output != null) {
      print(PrintableText.json(JsonWriter.writePretty(output)) + "\n");
    } else {
      print(ExecutionText.description(execution, zone));
    }
  }

  /// An execution with all that is known.
  void execution(JsonObject execution) {
    if (json) {
      value(execution);
    } else {
      print(ExecutionText.description(execution, zone));
    }
  }

  /// A list of executions.
  void executions(JsonArray executions) {
    if (json) {
      value(executions);
    } else {
      print(ExecutionText.list(executions, zone));
    }
  }

  /// A list of schedules.
  void schedules(JsonArray schedules) {
    if (json) {
      value(schedules);
    } else {
      print(ScheduleText.list(schedules, zone));
    }
  }

  /// A schedule.
  void schedule(JsonObject schedule) {
    if (json) {
      value(schedule);
    } else {
      print(ScheduleText.list(JsonArray.of(schedule), zone));
    }
  }

  /// A list of approvals.
  void approvals(JsonArray approvals) {
    if (json) {
      value(approvals);
    } else {
      print(ApprovalText.list(approvals, zone));
    }
  }

  /// An approval with what was decided.
  void approval(JsonObject approval) {
    if (json) {
      value(approval);
    } else {
      print(ApprovalText.one(approval, zone));
    }
  }

  /// A history.
  void history(JsonArray events) {
    if (json) {
      value(events);
      return;
    }
    var text = new HistoryText(zone);
    var table = new Table("id", "time", "type", "about");
    for (JsonValue event : events) {
      if (event instanceof JsonObject object) {
        table.row(text.cells(object));
      }
    }
    print(table.toString());
  }

  private void value(JsonValue value) {
    print(PrintableText.json(JsonWriter.writePretty(value)) + "\n");
  }

  private void print(String text) {
    out.print(text);
    out.flush();
  }
}
