package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.workflow.MachineId;

/// Being woken by commits.
class ChangeWatchTest {
  @TempDir Path folder;

  @Test
  void start_commitOfAnotherStore_isTold() throws Exception {
    var told = new Semaphore(0);
    try (var fixture = new StoreFixture(folder);
        Store other = Store.open(fixture.config);
        ChangeWatch _ = ChangeWatch.start(fixture.config, told::release)) {
      RowId row = fixture.create("n1");
      told.acquire();
      told.drainPermits();

      other.write(StoreFixture.updating(row, 1, Samples.running(3, 3))).join();

      told.acquire();
      assertThat(fixture.store.load(row).orElseThrow().sequence()).isEqualTo(2);
    }
  }

  @Test
  void start_manyCommitsAndThenOne_theOneIsToldToo() throws Exception {
    var seen = new Semaphore(0);
    try (var fixture = new StoreFixture(folder);
        ChangeWatch _ =
            ChangeWatch.start(
                fixture.config,
                () ->
                    fixture
                        .store
                        .lookup(MachineId.ofHome("orders"), "last")
                        .ifPresent(_ -> seen.release()))) {
      for (int i = 0; i < 200; i++) {
        fixture.create("n" + i);
      }

      fixture.create("last");

      seen.acquire();
      assertThat(fixture.store.lookup(MachineId.ofHome("orders"), "last")).isPresent();
    }
  }

  @Test
  void listener_thatFails_isCalledAgain() throws Exception {
    var told = new Semaphore(0);
    Runnable listener =
        () -> {
          told.release();
          throw new IllegalStateException("the listener fails");
        };
    try (var fixture = new StoreFixture(folder);
        ChangeWatch _ = ChangeWatch.start(fixture.config, listener)) {
      fixture.create("n1");
      told.acquire();
      told.drainPermits();
      fixture.create("n2");
      told.acquire();
    }
  }
}
