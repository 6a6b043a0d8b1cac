package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.engine.Event;
import org.stepgate.tasks.TaskCall;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.RunOutcome;

/// Turns of executions in which something throws: they are tried again from what is stored, and
/// come to an end.
@Timeout(30)
final class FailedTurnsTest {
  private static final String TASK =
      """
      {"StartAt":"T","States":{
        "T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true}}}\
      """;
  private static final String CAUGHT =
      """
      {"StartAt":"T","States":{
        "T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke",
          "Catch":[{"ErrorEquals":["States.Runtime"],"Next":"C"}],"End":true},
        "C":{"Type":"Pass","End":true}}}\
      """;
  private static final String PASS =
      "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"End\":true}}}";
  private static final String ENGINE_FAILED =
      "The engine failed to process an event of the execution.";
  private static final long REST = 60_000;

  @TempDir Path folder;
  private final BrokenMachinery machinery = new BrokenMachinery();
  private Pool pool;
  private Pool.Worker one;

  @BeforeEach
  void open() throws Exception {
    pool =
        new Pool(folder)
            .standard("task", TASK)
            .standard("caught", CAUGHT)
            .standard("pass", PASS)
            .express("fast", PASS)
            .express("fast-task", TASK);
    one = pool.worker(machinery, Pool::parse);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private void breakFor(String name) {
    machinery.interpreterBreaks = (execution, _) -> execution.equals(name);
  }

  /// Only what the engine does in the end is answered.
  private void breakForAllButTheEnd(String name) {
    machinery.interpreterBreaks =
        (execution, event) -> execution.equals(name) && !(event instanceof Event.EngineFailed);
  }

  private void heal() {
    machinery.interpreterBreaks = (_, _) -> false;
  }

  /// Starts the only task of an execution.
  private TaskCall running(String machine, String name) throws Exception {
    assertThat(one.start(machine, name, "{}")).isInstanceOf(RunOutcome.Running.class);
    return one.nextCall();
  }

  private static <T> Future<T> meanwhile(Callable<T> call) {
    var task = new FutureTask<T>(call);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static <T> T soon(Future<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  private ExecutionDescription described(String machine, String name) {
    return one.engine.describe(Pool.id(machine, name)).orElseThrow();
  }

  /// Lets all tries fail, up to the rest.
  private static void passTries(BrokenMachinery machinery) throws InterruptedException {
    for (long delay : List.of(100L, 300L, 900L, 0L)) {
      assertThat(machinery.pass()).isEqualTo(delay);
    }
    machinery.awaitRetry();
  }

  // ---- interpretation

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("broken"),
        new AssertionError("broken"),
        new StackOverflowError(),
        new NoClassDefFoundError("broken"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void interpreter_throwsOnce_turnIsTriedAgainFromWhatIsStored(Throwable failure) throws Exception {
    TaskCall call = running("task", "n");
    machinery.failure = () -> failure;
    breakFor("n");

    one.succeed(call, "7");
    heal(machinery.pass());

    assertThat(one.ended("task", "n").output()).isEqualTo("7");
    assertThat(one.types("task", "n"))
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
  }

  /// Heals after the turn that `pass` has begun has failed, too.
  private void heal(long passed) throws InterruptedException {
    assertThat(passed).isEqualTo(100);
    machinery.awaitRetry();
    heal();
    machinery.passAll();
  }

  @Test
  void interpreter_throwsAlways_executionFailsAndOthersAreNotAffected() throws Exception {
    TaskCall call = running("task", "n");
    breakForAllButTheEnd("n");

    one.succeed(call, "7");
    long first = machinery.pass();
    assertThat(one.start("pass", "other", "{}", Pool.LONG)).isInstanceOf(RunOutcome.Closed.class);

    assertThat(List.of(first, machinery.pass(), machinery.pass(), machinery.pass()))
        .containsExactly(100L, 300L, 900L, 0L);
    ExecutionDescription ended = one.ended("task", "n");
    assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(ended.error()).isEqualTo("States.Runtime");
    assertThat(ended.cause()).isEqualTo(ENGINE_FAILED);
    assertThat(one.types("task", "n"))
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "ExecutionFailed");
  }

  @Test
  void interpreter_throwsEvenAtTheEnd_executionRestsAndGoesOnAfterAMinute() throws Exception {
    TaskCall call = running("task", "n");
    breakFor("n");
    one.succeed(call, "7");
    passTries(machinery);
    heal();

    assertThat(machinery.pass()).isEqualTo(REST);

    assertThat(one.ended("task", "n").output()).isEqualTo("7");
  }

  @Test
  void request_executionRests_isAnsweredAtOnceAndNothingIsLost() throws Exception {
    TaskCall call = running("task", "n");
    breakFor("n");
    one.succeed(call, "7");
    passTries(machinery);
    machinery.takeRest();

    Future<?> stop = meanwhile(() -> one.engine.stop(Pool.id("task", "n"), "E", "stopped"));
    passTries(machinery);

    assertThatThrownBy(() -> soon(stop)).hasRootCauseMessage("broken by the test");
    assertThat(described("task", "n").status()).isEqualTo(ExecutionStatus.RUNNING);
    heal();
    machinery.passAll();

    assertThat(one.ended("task", "n").output()).isEqualTo("7");
  }

  @Test
  void interpreter_storeIsAway_triesEachSecondForAsLongAsItTakes() throws Exception {
    TaskCall call = running("task", "n");
    machinery.failure = () -> new BackendException("embedded", true, "away", null);
    breakFor("n");

    one.succeed(call, "7");
    for (int i = 0; i < 2 * Tries.MOST; i++) {
      assertThat(machinery.pass()).isEqualTo(1_000);
    }
    heal();
    machinery.passAll();

    assertThat(one.ended("task", "n").output()).isEqualTo("7");
  }

  // ---- starts

  @Test
  void start_interpreterThrowsAlways_failedExecutionIsRecorded() throws Exception {
    breakForAllButTheEnd("n");
    machinery.passAll();

    RunOutcome outcome = one.start("pass", "n", "{}", Pool.LONG);

    assertThat(outcome).isInstanceOf(RunOutcome.Closed.class);
    assertThat(described("pass", "n").error()).isEqualTo("States.Runtime");
    assertThat(one.types("pass", "n")).containsExactly("ExecutionStarted", "ExecutionFailed");
  }

  @Test
  void start_interpreterThrowsEvenAtTheEnd_isRefusedAndLeavesNothing() throws Exception {
    breakFor("n");
    machinery.passAll();

    assertThatThrownBy(() -> one.start("pass", "n", "{}", Pool.LONG))
        .hasMessage("broken by the test");

    assertThat(one.engine.describe(Pool.id("pass", "n"))).isEmpty();
    heal();
    assertThat(one.start("pass", "n", "{}", Pool.LONG)).isInstanceOf(RunOutcome.Closed.class);
  }

  @Test
  void start_storeIsAway_isRefusedAtOnce() {
    machinery.failure = () -> new BackendException("embedded", true, "away", null);
    breakFor("n");

    assertThatThrownBy(() -> one.start("pass", "n", "{}")).isInstanceOf(BackendException.class);
    assertThatThrownBy(() -> one.start("fast", "n", "{}", Pool.LONG))
        .isInstanceOf(BackendException.class);
  }

  @Test
  void startInMemory_interpreterThrowsAlways_endsAsFailed() throws Exception {
    breakForAllButTheEnd("n");
    machinery.passAll();

    RunOutcome outcome = one.start("fast", "n", "{}", Pool.LONG);

    assertThat(((RunOutcome.Closed) outcome).execution().error()).isEqualTo("States.Runtime");
  }

  @Test
  void startInMemory_interpreterThrowsEvenAtTheEnd_isRefused() {
    breakFor("n");
    machinery.passAll();

    assertThatThrownBy(() -> one.start("fast", "n", "{}", Pool.LONG))
        .hasMessage("broken by the test");
  }

  @Test
  void inMemory_interpreterThrowsAfterTheStart_requestIsAnswered() throws Exception {
    Future<RunOutcome> outcome = meanwhile(() -> one.start("fast-task", "n", "{}", Pool.LONG));
    TaskCall call = one.nextCall();
    breakForAllButTheEnd("n");
    machinery.passAll();

    one.succeed(call, "7");

    assertThat(((RunOutcome.Closed) soon(outcome)).execution().error()).isEqualTo("States.Runtime");
  }

  // ---- commits

  @Test
  void commit_isRefusedAlways_executionFails() throws Exception {
    TaskCall call = running("task", "n");
    refuse("NEW.header LIKE '%SUCCEEDED%'");

    one.succeed(call, "7");
    machinery.passAll();

    assertThat(one.ended("task", "n").error()).isEqualTo("States.Runtime");
  }

  @Test
  void commit_isRefusedEvenAtTheEnd_executionRestsAndGoesOn() throws Exception {
    TaskCall call = running("task", "n");
    refuse("TRUE");

    one.succeed(call, "7");
    passTries(machinery);
    assertThat(described("task", "n").status()).isEqualTo(ExecutionStatus.RUNNING);
    database("DROP TRIGGER refuse");

    assertThat(machinery.pass()).isEqualTo(REST);
    assertThat(one.ended("task", "n").output()).isEqualTo("7");
  }

  private void refuse(String condition) throws SQLException {
    database(
        "CREATE TRIGGER refuse BEFORE UPDATE ON executions WHEN "
            + condition
            + " BEGIN SELECT RAISE(ABORT, 'refused'); END");
  }

  private void database(String statement) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + pool.database());
        var sql = connection.createStatement()) {
      sql.execute("PRAGMA busy_timeout = 10000");
      sql.execute(statement);
    }
  }

  // ---- effects

  @Test
  void taskStart_throwsOnce_isDoneAgain() throws Exception {
    machinery.threadsMissing.set(1);
    Future<RunOutcome> outcome = meanwhile(() -> one.start("task", "n", "{}"));

    assertThat(machinery.pass()).isEqualTo(100);
    assertThat(soon(outcome)).isInstanceOf(RunOutcome.Running.class);
    one.succeed(one.nextCall(), "7");

    assertThat(one.ended("task", "n").output()).isEqualTo("7");
  }

  @Test
  void taskStart_throwsAlways_taskFails() throws Exception {
    machinery.threadsMissing.set(Tries.MOST);
    machinery.passAll();

    one.start("caught", "n", "{}", Pool.LONG);

    ExecutionDescription ended = one.ended("caught", "n");
    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ended.output())
        .isEqualTo("{\"Error\":\"States.Runtime\",\"Cause\":\"The task could not be started.\"}");
  }

  @Test
  void taskStart_inMemoryThrowsOnce_isDoneAgain() throws Exception {
    machinery.threadsMissing.set(1);
    machinery.passAll();
    Future<RunOutcome> outcome = meanwhile(() -> one.start("fast-task", "n", "{}", Pool.LONG));

    one.succeed(one.nextCall(), "7");

    assertThat(((RunOutcome.Closed) soon(outcome)).execution().output()).isEqualTo("7");
  }

  @Test
  void task_throwsAnError_fails() throws Exception {
    TaskCall call = running("caught", "n");

    one.breakDown(call, new NoClassDefFoundError("broken"));

    assertThat(one.ended("caught", "n").output())
        .isEqualTo(
            "{\"Error\":\"States.Runtime\",\"Cause\":\"The task ended with an internal error.\"}");
  }

  // ---- loading

  @Test
  void load_executionIsUnreadable_requestIsAnsweredAndLaterOnesAre() throws Exception {
    TaskCall call = running("task", "n");
    var machineryOfTwo = new BrokenMachinery();
    Pool.Worker two = pool.worker(machineryOfTwo, Pool::parse);
    database("UPDATE executions SET header = '!' || header");

    Future<?> refused = meanwhile(() -> two.engine.stop(Pool.id("task", "n"), null, null));
    passTries(machineryOfTwo);

    assertThatThrownBy(() -> soon(refused)).isInstanceOf(ExecutionException.class);
    database("UPDATE executions SET header = substr(header, 2)");
    two.engine.stop(Pool.id("task", "n"), null, null);
    assertThat(described("task", "n").status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(call.identity().stateName()).isEqualTo("T");
  }

  // ---- a virtual machine that cannot be relied on

  @Test
  void interpreter_outOfMemory_processEnds() throws Exception {
    TaskCall call = running("task", "n");
    machinery.failure = () -> new OutOfMemoryError("broken");
    breakFor("n");

    one.succeed(call, "7");

    assertThat(machinery.processEnded.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void taskStart_outOfMemory_processEnds() throws Exception {
    machinery.failure = () -> new OutOfMemoryError("unable to create native thread");
    machinery.threadsMissing.set(1);

    var _ = meanwhile(() -> one.start("task", "n", "{}"));

    assertThat(machinery.processEnded.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void task_outOfMemory_processEnds() throws Exception {
    TaskCall call = running("task", "n");

    one.breakDown(call, new OutOfMemoryError("broken"));

    assertThat(machinery.processEnded.await(20, TimeUnit.SECONDS)).isTrue();
  }

  static Stream<Throwable> trusted() {
    return Stream.of(
        new StackOverflowError(), new AssertionError(), new IllegalStateException("broken"));
  }

  @ParameterizedTest
  @MethodSource("trusted")
  void examine_virtualMachineIsSound_processGoesOn(Throwable failure) {
    machinery.examine(failure);

    assertThat(machinery.processEnded.getCount()).isOne();
  }

  static Stream<Throwable> distrusted() {
    return Stream.of(
        new OutOfMemoryError(),
        new InternalError(),
        new ExecutionException(new IllegalStateException(new OutOfMemoryError())));
  }

  @ParameterizedTest
  @MethodSource("distrusted")
  void examine_virtualMachineIsNotSound_processEnds(Throwable failure) {
    machinery.examine(failure);

    assertThat(machinery.processEnded.getCount()).isZero();
  }
}
