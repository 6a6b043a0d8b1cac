package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.store.Write.ConfigurationOutcome;
import org.stepgate.workflow.MachineType;

/// Machines, definitions and the generations of the configuration.
class MachineTableTest {
  @TempDir Path folder;
  private StoreFixture fixture;
  private Store store;

  @BeforeEach
  void open() {
    fixture = new StoreFixture(folder);
    store = fixture.store;
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void putConfiguration_nextGeneration_replacesTheMachinesFromFiles() {
    MachineRow ours = machine("api", "{}", false);
    store.write(new Write.PutMachine(ours)).join();

    var first = put(0, List.of(machine("a", "1", true), machine("b", "2", true)));
    var second = put(1, List.of(machine("b", "3", true)));

    assertThat(first).isEqualTo(new ConfigurationOutcome.InForce(1));
    assertThat(second).isEqualTo(new ConfigurationOutcome.InForce(2));
    assertThat(store.machines()).containsExactly(ours, machine("b", "3", true));
    assertThat(store.configuration()).contains(new ConfigurationRow(2, "sum1", "bundle1"));
    assertThat(store.definition(sha256("1"))).contains("1");
    assertThat(store.definition("unknown")).isEmpty();
  }

  @Test
  void putConfiguration_oldGeneration_isSupersededAndChangesNothing() {
    put(0, List.of(machine("a", "1", true)));

    assertThat(put(0, List.of())).isEqualTo(new ConfigurationOutcome.Superseded());
    assertThat(put(2, List.of())).isEqualTo(new ConfigurationOutcome.Superseded());
    assertThat(store.machine("a")).isPresent();
  }

  @Test
  void putMachine_again_keepsTheCreationTime() {
    boolean isNew = store.write(new Write.PutMachine(machine("a", "1", false))).join();
    var later =
        new MachineRow(
            "a",
            "arn:a",
            MachineType.EXPRESS,
            sha256("2"),
            "2",
            Samples.START.plusSeconds(9),
            false);

    boolean isNewAgain = store.write(new Write.PutMachine(later)).join();

    assertThat(isNew).isTrue();
    assertThat(isNewAgain).isFalse();
    MachineRow read = store.machine("a").orElseThrow();
    assertThat(read.definition()).isEqualTo("2");
    assertThat(read.type()).isEqualTo(MachineType.EXPRESS);
    assertThat(read.creationTime()).isEqualTo(creation());
  }

  @Test
  void removeMachine_definitionStays() {
    store.write(new Write.PutMachine(machine("a", "1", false))).join();

    assertThat(store.write(new Write.RemoveMachine("a")).join()).isTrue();
    assertThat(store.write(new Write.RemoveMachine("a")).join()).isFalse();
    assertThat(store.machine("a")).isEmpty();
    assertThat(store.definition(sha256("1"))).contains("1");
  }

  private ConfigurationOutcome put(long expected, List<MachineRow> machines) {
    return store
        .write(
            new Write.PutConfiguration(expected, "sum" + expected, "bundle" + expected, machines))
        .join();
  }

  private static MachineRow machine(String name, String definition, boolean fromFiles) {
    return new MachineRow(
        name,
        "arn:" + name,
        MachineType.STANDARD,
        sha256(definition),
        definition,
        creation(),
        fromFiles);
  }

  private static Instant creation() {
    return Samples.START;
  }

  private static String sha256(String definition) {
    return "sha-of-" + definition;
  }
}
