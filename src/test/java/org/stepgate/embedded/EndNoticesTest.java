package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.principal.Principal;
import org.stepgate.store.OutgoingMessage;
import org.stepgate.store.QueuedMessage;
import org.stepgate.store.Write;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.Redrives;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;

/// What is told of ends, with the commits of the ends.
@Timeout(120)
final class EndNoticesTest {
  private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");
  private static final String PASS =
      "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Succeed\"}}}";
  private static final String CALL =
      "{\"StartAt\":\"T\",\"States\":{\"T\":{\"Type\":\"Task\",\"End\":true,"
          + "\"Resource\":\"arn:aws:states:::http:invoke\"}}}";

  @TempDir Path folder;
  private Pool pool;
  private Pool.Worker one;
  private Pool.Worker two;

  @BeforeEach
  void open() throws Exception {
    pool = new Pool(folder).standard("pass", PASS).standard("call", CALL).express("quick", PASS);
    one = worker();
    two = worker();
  }

  private Pool.Worker worker() throws Exception {
    Pool.Worker worker = pool.worker();
    worker.engine.useEndNotices((ended, targets) ->
        targets.stream()
            .map(target ->
                new OutgoingMessage(
                    ended.id().name() + "-" + ended.redrive().count(),
                    target,
                    ended.status().name(),
                    ended.stopTime()))
            .toList());
    return worker;
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private RunOutcome run(String machine, Duration patience, String... tells) throws Exception {
    return one.engine.run(
        new RunRequest(
                machine,
                "r1",
                false,
                null,
                Pool.json("{}"),
                Principal.ANONYMOUS,
                null,
                null,
                patience)
            .telling(List.of(tells)));
  }

  private List<String> told() throws Exception {
    return one.store.write(new Write.ClaimMessages(one.id, FAR, 100)).get().stream()
        .map(QueuedMessage::message)
        .map(message -> message.id() + " " + message.target() + " " + message.body())
        .toList();
  }

  @Test
  void end_withTheStart_isTold() throws Exception {
    run("pass", Duration.ZERO, "ends", "https://ci/1");

    assertThat(told()).containsExactly("r1-0 ends SUCCEEDED", "r1-0 https://ci/1 SUCCEEDED");
  }

  @Test
  void end_later_isToldOnce() throws Exception {
    run("call", Duration.ZERO, "ends");
    assertThat(told()).isEmpty();

    one.succeed(one.nextCall(), "1");
    one.ended("call", "r1");

    assertThat(told()).containsExactly("r1-0 ends SUCCEEDED");
  }

  @Test
  void end_byAnotherWorker_isTold() throws Exception {
    run("call", Duration.ZERO, "ends");
    one.nextCall();

    two.engine.stop(Pool.id("call", "r1"), null, null);

    assertThat(two.ended("call", "r1").status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(told()).containsExactly("r1-0 ends ABORTED");
  }

  @Test
  void end_afterARedrive_isToldAgain() throws Exception {
    run("call", Duration.ZERO, "ends");
    one.end(one.nextCall(), new TaskOutcome.Failed("E", "c"));
    one.ended("call", "r1");

    one.engine.redrive(new Redrives.Redrive(Pool.id("call", "r1"), null));
    one.succeed(one.nextCall(), "1");
    one.ended("call", "r1");

    assertThat(told()).containsExactly("r1-0 ends FAILED", "r1-1 ends SUCCEEDED");
  }

  /// Nothing is told of what is not stored, so an Express execution with listeners is stored.
  @Test
  void end_ofExpress_isStoredAndTold() throws Exception {
    assertThat(run("quick", Pool.LONG, "ends")).isInstanceOf(RunOutcome.Closed.class);

    assertThat(told()).containsExactly("r1-0 ends SUCCEEDED");
  }

  @Test
  void end_nobodyListens_isNotTold() throws Exception {
    run("pass", Duration.ZERO);

    assertThat(told()).isEmpty();
  }
}
