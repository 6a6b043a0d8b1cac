package org.stepgate.approvals;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.principal.Principal;

/// Who decides the tasks of an activity, and how. Whoever started the execution never does.
///
/// @param quorums how many members of each group have to approve; all groups are needed. A person
///   counts for each of the groups that they are in
/// @param people how many people have to approve in all
/// @param reasonRequired whether a decision needs a reason
/// @param deadline how long people may take; null for as long as the state may
/// @param question what is asked, see [Question]; null for what the input says
/// @param tells the targets that are told of the question and of its end
public record ApprovalRule(
    SequencedMap<String, Integer> quorums,
    int people,
    boolean reasonRequired,
    @Nullable Duration deadline,
    @Nullable String question,
    List<String> tells) {
  /// The largest quorum.
  public static final int MOST_PEOPLE = 100;

  /// Copies the collections and checks the numbers.
  ///
  /// @throws IllegalArgumentException when there is no group, or a number is out of its range
  public ApprovalRule {
    quorums = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(quorums));
    tells = List.copyOf(tells);
    if (quorums.isEmpty()) {
      throw new IllegalArgumentException("an approval needs at least one group of approvers");
    }
    if (quorums.values().stream().anyMatch(each -> each < 1 || each > MOST_PEOPLE)
        || people < 1
        || people > MOST_PEOPLE) {
      throw new IllegalArgumentException("a quorum is 1 to " + MOST_PEOPLE + " people");
    }
    if (deadline != null && !deadline.isPositive()) {
      throw new IllegalArgumentException("a deadline is later than the question");
    }
  }

  /// The groups of somebody that count, sorted.
  public List<String> countingGroups(Principal person) {
    Set<String> counting = new TreeSet<>(person.groups());
    counting.retainAll(quorums.keySet());
    return List.copyOf(counting);
  }

  /// What is still needed when these people have approved: people by group, and in all under the
  /// empty name. Empty when nothing is.
  ///
  /// @param approvals the decisions; those that do not approve count for nothing
  public SequencedMap<String, Integer> missing(List<Decision> approvals) {
    List<Decision> yes = approvals.stream().filter(Decision::approves).toList();
    var missing = new LinkedHashMap<String, Integer>();
    quorums.forEach((group, quorum) -> {
      long have = yes.stream().filter(each -> each.groups().contains(group)).count();
      if (have < quorum) {
        missing.put(group, quorum - (int) have);
      }
    });
    if (yes.size() < people) {
      missing.put("", people - yes.size());
    }
    return missing;
  }

  /// The rule as JSON: `version`, `quorums`, `people`, `reasonRequired`, and when there are such
  /// `deadlineMillis`, `question` and `notify`.
  public JsonObject toJson() {
    var groups = JsonObject.builder();
    quorums.forEach((group, quorum) -> groups.put(group, quorum));
    return JsonObject.builder()
        .put("version", 1)
        .put("quorums", groups.build())
        .put("people", people)
        .put("reasonRequired", reasonRequired)
        .putIfPresent("deadlineMillis", deadline == null ? null : number(deadline.toMillis()))
        .putIfPresent("question", question)
        .put("notify", JsonValue.array(tells, JsonString::new))
        .build();
  }

  private static JsonValue number(long value) {
    return JsonNumber.of(value);
  }

  /// The rule that [#toJson] has given.
  ///
  /// @throws IllegalArgumentException when it is none
  public static ApprovalRule ofJson(JsonObject json) {
    if (!(json.get("version") instanceof JsonNumber version)
        || version.toLong() != 1
        || !(json.get("quorums") instanceof JsonObject groups)
        || !(json.get("people") instanceof JsonNumber people)
        || !(json.get("notify") instanceof JsonValue.JsonArray tells)) {
      throw new IllegalArgumentException("not a stored rule of approvals");
    }
    var quorums = new LinkedHashMap<String, Integer>();
    groups
        .members()
        .forEach(
            (group, quorum) -> quorums.put(group, Math.toIntExact(((JsonNumber) quorum).toLong())));
    return new ApprovalRule(
        quorums,
        Math.toIntExact(people.toLong()),
        JsonBoolean.TRUE.equals(json.get("reasonRequired")),
        json.get("deadlineMillis") instanceof JsonNumber millis
            ? Duration.ofMillis(millis.toLong())
            : null,
        json.string("question"),
        tells.stream().map(each -> ((JsonString) each).value()).toList());
  }
}
