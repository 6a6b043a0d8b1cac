package org.stepgate.approvals;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.principal.Principal;

/// A question that people decide.
///
/// @param id names it
/// @param activity the name of the activity
/// @param execution the id of the execution that waits
/// @param executionArn its ARN
/// @param state the state that asks
/// @param question what is asked, one line
/// @param input the JSON text of the task's input
/// @param requester who started the execution
/// @param rule how it is decided
/// @param asked when it was asked
/// @param deadline when it ends by itself; null for never
/// @param status how it stands
/// @param closed when it ended; null while it is pending
/// @param decisions in the order in which they came
public record Approval(
    String id,
    String activity,
    String execution,
    String executionArn,
    String state,
    String question,
    String input,
    Principal requester,
    ApprovalRule rule,
    Instant asked,
    @Nullable Instant deadline,
    Status status,
    @Nullable Instant closed,
    List<Decision> decisions) {
  /// How an approval stands.
  public enum Status {
    /// It waits for people.
    PENDING,
    /// People have approved.
    APPROVED,
    /// Somebody has rejected it.
    REJECTED,
    /// Its deadline is over.
    EXPIRED,
    /// The task that asked has ended otherwise.
    WITHDRAWN
  }

  /// Copies the list.
  public Approval {
    decisions = List.copyOf(decisions);
  }

  /// How it has ended, in a sentence that names who has decided and when; empty while it is
  /// pending.
  public String ending() {
    String time = closed == null ? "" : " at " + closed.truncatedTo(ChronoUnit.SECONDS);
    return switch (status) {
      case PENDING -> "";
      case APPROVED -> "It was approved" + time + by(true) + ".";
      case REJECTED -> "It was rejected" + time + by(false) + ".";
      case EXPIRED -> "It expired" + time + ".";
      case WITHDRAWN -> "It was withdrawn" + time + ": the task that asked has ended otherwise.";
    };
  }

  private String by(boolean approving) {
    String people =
        decisions.stream()
            .filter(decision -> decision.approves() == approving)
            .map(decision ->
                decision.subject()
                    + (decision.reason() == null ? "" : " (" + decision.reason() + ")"))
            .collect(Collectors.joining(", "));
    return people.isEmpty() ? "" : " by " + people;
  }

  /// The approval once a decision has ended it.
  public Approval closed(Status end, Decision last) {
    var all = new ArrayList<>(decisions);
    all.add(last);
    return new Approval(
        id,
        activity,
        execution,
        executionArn,
        state,
        question,
        input,
        requester,
        rule,
        asked,
        deadline,
        end,
        last.time(),
        all);
  }

  /// Whether somebody is the one who started the execution.
  public boolean isRequestedBy(Principal person) {
    return requester.issuer().equals(person.issuer())
        && requester.subject().equals(person.subject());
  }

  /// Whether a decision of somebody would count now.
  public boolean waitsFor(Principal person, Instant now) {
    return status == Status.PENDING
        && (deadline == null || now.isBefore(deadline))
        && !isRequestedBy(person)
        && !rule.countingGroups(person).isEmpty()
        && decisions.stream().noneMatch(each -> each.isOf(person));
  }

  /// The approval as it is shown in lists and messages: all but the input.
  public JsonObject brief() {
    return shown().build();
  }

  /// The approval as it is shown, with the input.
  public JsonObject whole() {
    return shown().put("input", JsonReader.read(input, JsonLimits.STORED)).build();
  }

  private JsonObject.Builder shown() {
    var shown =
        JsonObject.builder()
            .put("id", id)
            .put("status", status.name())
            .put("question", question)
            .put("activity", activity)
            .put("execution", execution)
            .put("executionArn", executionArn)
            .put("state", state)
            .put("requester", brief(requester))
            .put("asked", asked.toString())
            .putIfPresent("deadline", deadline == null ? null : deadline.toString())
            .putIfPresent("closed", closed == null ? null : closed.toString())
            .put("approvers", numbers(rule.quorums()))
            .put("people", rule.people())
            .put("reasonRequired", rule.reasonRequired());
    if (status == Status.PENDING) {
      SequencedMap<String, Integer> missing = rule.missing(decisions);
      Integer people = missing.remove("");
      shown.put("missing", numbers(missing)).put("missingPeople", people == null ? 0 : people);
    }
    return shown.put("decisions", JsonValue.array(decisions, Decision::toJson));
  }

  /// A person without claims.
  static JsonObject brief(Principal person) {
    return JsonObject.builder()
        .put("subject", person.subject())
        .put("issuer", person.issuer())
        .put("groups", JsonValue.array(person.groups(), JsonString::new))
        .build();
  }

  private static JsonObject numbers(SequencedMap<String, Integer> byGroup) {
    var numbers = JsonObject.builder();
    byGroup.forEach((group, number) -> numbers.put(group, number));
    return numbers.build();
  }
}
