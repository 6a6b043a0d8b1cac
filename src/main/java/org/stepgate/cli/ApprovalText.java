package org.stepgate.cli;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// Shows what the control API says of approvals, for people.
final class ApprovalText {
  private ApprovalText() {}

  /// Approvals as a table; times are in `zone`.
  static String list(JsonArray approvals, ZoneId zone) {
    var table = new Table("id", "question", "requester", "asked", "deadline", "status");
    for (JsonValue each : approvals) {
      if (each instanceof JsonObject approval) {
        table.row(
            orEmpty(approval.string("id")),
            orEmpty(approval.string("question")),
            requester(approval),
            orEmpty(ExecutionText.time(approval.string("asked"), zone)),
            orEmpty(ExecutionText.time(approval.string("deadline"), zone)),
            orEmpty(approval.string("status")));
      }
    }
    return table.toString();
  }

  /// One approval with what was decided, a line for each fact.
  static String one(JsonObject approval, ZoneId zone) {
    var lines = new ArrayList<String>();
    line(lines, "id", approval.string("id"));
    line(lines, "question", approval.string("question"));
    line(lines, "status", approval.string("status"));
    line(lines, "execution", approval.string("execution"));
    line(lines, "requester", requester(approval));
    line(lines, "asked", ExecutionText.time(approval.string("asked"), zone));
    line(lines, "deadline", ExecutionText.time(approval.string("deadline"), zone));
    line(lines, "closed", ExecutionText.time(approval.string("closed"), zone));
    line(lines, "approvers", counts(approval.get("approvers")));
    line(lines, "missing", counts(approval.get("missing")));
    if (approval.get("decisions") instanceof JsonArray decisions) {
      for (JsonValue each : decisions) {
        if (each instanceof JsonObject decision) {
          String reason = decision.string("reason");
          line(
              lines,
              orEmpty(decision.string("decision")),
              orEmpty(decision.string("subject"))
                  + " at "
                  + orEmpty(ExecutionText.time(decision.string("time"), zone))
                  + (reason == null ? "" : ": " + reason));
        }
      }
    }
    JsonValue input = approval.get("input");
    line(lines, "input", input == null ? null : JsonWriter.write(input));
    return String.join("\n", lines) + "\n";
  }

  private static void line(List<String> lines, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      lines.add("%-10s ".formatted(name) + PrintableText.line(value));
    }
  }

  private static String counts(@Nullable JsonValue groups) {
    var texts = new ArrayList<String>();
    if (groups instanceof JsonObject byGroup) {
      byGroup.members().forEach((group, count) -> texts.add(count + " of " + group));
    }
    return String.join(", ", texts);
  }

  private static String requester(JsonObject approval) {
    return approval.get("requester") instanceof JsonObject person
        ? orEmpty(person.string("subject"))
        : "";
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
