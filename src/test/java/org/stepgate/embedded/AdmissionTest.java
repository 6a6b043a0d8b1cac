package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.workflow.RunOutcome;

/// How many executions a worker starts at once: here it is one.
@Timeout(60)
final class AdmissionTest {
  private static final String PASS =
      """
      {"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}\
      """;
  private static final String TASK =
      """
      {"StartAt":"T","States":{
        "T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true}}}\
      """;

  @TempDir Path folder;
  private Pool pool;
  private Pool.Worker worker;

  @BeforeEach
  void start() throws Exception {
    pool =
        new Pool(folder)
            .settings(new EmbeddedConfig("123456789012", "us-east-1", 0, 500, 256, 1_000, 1))
            .standard("pass", PASS)
            .express("fast-task", TASK);
    worker = pool.worker();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void run_whileAnotherWaitsForItsCommit_isRefusedAtOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var other = DriverManager.getConnection("jdbc:sqlite:" + pool.database());
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      var starts = new ExecutorCompletionService<RunOutcome>(threads);
      starts.submit(() -> worker.start("pass", "one", "1", Pool.LONG));
      starts.submit(() -> worker.start("pass", "another", "1", Pool.LONG));

      assertThat(starts.take().get())
          .isInstanceOfSatisfying(
              RunOutcome.Overloaded.class,
              refused ->
                  assertThat(refused.retryAfter())
                      .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10)));

      statement.execute("COMMIT");
      assertThat(starts.take().get()).isInstanceOf(RunOutcome.Closed.class);
      assertThat(worker.start("pass", "third", "1", Pool.LONG))
          .isInstanceOf(RunOutcome.Closed.class);
    }
  }

  @Test
  void run_whileAnExpressExecutionWaitsForItsTask_isAccepted() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> worker.start("fast-task", "first", "1", Pool.LONG));
      var call = worker.nextCall();

      RunOutcome second;
      do { // The call may come before the first start has given back its place.
        second = worker.start("pass", "second", "1", Pool.LONG);
      } while (second instanceof RunOutcome.Overloaded);

      assertThat(second).isInstanceOf(RunOutcome.Closed.class);
      worker.succeed(call, "2");
      assertThat(first.get()).isInstanceOf(RunOutcome.Closed.class);
    }
  }
}
