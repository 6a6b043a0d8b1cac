package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.engine.Advance;
import org.stepgate.engine.ExecutionStatus;
import org.stepgate.store.Write.CreateOutcome;
import org.stepgate.store.Write.UpdateOutcome;

/// Executions, from creation to their end, on a real database.
class StoreTest {
  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.open(StoreConfig.defaults(folder.resolve("state/stepgate.db")));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void create_endedAtOnce_isReadBackWhole() {
    var start = Samples.execution("orders", "n1", Samples.START, Samples.inline("{\"a\":[1,2]}"));
    var stop = Samples.START.plusMillis(5);

    RowId row = create(start, Samples.succeeded(1, 8, Samples.inline("{\"b\":true}"), stop));

    var description = store.describe(row).orElseThrow();
    assertThat(description.id()).hasToString("embedded:orders:n1");
    assertThat(description.input()).isEqualTo("{\"a\":[1,2]}");
    assertThat(description.output()).isEqualTo("{\"b\":true}");
    assertThat(description.startTime()).isEqualTo(Samples.START);
    assertThat(description.stopTime()).isEqualTo(stop);
    assertThat(description.route()).isEqualTo("orders");
    assertThat(description.fingerprint()).isEqualTo("print-of-n1");
    assertThat(store.history(row, 1, 100, false)).isEqualTo(Samples.events(1, 8));
    assertThat(store.load(row).orElseThrow().start())
        .usingRecursiveComparison()
        .ignoringFields("identity.input")
        .isEqualTo(start);
  }

  @Test
  void create_nameOfAnother_tellsWhoHasIt() {
    var start = Samples.execution("orders", "n1", Samples.START, Samples.inline("1"));
    RowId row = create(start, Samples.running(1, 2));

    CreateOutcome second = store.write(creation(start, Samples.running(1, 2))).join();

    assertThat(second)
        .isEqualTo(
            new CreateOutcome.NameTaken(
                new NameEntry.Present(row, "print-of-n1", ExecutionStatus.RUNNING)));
  }

  @Test
  void update_secondWithSameSequence_isSuperseded() {
    var start = Samples.execution("orders", "n1", Samples.START, Samples.inline("1"));
    RowId row = create(start, Samples.running(1, 2));

    var first = store.write(update(row, 1, Samples.running(3, 5)));
    var second = store.write(update(row, 1, Samples.running(3, 4)));

    assertThat(first.join()).isEqualTo(new UpdateOutcome.Committed(2));
    assertThat(second.join()).isEqualTo(new UpdateOutcome.Superseded());
    assertThat(store.history(row, 1, 100, false)).isEqualTo(Samples.events(1, 5));
  }

  private RowId create(NewExecution start, Advance first) {
    return switch (store.write(creation(start, first)).join()) {
      case CreateOutcome.Created(RowId row, long sequence) -> {
        assertThat(sequence).isEqualTo(1);
        yield row;
      }
      case CreateOutcome.NameTaken taken -> throw new AssertionError(taken);
    };
  }

  private static Write.Create creation(NewExecution start, Advance first) {
    return new Write.Create(start, first, List.of(), List.of(), Samples.WORKER);
  }

  private static Write.Update update(RowId row, long sequence, Advance advance) {
    return new Write.Update(
        row, sequence, advance, List.of(), List.of(), List.of(), List.of(), Samples.WORKER);
  }
}
