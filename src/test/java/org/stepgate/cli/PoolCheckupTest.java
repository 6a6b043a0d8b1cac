package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.cli.Finding.Level;
import org.stepgate.store.LiveWorker;
import org.stepgate.store.LiveWorker.Phase;
import org.stepgate.store.StoreInspection;

class PoolCheckupTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final long MIB = 1L << 20;
  private static final long SCHEMA = StoreInspection.CURRENT_SCHEMA;

  @ParameterizedTest
  @CsvSource({"24, FAULT", "25, OK", "26, WARNING"})
  void java_isJudgedByItsVersion(int feature, Level level) {
    assertThat(PoolCheckup.java(feature).level()).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({"63, FAULT", "64, WARNING", "1023, WARNING", "1024, OK"})
  void space_isJudgedByWhatIsFree(long mib, Level level) {
    assertThat(PoolCheckup.space(mib * MIB).level()).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({"1024, WARNING", "4095, WARNING", "4096, OK", "65536, OK"})
  void blocks_areJudgedByTheirSize(long bytes, Level level) {
    assertThat(PoolCheckup.blocks(bytes).level()).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({"'', FAULT", "STARTING, WARNING", "DRAINING, WARNING", "SERVING, OK"})
  void workers_areJudgedByWhetherTheyServe(String phase, Level level) {
    List<LiveWorker> alive =
        phase.isEmpty() ? List.of() : List.of(new LiveWorker(1, 1, Phase.valueOf(phase)));

    assertThat(PoolCheckup.workers(alive).level()).isEqualTo(level);
  }

  @Test
  void judge_ofAGoodStore_findsNothing() {
    assertThat(judge(SCHEMA, "ok", 128 * MIB, NOW.plusSeconds(60)))
        .extracting(Finding::level, Finding::subject)
        .containsExactly(tuple(Level.OK, "store"), tuple(Level.OK, "clock"));
  }

  @Test
  void judge_ofABadStore_findsEachThing() {
    assertThat(judge(SCHEMA - 1, "row 3 missing", 128 * MIB + 1, NOW.plusSeconds(61)))
        .extracting(Finding::line)
        .containsExactly(
            "fault    store         it is damaged: row 3 missing; stop the web server and run"
                + " stepgate restore FILE",
            "warning  schema        the store has schema "
                + (SCHEMA - 1)
                + "; the next worker of this version brings it to "
                + SCHEMA,
            "warning  wal           the write-ahead log has 128 MiB; look for a program that keeps"
                + " the store open, such as an sqlite3 shell",
            "fault    clock         the newest execution was started at 2026-01-31T12:01:01Z, which"
                + " is yet to come: the clock was put back; run timedatectl and set the clock");
  }

  private static List<Finding> judge(
      long schema, String integrity, long walBytes, Instant newestStart) {
    var store =
        new StoreInspection(schema, integrity, 5 * MIB, walBytes, 7, 1, Optional.of(newestStart));
    return PoolCheckup.judge(store, 64 * MIB, NOW);
  }
}
