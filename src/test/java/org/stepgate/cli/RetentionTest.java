package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.embedded.EmbeddedConfig;
import org.stepgate.embedded.EmbeddedEngine;
import org.stepgate.embedded.MachineSource;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;
import org.stepgate.store.RetentionConfig;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.StoreConfig;
import org.stepgate.store.WorkerId;
import org.stepgate.store.Write;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.NameLookup;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;

/// What is past its time goes, and nothing else.
@Timeout(120)
final class RetentionTest {
  private static final int ENDED = 2 * Retention.AT_ONCE + 1;
  private static final RetentionConfig CONFIG =
      new RetentionConfig(Duration.ofDays(1), Duration.ofDays(3));

  @TempDir Path folder;
  private Store store;
  private EmbeddedEngine engine;

  @BeforeEach
  void open() throws Exception {
    store = Store.open(StoreConfig.defaults(folder.resolve("state/stepgate.db")));
    WorkerId worker = store.write(new Write.RegisterWorker(1, 1, "boot", "lock")).get();
    engine =
        new EmbeddedEngine(
            EmbeddedConfig.defaults(),
            store,
            StoreClock.system(),
            worker,
            (_, _) -> new TaskOutcome.Failed("none", "no task is called"),
            text ->
                ((ParseResult.Parsed) new DefinitionParser(_ -> true).parseJson(text)).machine());
    List<MachineSource> machines =
        List.of(
            machine("ends", "\"Type\":\"Pass\""),
            machine("waits", "\"Type\":\"Wait\",\"Seconds\":100000"));
    engine.putConfiguration(0, "0".repeat(64), "bundle", machines);
    engine.useMachines(machines);
    engine.start();
  }

  private static MachineSource machine(String name, String state) {
    return new MachineSource(
        name,
        MachineType.STANDARD,
        "{\"StartAt\":\"S\",\"States\":{\"S\":{%s,\"End\":true}}}".formatted(state));
  }

  @AfterEach
  void close() {
    engine.close();
    store.close();
  }

  private RunOutcome start(String machine, String name) throws InterruptedException {
    return engine.run(
        new RunRequest(
            machine,
            name,
            true,
            "print",
            JsonObject.EMPTY,
            Principal.ANONYMOUS,
            null,
            null,
            Duration.ZERO));
  }

  private void sweepIn(Duration time) {
    Instant then = Instant.now().plus(time);
    new Retention(store, CONFIG, () -> then).sweep();
  }

  private Optional<?> described(String machine, String name) {
    return engine.describe(new ExecutionId("embedded", machine, name));
  }

  @Test
  void sweep_pastTheRetention_removesWhatHasEndedAndKeepsItsNames() throws Exception {
    for (int i = 0; i < ENDED; i++) {
      start("ends", "n" + i);
    }
    start("waits", "n");

    sweepIn(Duration.ofHours(23));
    assertThat(described("ends", "n0")).isPresent();
    sweepIn(Duration.ofHours(25));

    for (int i = 0; i < ENDED; i++) {
      assertThat(described("ends", "n" + i)).isEmpty();
    }
    assertThat(described("waits", "n")).isPresent();
    assertThat(start("ends", "n0")).isInstanceOf(RunOutcome.Gone.class);
  }

  @Test
  void sweep_pastTheTimeOfNames_freesThem() throws Exception {
    for (int i = 0; i < ENDED; i++) {
      start("ends", "n" + i);
    }

    sweepIn(Duration.ofHours(25));
    sweepIn(Duration.ofDays(3));
    assertThat(engine.lookup("ends", "n0")).isInstanceOf(NameLookup.Gone.class);
    sweepIn(Duration.ofHours(25 + 49));

    for (int i = 0; i < ENDED; i++) {
      assertThat(engine.lookup("ends", "n" + i)).isInstanceOf(NameLookup.Unknown.class);
    }
    assertThat(start("ends", "n0")).isInstanceOf(RunOutcome.Closed.class);
  }

  @Test
  void sweep_ofAClosedStore_isNotThrown() {
    store.close();

    sweepIn(Duration.ofDays(9));
  }
}
