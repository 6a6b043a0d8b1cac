package org.stepgate.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.stepgate.engine.Advance;
import org.stepgate.engine.Command;
import org.stepgate.engine.TimerId;

/// A store in a temporary folder, with a worker and short ways to write.
final class StoreFixture implements AutoCloseable {
  final StoreConfig config;
  final Store store;
  final ManualClock clock = new ManualClock();

  StoreFixture(Path folder) {
    config = StoreConfig.defaults(folder.resolve("state/stepgate.db"));
    store = Store.open(config);
  }

  WorkerId worker() {
    return store.write(new Write.RegisterWorker(1, 1, clock.bootId(), "lock")).join();
  }

  RowId create(String name) {
    return create(name, Samples.running(1, 2), List.of(), List.of(), Samples.WORKER);
  }

  RowId create(String name, List<TimerRow> timers) {
    return create(name, Samples.running(1, 2), timers, List.of(), Samples.WORKER);
  }

  RowId create(
      String name, Advance first, List<TimerRow> timers, List<TaskRow> tasks, WorkerId worker) {
    var start = Samples.execution("orders", name, clock.wall(), Samples.inline("{}"));
    return create(new Write.Create(start, first, timers, tasks, worker));
  }

  RowId create(Write.Create create) {
    return switch (store.write(create).join()) {
      case Write.CreateOutcome.Created(RowId row, long _) -> row;
      case Write.CreateOutcome.NameTaken taken -> throw new AssertionError(taken);
      case Write.CreateOutcome.OverLimit overLimit -> throw new AssertionError(overLimit);
      case Write.CreateOutcome.NotWanted notWanted -> throw new AssertionError(notWanted);
    };
  }

  Write.UpdateOutcome update(RowId row, long sequence, Advance advance) {
    return store.write(updating(row, sequence, advance)).join();
  }

  static Write.Update updating(RowId row, long sequence, Advance advance) {
    return new Write.Update(
        row, sequence, advance, List.of(), List.of(), List.of(), List.of(), Samples.WORKER);
  }

  TimerRow timer(long number, WorkerId owner, Command.Due due) {
    return TimerRow.of(new Command.SetTimer(new TimerId(number), due), owner, clock);
  }

  Write.ClaimTimers claiming(WorkerId worker) {
    return new Write.ClaimTimers(
        worker, clock.monotonicNanos(), clock.wall(), 100, Duration.ofSeconds(1));
  }

  List<DueTimer> claim(WorkerId worker) {
    return store.write(claiming(worker)).join();
  }

  Write.RetireOutcome retire(WorkerId gone, WorkerId heir) {
    return store
        .write(
            new Write.RetireWorker(
                gone, heir, clock.bootId(), clock.monotonicNanos(), clock.wall()))
        .join();
  }

  @Override
  public void close() {
    store.close();
  }
}
