package org.stepgate.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.approvals.Approval;
import org.stepgate.approvals.ApprovalRule;
import org.stepgate.approvals.ApprovalStore;
import org.stepgate.approvals.Decision;
import org.stepgate.approvals.Judge;
import org.stepgate.approvals.Question;
import org.stepgate.approvals.Verdict;
import org.stepgate.embedded.ApprovalRules;
import org.stepgate.embedded.EmbeddedApprovals;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.notifications.CloudEvent;
import org.stepgate.notifications.NotificationsConfig;
import org.stepgate.principal.Principal;
import org.stepgate.store.ApprovalDecision;
import org.stepgate.store.ApprovalRow;
import org.stepgate.store.ApprovalStatus;
import org.stepgate.store.ApprovalVerdict;
import org.stepgate.store.AskedApproval;
import org.stepgate.store.NewApproval;
import org.stepgate.store.OutgoingMessage;
import org.stepgate.store.Store;
import org.stepgate.store.Write;

/// Approvals in the store, by the rules of the configuration in force.
///
/// Threads: safe for use by any.
final class StoredApprovals implements ApprovalStore, ApprovalRules {
  private static final String EVENT = "org.stepgate.approval.";
  private static final String PATH = "/stepgate/approvals/";
  private static final Logger log = LogManager.getLogger(StoredApprovals.class);

  /// Overdue approvals are looked for that often.
  static final Duration EXPIRY = Duration.ofSeconds(5);

  /// A state without a limit of its own has one of three years, which is none for people.
  private static final Duration NO_LIMIT = Duration.ofDays(366);

  private final Store store;
  private final EmbeddedApprovals engine;
  private volatile Map<String, ApprovalRule> rules = Map.of();
  private volatile String source = NotificationsConfig.defaults().source();

  StoredApprovals(Store store, EmbeddedApprovals engine) {
    this.store = store;
    this.engine = engine;
  }

  /// Goes by these rules from now on, by the names of activities. Questions that were asked before
  /// keep theirs.
  ///
  /// @param nextSource the source of events
  void use(Map<String, ApprovalRule> next, String nextSource) {
    source = nextSource;
    rules = Map.copyOf(next);
    engine.use(this, next.keySet());
  }

  /// Ends the approvals whose deadline is over; a failure is logged, and the next call tries again.
  void expire() {
    try {
      engine.expire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("approvals.not_expired", e);
    }
  }

  // ---- what is asked

  @Override
  public boolean decides(String activity) {
    return rules.containsKey(activity);
  }

  @Override
  public Optional<NewApproval> ask(Task task) {
    ApprovalRule rule = rules.get(task.activity());
    if (rule == null) {
      return Optional.empty();
    }
    JsonValue input = JsonReader.read(task.input(), JsonLimits.STORED);
    var asked =
        new AskedApproval(
            task.id(),
            task.activity(),
            task.execution(),
            task.executionArn(),
            task.state(),
            Question.of(rule.question(), task.activity(), input),
            task.input(),
            task.caller(),
            rule.toJson().toString(),
            task.asked(),
            deadline(rule, task));
    var row = new ApprovalRow(0, asked, ApprovalStatus.PENDING, null, List.of());
    return Optional.of(new NewApproval(asked, events(approval(row), "asked", task.asked())));
  }

  /// What is told of an approval: one message for each target of its rule.
  private List<OutgoingMessage> events(Approval approval, String what, Instant time) {
    String id = approval.id() + "-" + what;
    return approval.rule().tells().stream()
        .map(target ->
            new OutgoingMessage(
                id,
                target,
                new CloudEvent(
                        id,
                        source,
                        EVENT + what,
                        approval.executionArn(),
                        time,
                        approval.brief().toBuilder().put("path", PATH + approval.id()).build())
                    .text(),
                time))
        .toList();
  }

  private static @Nullable Instant deadline(ApprovalRule rule, Task task) {
    Duration own = rule.deadline();
    boolean limited = task.timeLimit().compareTo(NO_LIMIT) <= 0;
    if (own == null || (limited && task.timeLimit().compareTo(own) < 0)) {
      return limited ? task.asked().plus(task.timeLimit()) : null;
    }
    return task.asked().plus(own);
  }

  // ---- what is decided

  @Override
  public Optional<Approval> find(String id) {
    return store.approval(id).map(StoredApprovals::approval);
  }

  @Override
  public List<Numbered> list(Approval.@Nullable Status status, long before, int limit) {
    ApprovalStatus stored = status == null ? null : ApprovalStatus.valueOf(status.name());
    return store.approvals(stored, before, limit).stream()
        .map(row -> new Numbered(row.number(), approval(row)))
        .toList();
  }

  @Override
  public Optional<Judged> decide(String id, Instant now, Function<Approval, Verdict> judge)
      throws InterruptedException {
    Optional<Write.Decided> decided =
        engine.decide(
            id,
            now,
            row -> {
              Approval before = approval(row);
              return stored(before, judge.apply(before));
            });
    return decided.map(end -> new Judged(verdict(end), approval(end.after())));
  }

  private ApprovalVerdict stored(Approval before, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refused(var why) -> new ApprovalVerdict.Stands(why.name());
      case Verdict.Repeated _ -> new ApprovalVerdict.Stands("");
      case Verdict.Recorded(var decision) -> new ApprovalVerdict.Recorded(stored(decision));
      case Verdict.Approved(var decision, var output) ->
          new ApprovalVerdict.Approved(
              stored(decision),
              output,
              events(
                  before.closed(Approval.Status.APPROVED, decision), "approved", decision.time()));
      case Verdict.Rejected(var decision, var output) ->
          new ApprovalVerdict.Rejected(
              stored(decision),
              Judge.REJECTED,
              output.toString(),
              events(
                  before.closed(Approval.Status.REJECTED, decision), "rejected", decision.time()));
    };
  }

  private static Verdict verdict(Write.Decided decided) {
    return switch (decided.verdict()) {
      case ApprovalVerdict.Stands(var why) ->
          why.isEmpty()
              ? new Verdict.Repeated()
              : new Verdict.Refused(Verdict.Refusal.valueOf(why));
      case ApprovalVerdict.Recorded(var decision) -> new Verdict.Recorded(decision(decision));
      case ApprovalVerdict.Approved(var decision, var output, var _) ->
          new Verdict.Approved(decision(decision), (JsonObject) output);
      case ApprovalVerdict.Rejected(var decision, var _, var cause, var _) ->
          new Verdict.Rejected(decision(decision), object(cause));
    };
  }

  // ---- forms

  private static Approval approval(ApprovalRow row) {
    AskedApproval asked = row.asked();
    return new Approval(
        asked.id(),
        asked.activity(),
        asked.execution(),
        asked.executionArn(),
        asked.state(),
        asked.question(),
        asked.input(),
        person(object(asked.requester())),
        ApprovalRule.ofJson(object(asked.rule())),
        asked.asked(),
        asked.deadline(),
        Approval.Status.valueOf(row.status().name()),
        row.closed(),
        row.decisions().stream().map(StoredApprovals::decision).toList());
  }

  private static Principal person(JsonObject form) {
    String issuer = form.string("issuer");
    String subject = form.string("subject");
    return new Principal(
        issuer == null ? "?" : issuer,
        subject == null ? "?" : subject,
        texts(form.get("groups")),
        JsonObject.EMPTY);
  }

  private static ApprovalDecision stored(Decision decision) {
    return new ApprovalDecision(
        decision.issuer(),
        decision.subject(),
        decision.time(),
        decision.approves(),
        JsonValue.array(decision.groups(), JsonString::new).toString(),
        decision.reason(),
        decision.key());
  }

  private static Decision decision(ApprovalDecision stored) {
    return new Decision(
        stored.issuer(),
        stored.subject(),
        stored.time(),
        stored.approves(),
        texts(JsonReader.read(stored.groups(), JsonLimits.STORED)),
        stored.reason(),
        stored.key());
  }

  private static List<String> texts(@Nullable JsonValue array) {
    return array instanceof JsonArray values
        ? values.stream()
            .filter(JsonString.class::isInstance)
            .map(each -> ((JsonString) each).value())
            .toList()
        : List.of();
  }

  private static JsonObject object(String text) {
    return (JsonObject) JsonReader.read(text, JsonLimits.STORED);
  }
}
