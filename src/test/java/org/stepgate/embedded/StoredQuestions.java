package org.stepgate.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.store.ApprovalDecision;
import org.stepgate.store.ApprovalRow;
import org.stepgate.store.ApprovalStatus;
import org.stepgate.store.ApprovalVerdict;
import org.stepgate.store.AskedApproval;
import org.stepgate.store.NewApproval;
import org.stepgate.store.OutgoingMessage;
import org.stepgate.store.QueuedMessage;
import org.stepgate.store.ScheduleRow;
import org.stepgate.store.Write;

/// What a database of [StoredFormat] holds from schema 7 on: approvals in each of their states with
/// their messages, schedules in each of theirs, and a receiver that wants nothing any more.
final class StoredQuestions {
  /// The machine that asks.
  static final String MACHINE = "release";

  /// How many executions wait for people in a fixture.
  static final int RUNNING = 2;

  static final String DEFINITION =
      """
      {"StartAt":"Ask","States":{
        "Ask":{"Type":"Task","Resource":"arn:aws:states:us-east-1:123456789012:activity:release",
          "Catch":[{"ErrorEquals":["No"],"Next":"Told"}],"Next":"Told"},
        "Told":{"Type":"Pass","End":true}}}\
      """;

  private static final int FIRST_SCHEMA = 7;
  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");
  private static final String RECEIVER = "https://gone.example/hook";
  private static final String NIGHTLY = "0 3 * * *\nUTC\ntrue";

  private StoredQuestions() {}

  /// What is asked for a task, and a message that it is.
  static NewApproval question(ApprovalRules.Task task, String rule, @Nullable Instant deadline) {
    return new NewApproval(
        new AskedApproval(
            task.id(),
            task.activity(),
            task.execution(),
            task.executionArn(),
            task.state(),
            "Release?",
            task.input(),
            task.caller(),
            rule,
            task.asked(),
            deadline),
        List.of(new OutgoingMessage(task.id() + "-asked", "chat", "{}", task.asked())));
  }

  private static final class Rules implements ApprovalRules {
    @Override
    public boolean decides(String activity) {
      return activity.equals(MACHINE);
    }

    @Override
    public Optional<NewApproval> ask(Task task) {
      return Optional.of(question(task, "{\"approvers\":{\"g\":2}}", FAR));
    }
  }

  /// Has people decide at a worker.
  static void use(Pool.Worker worker) {
    worker.engine.approvals().use(new Rules(), List.of(MACHINE));
  }

  // ---- making one

  /// Adds everything to a database that is being made.
  static void make(Pool.Worker worker) throws Exception {
    for (String name : List.of("asked", "halfway", "approved", "rejected")) {
      worker.start(MACHINE, name, "{\"name\":\"app\"}");
    }
    decide(worker, "halfway", new ApprovalVerdict.Recorded(decision("alice", true)));
    decide(worker, "approved", new ApprovalVerdict.Recorded(decision("alice", true)));
    decide(worker, "approved", approved("approved"));
    decide(
        worker,
        "rejected",
        new ApprovalVerdict.Rejected(
            decision("bob", false), "No", "because", List.of(message("rejected"))));
    var _ = worker.ended(MACHINE, "approved");
    var _ = worker.ended(MACHINE, "rejected");
    claim(worker, 1);

    var definitions = Map.of("nightly", NIGHTLY, "paused", NIGHTLY, "new", NIGHTLY);
    var _ = worker.store.write(new Write.DefineSchedules(1, definitions, THEN)).join();
    Instant tick = THEN.plus(Duration.ofHours(1));
    var _ = worker.store.write(new Write.ClaimTick("nightly", THEN, tick, worker.id)).join();
    var settled = new Write.SettledTick(tick, "STARTED", Pool.id("rest", "n").toString(), "late");
    var _ =
        worker.store.write(new Write.SettleTicks("nightly", THEN, tick, worker.id, settled)).join();
    var _ =
        worker
            .store
            .write(new Write.ClaimTick("nightly", tick, tick.plus(Duration.ofHours(1)), worker.id))
            .join();
    var _ = worker.store.write(new Write.PauseSchedule("paused", "carol", tick)).join();
    var _ = worker.store.write(new Write.DisableTarget(RECEIVER, THEN)).join();
  }

  private static ApprovalDecision decision(String who, boolean approves) {
    return new ApprovalDecision(
        "https://idp", who, THEN, approves, "[\"g\"]", approves ? null : "because", "key-" + who);
  }

  private static ApprovalVerdict approved(String name) {
    return new ApprovalVerdict.Approved(
        decision("bob", true), Pool.json("{\"by\":\"bob\"}"), List.of(message(name)));
  }

  private static OutgoingMessage message(String name) {
    return new OutgoingMessage(name + "-decided", "chat", "{\"text\":\"ok\"}", THEN);
  }

  private static void decide(Pool.Worker worker, String name, ApprovalVerdict verdict)
      throws InterruptedException {
    String execution = Pool.id(MACHINE, name).toString();
    for (ApprovalRow row : approvals(worker)) {
      if (row.asked().execution().equals(execution)) {
        var _ = worker.engine.approvals().decide(row.asked().id(), THEN, _ -> verdict);
      }
    }
  }

  private static List<ApprovalRow> approvals(Pool.Worker worker) {
    return worker.store.approvals(null, Long.MAX_VALUE, 100);
  }

  private static List<QueuedMessage> claim(Pool.Worker worker, int limit) {
    return worker.store.write(new Write.ClaimMessages(worker.id, FAR, limit)).join();
  }

  // ---- reading one

  /// What is not as it was made.
  ///
  /// @param schema of the database before it was opened
  static List<String> faults(Pool.Worker worker, int schema) {
    var faults = new ArrayList<String>();
    if (schema < FIRST_SCHEMA) {
      return faults;
    }
    check(
        approvals(worker).stream().map(row -> row.status() + " " + row.decisions().size()).toList(),
        List.of("REJECTED 1", "APPROVED 2", "PENDING 1", "PENDING 0"),
        faults);
    for (ApprovalRow row : approvals(worker)) {
      check(row.asked().question() + row.asked().deadline(), "Release?" + FAR, faults);
      check(row.asked().input().contains("\"app\""), true, faults);
    }
    check(worker.store.isDisabledTarget(RECEIVER), true, faults);
    ScheduleRow nightly = worker.store.schedule("nightly").orElseThrow();
    check(nightly.settled(), THEN.plus(Duration.ofHours(1)), faults);
    check(nightly.claimed(), THEN.plus(Duration.ofHours(2)), faults);
    check(nightly.lastOutcome() + nightly.lastDetail(), "STARTEDlate", faults);
    check(worker.store.schedule("paused").orElseThrow().pausedBy(), "carol", faults);
    check(worker.store.schedules().size(), 3, faults);
    return faults;
  }

  /// What of it cannot be gone on with, once the workers of then are known to be dead.
  static List<String> stuck(Pool.Worker worker, int schema) {
    var faults = new ArrayList<String>();
    if (schema < FIRST_SCHEMA) {
      return faults;
    }
    Instant settled = THEN.plus(Duration.ofHours(1));
    Instant tick = settled.plus(Duration.ofHours(1));
    var claim = new Write.ClaimTick("nightly", settled, tick, worker.id);
    check(worker.store.write(claim).join(), true, faults);
    check(worker.store.write(new Write.ResumeSchedule("paused", tick)).join(), true, faults);
    var sent = claim(worker, 100);
    check(sent.size() >= 6, true, faults);
    for (QueuedMessage message : sent) {
      check(
          worker.store.write(new Write.SettleMessage(message.number(), null)).join(), true, faults);
    }
    return faults;
  }

  private static void check(Object found, Object expected, List<String> faults) {
    if (!expected.equals(found)) {
      faults.add("expected " + expected + " but found " + found);
    }
  }

  /// Has people say yes to what is asked.
  static void answer(Pool.Worker worker) throws InterruptedException {
    for (ApprovalRow row : approvals(worker)) {
      if (row.status() == ApprovalStatus.PENDING) {
        var _ = worker.engine.approvals().decide(row.asked().id(), THEN, _ -> approved("again"));
      }
    }
  }
}
