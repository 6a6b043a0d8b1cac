package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.engine.Payload;
import org.stepgate.engine.TaskId;
import org.stepgate.store.Write.RetireOutcome;

/// Tasks and their processes, and what a worker leaves behind.
class TaskTableTest {
  @TempDir Path folder;
  private StoreFixture fixture;
  private WorkerId owner;
  private WorkerId heir;

  @BeforeEach
  void open() {
    fixture = new StoreFixture(folder);
    owner = fixture.worker();
    heir = fixture.worker();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void tasks_smallAndLargeArguments_areReadBack() {
    Payload large = Samples.stored(1, "\"" + "y".repeat(3_000) + "\"");
    var first = Samples.withPayloads(Samples.running(1, 2), List.of(large));
    var small = Samples.task(1, Samples.inline("{\"a\": 1}"));

    RowId row =
        fixture.create(
            "n1",
            first,
            List.of(),
            List.of(TaskRow.of(small, owner), TaskRow.of(Samples.task(2, large), owner)),
            owner);

    List<StoredTask> tasks = fixture.store.tasks(row);
    assertThat(tasks).hasSize(2);
    assertThat(tasks.getFirst().task().command())
        .usingRecursiveComparison()
        .ignoringFields("arguments")
        .isEqualTo(small);
    assertThat(tasks.getFirst().task().command().arguments().json())
        .isEqualTo(small.arguments().json());
    assertThat(tasks.getLast().task().command().arguments().text()).isEqualTo(large.text());
  }

  @Test
  void recordProcess_ownTask_isKept() {
    TaskKey task = task(owner);

    boolean recorded = record(task, owner);

    assertThat(recorded).isTrue();
    assertThat(fixture.store.task(task).orElseThrow().task().process()).isEqualTo("1 77 5 b m");
  }

  @Test
  void recordProcess_taskThatAnotherTookOver_isRefused() {
    TaskKey task = task(owner);

    fixture.retire(owner, heir);

    assertThat(record(task, owner)).isFalse();
    assertThat(record(new TaskKey(task.row(), new TaskId(99)), heir)).isFalse();
    assertThat(record(task, heir)).isTrue();
  }

  @Test
  void retire_worker_leavesTasksAndContinuationsToTheHeir() {
    TaskKey task = task(owner);
    record(task, owner);
    RowId unfinished = fixture.create("n2", Samples.unfinished(1, 2), List.of(), List.of(), owner);

    RetireOutcome outcome = fixture.retire(owner, heir);

    assertThat(outcome)
        .isEqualTo(new RetireOutcome.Retired(List.of(task), List.of(unfinished), List.of()));
    assertThat(fixture.store.tasks(owner)).isEmpty();
    assertThat(fixture.store.tasks(heir)).extracting(StoredTask::row).containsExactly(task.row());
    assertThat(fixture.store.tasks(heir).getFirst().task().process()).isEqualTo("1 77 5 b m");
    assertThat(fixture.store.workers()).extracting(WorkerRow::id).containsExactly(heir);
  }

  @Test
  void retire_twice_tellsItOnce() {
    fixture.retire(owner, heir);

    assertThat(fixture.retire(owner, heir)).isEqualTo(new RetireOutcome.NotThere());
  }

  @Test
  void retire_continuationThatWentOn_isNotLeft() {
    RowId row = fixture.create("n1", Samples.unfinished(1, 2), List.of(), List.of(), owner);
    fixture.update(row, 1, Samples.running(3, 3));

    assertThat(fixture.retire(owner, heir))
        .isEqualTo(new RetireOutcome.Retired(List.of(), List.of(), List.of()));
  }

  @Test
  void register_afterRetirement_givesNoNumberTwice() {
    fixture.retire(heir, owner);

    assertThat(fixture.worker().value()).isGreaterThan(heir.value());
  }

  private boolean record(TaskKey task, WorkerId worker) {
    return fixture.store.write(new Write.RecordProcess(task, worker, "1 77 5 b m")).join();
  }

  private TaskKey task(WorkerId worker) {
    var command = Samples.task(1, Samples.inline("1"));
    assertThat(command.timeLimit()).isEqualTo(Duration.ofSeconds(30));
    RowId row =
        fixture.create(
            "n1", Samples.running(1, 2), List.of(), List.of(TaskRow.of(command, worker)), worker);
    return new TaskKey(row, command.task());
  }
}
