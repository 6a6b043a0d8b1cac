package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stepgate.embedded.Refusals.assertRefused;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.engine.Event;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.store.StoreClock;
import org.stepgate.store.Write;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.TaskTokens;
import org.stepgate.workflow.WorkflowException;

/// Task tokens in a pool of workers that share nothing but the store.
@Timeout(120)
final class TaskTokensTest {
  private static final String CALLBACK =
      """
      {"StartAt":"Ask","States":{
        "Ask":{"Type":"Task","Resource":"arn:aws:states:::x:ask.waitForTaskToken",
          "Parameters":{"token.$":"$$.Task.Token"},"End":true}}}\
      """;

  private static final String GONE = "Task Timed Out: 'Provided task does not exist anymore'";

  @TempDir Path folder;
  private Pool pool;
  private Pool.Worker one;

  @BeforeEach
  void open() throws Exception {
    pool = new Pool(folder).standard("callback", CALLBACK);
    one = pool.worker();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  /// Starts an execution, lets its call end, and gives its token.
  private String token(String name) throws Exception {
    one.start("callback", name, "{}");
    TaskCall call = one.nextCall();
    one.succeed(call, "\"asked\"");
    return ((JsonObject) call.arguments()).string("token");
  }

  private static TaskTokens.Success success(String token) {
    return new TaskTokens.Success(Pool.ACCOUNT, token, "{\"answer\":42}");
  }

  @Test
  void call_waitsForToken_isMadeWithoutThePatternInItsName() throws Exception {
    one.start("callback", "n", "{}");

    assertThat(one.nextCall().resource()).isEqualTo("arn:aws:states:::x:ask");
  }

  @Test
  void sendSuccess_atAnotherWorker_endsTheTask() throws Exception {
    Pool.Worker two = pool.worker();
    String token = token("n");
    while (!one.types("callback", "n").contains("TaskSubmitted")) {
      Thread.onSpinWait();
    }

    two.engine.taskTokens().sendSuccess(success(token));

    assertThat(one.ended("callback", "n").output()).isEqualTo("{\"answer\":42}");
    assertThat(one.types("callback", "n")).isEqualTo(Pool.SUBMITTED_TASK);
  }

  @Test
  void sendFailure_withoutError_failsTheExecutionWithoutOne() throws Exception {
    String token = token("n");

    one.engine.taskTokens().sendFailure(new TaskTokens.Failure(Pool.ACCOUNT, token, null, "why"));

    var ended = one.ended("callback", "n");
    assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(ended.error()).isNull();
    assertThat(ended.cause()).isEqualTo("why");
  }

  @Test
  void callFails_beforeTheTokenCame_theTaskFails() throws Exception {
    one.start("callback", "n", "{}");
    TaskCall call = one.nextCall();
    one.end(call, new TaskOutcome.Failed("Queue.Gone", "no such queue"));

    assertThat(one.ended("callback", "n").error()).isEqualTo("Queue.Gone");
    String token = ((JsonObject) call.arguments()).string("token");
    assertRefused(() -> one.engine.taskTokens().sendSuccess(success(token)), "TaskTimedOut", GONE);
  }

  @Test
  void token_T20_guessedUsedTwiceOrOfAnotherAccount_isRefused() throws Exception {
    String token = token("n");
    TaskTokens tokens = one.engine.taskTokens();

    assertRefused(
        () -> tokens.sendSuccess(success("guess")),
        "InvalidToken",
        "Invalid Token: 'Invalid token'");
    assertRefused(
        () -> tokens.sendHeartbeat(new TaskTokens.Heartbeat("222222222222", token)),
        "InvalidToken",
        "Invalid Token: 'Invalid token'");
    tokens.sendSuccess(success(token));
    assertRefused(
        () -> tokens.sendFailure(new TaskTokens.Failure(Pool.ACCOUNT, token, "E", null)),
        "TaskTimedOut",
        GONE);
    assertThat(one.ended("callback", "n").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void token_ofDifferentTasks_isLongAndDifferent() throws Exception {
    String first = token("n1");
    String second = token("n2");

    assertThat(first).matches("[0-9a-f]{64}").isNotEqualTo(second);
  }

  @Test
  void sendSuccess_badOutput_isInvalidOutputAndTheTaskGoesOn() throws Exception {
    String token = token("n");
    TaskTokens tokens = one.engine.taskTokens();

    assertThatThrownBy(() -> tokens.sendSuccess(new TaskTokens.Success(Pool.ACCOUNT, token, "{")))
        .isInstanceOfSatisfying(
            WorkflowException.class,
            e -> {
              assertThat(e.code()).isEqualTo("InvalidOutput");
              assertThat(e.text()).startsWith("Invalid Output: '");
            });
    assertRefused(
        () ->
            tokens.sendSuccess(
                new TaskTokens.Success(Pool.ACCOUNT, token, '"' + "x".repeat(262_143) + '"')),
        "InvalidOutput",
        "Invalid Output: 'Output exceeds the maximum size of 262144 bytes'");
    String largest = '"' + "x".repeat(262_142) + '"';
    tokens.sendSuccess(new TaskTokens.Success(Pool.ACCOUNT, token, largest));
    assertThat(one.ended("callback", "n").output()).isEqualTo(largest);
  }

  @Test
  void send_workerDiesBetweenCommitAndAct_itsHeirBringsTheMessage() throws Exception {
    Pool.Worker two = pool.worker();
    String token = token("n");
    var sent =
        two.store
            .write(
                new Write.SendToTask(
                    Pool.ACCOUNT,
                    token,
                    task -> new Event.TaskSucceeded(task, Pool.json("7")),
                    two.id))
            .get();
    assertThat(sent).isInstanceOf(Write.SendOutcome.Sent.class);
    two.close();
    StoreClock clock = StoreClock.system();

    var left =
        one.store
            .write(
                new Write.RetireWorker(
                    two.id, one.id, "boot", clock.monotonicNanos(), clock.wall()))
            .get();
    one.engine.takeOver((Write.RetireOutcome.Retired) left);

    assertThat(one.ended("callback", "n").output()).isEqualTo("7");
  }

  @Test
  void token_afterRestartOfThePool_isStillGood() throws Exception {
    String token = token("n");
    one.close();

    Pool.Worker next = pool.worker();
    next.engine.taskTokens().sendSuccess(success(token));

    assertThat(next.ended("callback", "n").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void token_ofStoppedExecution_isTaskTimedOut() throws Exception {
    String token = token("n");
    one.engine.stop(Pool.id("callback", "n"), null, null);

    assertRefused(() -> one.engine.taskTokens().sendSuccess(success(token)), "TaskTimedOut", GONE);
  }
}
