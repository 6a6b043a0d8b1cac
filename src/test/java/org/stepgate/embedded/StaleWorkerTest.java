package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.store.StoreClock;
import org.stepgate.store.Write;
import org.stepgate.tasks.TaskCall;
import org.stepgate.workflow.TaskTokens;

/// A worker that has an execution in memory which another one has advanced meanwhile is told of
/// something that it does not know of yet.
@Timeout(120)
final class StaleWorkerTest {
  private static final String ASK_FIRST =
      """
      {"StartAt":"Ask","States":{
        "Ask":{"Type":"Task","Resource":"arn:aws:states:::x:ask.waitForTaskToken",
          "Parameters":{"token.$":"$$.Task.Token"},"Next":"Then"},
        "Then":{%s,"End":true}}}\
      """;

  @TempDir Path folder;
  private Pool pool;
  private Pool.Worker one;
  private Pool.Worker two;

  @BeforeEach
  void open() throws Exception {
    pool =
        new Pool(folder)
            .standard(
                "asks",
                ASK_FIRST.formatted(
                    """
                    "Type":"Task","Resource":"arn:aws:states:::x:ask.waitForTaskToken",
                    "Parameters":{"token.$":"$$.Task.Token"}\
                    """))
            .standard("waits", ASK_FIRST.formatted("\"Type\":\"Wait\",\"Seconds\":1"))
            .standard(
                "calls",
                ASK_FIRST.formatted("\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::x:call\""));
    one = pool.worker();
    two = pool.worker();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  /// Has worker one start an execution, and worker two take it into its second state.
  private void advanceBehindOne(String machine) throws Exception {
    one.start(machine, "n", "{}");
    String token = asked(one);
    while (!one.types(machine, "n").contains("TaskSubmitted")) {
      Thread.onSpinWait();
    }
    two.engine.taskTokens().sendSuccess(new TaskTokens.Success(Pool.ACCOUNT, token, "1"));
  }

  private static String asked(Pool.Worker worker) throws InterruptedException {
    TaskCall call = worker.nextCall();
    worker.succeed(call, "\"asked\"");
    return ((JsonObject) call.arguments()).string("token");
  }

  /// Worker two dies, and one takes over.
  private void inherit() throws Exception {
    two.close();
    var outcome =
        one.store
            .write(
                new Write.RetireWorker(
                    two.id,
                    one.id,
                    "boot",
                    StoreClock.system().monotonicNanos(),
                    StoreClock.system().wall()))
            .get();
    one.engine.takeOver((Write.RetireOutcome.Retired) outcome);
  }

  @Test
  void tokenOfALaterTask_isSentToTheStaleWorker_endsTheTask() throws Exception {
    advanceBehindOne("asks");
    String token = asked(two);

    one.engine.taskTokens().sendSuccess(new TaskTokens.Success(Pool.ACCOUNT, token, "2"));

    assertThat(one.ended("asks", "n").output()).isEqualTo("2");
  }

  @Test
  void timerOfALaterState_isInheritedByTheStaleWorker_fires() throws Exception {
    advanceBehindOne("waits");
    while (!one.types("waits", "n").contains("WaitStateEntered")) {
      Thread.onSpinWait();
    }

    inherit();

    assertThat(one.ended("waits", "n").output()).isEqualTo("1");
  }

  @Test
  void laterTask_isInheritedByTheStaleWorker_itsResultCounts() throws Exception {
    advanceBehindOne("calls");
    var _ = two.nextCall();

    inherit();
    one.succeed(one.nextCall(), "3");

    assertThat(one.ended("calls", "n").output()).isEqualTo("3");
  }
}
