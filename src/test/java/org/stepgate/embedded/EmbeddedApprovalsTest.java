package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.store.ApprovalDecision;
import org.stepgate.store.ApprovalRow;
import org.stepgate.store.ApprovalStatus;
import org.stepgate.store.ApprovalVerdict;
import org.stepgate.store.NewApproval;
import org.stepgate.store.OutgoingMessage;
import org.stepgate.store.Write;
import org.stepgate.workflow.Activities;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.WorkflowException;

/// Activities that people decide, in a pool of workers that share nothing but the store.
@Timeout(120)
final class EmbeddedApprovalsTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:activity:release";
  private static final String ASK =
      """
      {"StartAt":"Ask","States":{
        "Ask":{"Type":"Task","Resource":"%s","End":true,
          "Catch":[{"ErrorEquals":["No"],"Next":"Told"}]},
        "Told":{"Type":"Pass","End":true}}}\
      """
          .formatted(ARN);
  private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

  @TempDir Path folder;
  private Pool pool;
  private Pool.Worker one;
  private Pool.Worker two;

  /// People decide `release`, by a deadline that the tests set.
  private static final class Rules implements ApprovalRules {
    private volatile @Nullable Instant deadline = FAR;

    @Override
    public boolean decides(String activity) {
      return activity.equals("release");
    }

    @Override
    public Optional<NewApproval> ask(Task task) {
      return Optional.of(StoredQuestions.question(task, "{}", deadline));
    }
  }

  private final Rules rules = new Rules();

  @BeforeEach
  void open() throws Exception {
    pool = new Pool(folder).standard("release", ASK);
    one = worker();
    two = worker();
  }

  private Pool.Worker worker() throws Exception {
    Pool.Worker worker = pool.worker();
    worker.engine.approvals().use(rules, List.of("release"));
    return worker;
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private ApprovalRow only() {
    List<ApprovalRow> all = one.store.approvals(null, Long.MAX_VALUE, 10);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static ApprovalDecision decision(String who, boolean approves) {
    return new ApprovalDecision("i", who, Instant.EPOCH, approves, "[\"g\"]", null, null);
  }

  private static Write.Decided decide(Pool.Worker at, String id, ApprovalVerdict verdict)
      throws InterruptedException {
    return at.engine
        .approvals()
        .decide(
            id,
            Instant.EPOCH,
            row ->
                row.status() == ApprovalStatus.PENDING
                    ? verdict
                    : new ApprovalVerdict.Stands(row.status().name()))
        .orElseThrow();
  }

  private static ApprovalVerdict approved(String who) {
    return new ApprovalVerdict.Approved(
        decision(who, true),
        Pool.json("{\"by\":\"" + who + "\"}"),
        List.of(new OutgoingMessage("decided", "chat", "{}", Instant.EPOCH)));
  }

  private static ApprovalVerdict rejected(String who) {
    return new ApprovalVerdict.Rejected(decision(who, false), "No", "because", List.of());
  }

  @Test
  void task_ofSuchAnActivity_isAQuestionAndNoWork() throws Exception {
    one.start("release", "r1", "{\"name\":\"app\"}");

    ApprovalRow row = only();
    assertThat(row.status()).isEqualTo(ApprovalStatus.PENDING);
    assertThat(row.asked().execution()).isEqualTo("embedded:release:r1");
    assertThat(row.asked().state()).isEqualTo("Ask");
    assertThat(row.asked().input()).isEqualTo("{\"name\":\"app\"}");
    assertThat(row.asked().requester()).contains("anonymous");
    assertThat(one.store.hasActivityTask(ARN)).isFalse();
    assertThat(one.store.hasDueMessage(FAR)).as("it is announced").isTrue();
  }

  @Test
  void poll_ofSuchAnActivity_isRefused() {
    var poll = new Activities.Poll(Pool.ACCOUNT, ARN, "me", Duration.ZERO);

    assertThatThrownBy(() -> one.engine.activities().poll(poll))
        .isInstanceOfSatisfying(
            WorkflowException.class, e -> assertThat(e.code()).isEqualTo("AccessDeniedException"));
  }

  @Test
  void decide_atAnotherWorker_endsTheTask() throws Exception {
    one.start("release", "r1", "{}");

    Write.Decided decided = decide(two, only().asked().id(), approved("bob"));

    assertThat(decided.after().status()).isEqualTo(ApprovalStatus.APPROVED);
    assertThat(decided.after().decisions()).containsExactly(decision("bob", true));
    ExecutionDescription ended = one.ended("release", "r1");
    assertThat(ended.output()).isEqualTo("{\"by\":\"bob\"}");
    assertThat(one.types("release", "r1")).contains("ActivityScheduled", "ActivitySucceeded");
  }

  @Test
  void decide_no_isAnErrorThatCanBeCaught() throws Exception {
    one.start("release", "r1", "{}");

    decide(one, only().asked().id(), rejected("bob"));

    assertThat(one.ended("release", "r1").output())
        .isEqualTo("{\"Error\":\"No\",\"Cause\":\"because\"}");
    assertThat(only().status()).isEqualTo(ApprovalStatus.REJECTED);
  }

  @Test
  void decide_recordedOnly_leavesTheTaskWaiting() throws Exception {
    one.start("release", "r1", "{}");

    Write.Decided decided =
        decide(one, only().asked().id(), new ApprovalVerdict.Recorded(decision("bob", true)));

    assertThat(decided.told()).isNull();
    assertThat(only().status()).isEqualTo(ApprovalStatus.PENDING);
    assertThat(only().decisions()).hasSize(1);
  }

  @Test
  void decide_unknownId_isEmpty() throws Exception {
    assertThat(one.engine.approvals().decide("none", FAR, _ -> approved("bob"))).isEmpty();
  }

  /// However many decide at once at two workers, one of them ends the task.
  @Test
  void decide_manyAtOnce_hasOneEnd() throws Exception {
    one.start("release", "r1", "{}");
    String id = only().asked().id();
    var ready = new CountDownLatch(1);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<Write.Decided>>();
      for (int i = 0; i < 20; i++) {
        Pool.Worker at = i % 2 == 0 ? one : two;
        var verdict = i % 4 < 2 ? approved("p" + i) : rejected("p" + i);
        calls.add(() -> {
          ready.await();
          return decide(at, id, verdict);
        });
      }
      var futures = calls.stream().map(threads::submit).toList();
      ready.countDown();
      int ends = 0;
      for (var future : futures) {
        ends += future.get().verdict() instanceof ApprovalVerdict.Stands ? 0 : 1;
      }
      assertThat(ends).isEqualTo(1);
    }
    assertThat(only().decisions()).hasSize(1);
    assertThat(one.ended("release", "r1").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(one.types("release", "r1").stream().filter(type -> type.startsWith("Activity")))
        .hasSize(2);
  }

  @Test
  void decide_afterStop_findsItWithdrawn() throws Exception {
    one.start("release", "r1", "{}");
    one.engine.stop(Pool.id("release", "r1"), null, null);

    Write.Decided decided = decide(two, only().asked().id(), approved("bob"));

    assertThat(decided.verdict()).isEqualTo(new ApprovalVerdict.Stands("WITHDRAWN"));
    assertThat(one.ended("release", "r1").status()).isEqualTo(ExecutionStatus.ABORTED);
  }

  @Test
  void expire_afterTheDeadline_timesTheTaskOut() throws Exception {
    rules.deadline = Instant.EPOCH;
    one.start("release", "r1", "{}");

    two.engine.approvals().expire();

    ExecutionDescription ended = one.ended("release", "r1");
    assertThat(ended.error()).isEqualTo("States.Timeout");
    assertThat(only().status()).isEqualTo(ApprovalStatus.EXPIRED);
    assertThat(one.types("release", "r1")).contains("ActivityTimedOut");
    assertThat(decide(one, only().asked().id(), approved("bob")).verdict())
        .isEqualTo(new ApprovalVerdict.Stands("EXPIRED"));
  }

  @Test
  void expire_beforeTheDeadline_doesNothing() throws Exception {
    one.start("release", "r1", "{}");

    one.engine.approvals().expire();

    assertThat(only().status()).isEqualTo(ApprovalStatus.PENDING);
  }

  @Test
  void retention_ofTheExecution_keepsTheApproval() throws Exception {
    one.start("release", "r1", "{}");
    decide(one, only().asked().id(), approved("bob"));
    one.ended("release", "r1");

    var removed = one.store.write(new Write.RemoveClosed(FAR, FAR, 0, 10)).get();

    assertThat(removed.removed()).isEqualTo(1);
    assertThat(only().decisions()).hasSize(1);
  }
}
