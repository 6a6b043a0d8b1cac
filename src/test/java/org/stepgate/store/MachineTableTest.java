package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.store.Write.ConfigurationOutcome;
import org.stepgate.workflow.EncryptionConfiguration;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.LoggingConfiguration;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.MachineSettings;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.Tag;

/// Machines with versions, aliases and tags, definitions and the generations of the configuration.
class MachineTableTest {
  private static final MachineId A = MachineId.ofHome("a");
  private static final MachineId OTHERS_A = new MachineId("222222222222", "a");

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
    define(row("api", "{}", false), "{}");

    var first = put(0, List.of(fromFiles("a", "1"), fromFiles("b", "2")));
    var second = put(1, List.of(fromFiles("b", "3")));

    assertThat(first).isEqualTo(new ConfigurationOutcome.InForce(1));
    assertThat(second).isEqualTo(new ConfigurationOutcome.InForce(2));
    assertThat(store.machines("")).extracting(row -> row.id().name()).containsExactly("api", "b");
    assertThat(machine("b").revision().definitionSha256()).isEqualTo(sha256("3"));
    assertThat(store.configuration()).contains(new ConfigurationRow(2, "sum1", "bundle1"));
    assertThat(store.definition(sha256("1"))).contains("1");
    assertThat(store.definition("unknown")).isEmpty();
  }

  @Test
  void putConfiguration_nameOfAMachineOfTheApi_takesItsPlaceWithAllThatBelongsToIt() {
    define(row("a", "1", false), "1");
    change(A, new MachineChange.Publish(version(1)), new MachineChange.PutAlias(alias("live", 1)));
    change(A, new MachineChange.SetTags(List.of(new Tag("k", "v"))));

    put(0, List.of(fromFiles("a", "2")));

    assertThat(machine("a").fromFiles()).isTrue();
    assertThat(machine("a").lastVersion()).isZero();
    assertThat(store.versions(A, Long.MAX_VALUE, 10)).isEmpty();
    assertThat(store.aliases(A)).isEmpty();
    assertThat(store.tags(TaggedResource.machine(A))).isEmpty();
  }

  @Test
  void putConfiguration_oldGeneration_isSupersededAndChangesNothing() {
    put(0, List.of(fromFiles("a", "1")));

    assertThat(put(0, List.of())).isEqualTo(new ConfigurationOutcome.Superseded());
    assertThat(put(2, List.of())).isEqualTo(new ConfigurationOutcome.Superseded());
    assertThat(store.machine(A)).isPresent();
  }

  @Test
  void changeMachine_settings_areReadAsTheyWereWritten() {
    var settings =
        new MachineSettings(
            new LoggingConfiguration(LoggingConfiguration.Level.ALL, true, List.of("arn:l:*")),
            true,
            new EncryptionConfiguration(
                EncryptionConfiguration.Type.CUSTOMER_MANAGED_KMS_KEY, "key", 300));
    var revision = new MachineRevision("r", sha256("1"), "role", settings, Samples.START);
    define(new MachineRow(A, MachineType.EXPRESS, revision, Samples.START, false, 0, 0), "1");

    MachineRow read = machine("a");

    assertThat(read.revision()).isEqualTo(revision);
    assertThat(read.type()).isEqualTo(MachineType.EXPRESS);
    assertThat(read.creationTime()).isEqualTo(Samples.START);
  }

  @Test
  void changeMachine_ofAnotherSequence_isRefusedAndChangesNothing() {
    define(row("a", "1", false), "1");
    MachineRow read = machine("a");
    change(A, new MachineChange.Publish(version(1)));

    var late = new Write.ChangeMachine(A, read.sequence(), List.of(new MachineChange.Remove()));

    assertThat(store.write(late).join()).isFalse();
    assertThat(store.machine(A)).isPresent();
  }

  @Test
  void changeMachine_madeAgain_isNotTakenForTheOneBefore() {
    define(row("a", "1", false), "1");
    MachineRow before = machine("a");
    change(A, new MachineChange.Remove());
    var revision =
        new MachineRevision(
            null, sha256("1"), null, MachineSettings.DEFAULTS, Samples.START.plusMillis(1));
    define(new MachineRow(A, MachineType.STANDARD, revision, revision.time(), false, 0, 0), "1");

    assertThat(machine("a").sequence()).isNotEqualTo(before.sequence());
  }

  @Test
  void changeMachine_remove_takesAllThatBelongsToItButTheDefinition() {
    define(row("a", "1", false), "1");
    change(A, new MachineChange.Publish(version(1)), new MachineChange.PutAlias(alias("live", 1)));
    change(A, new MachineChange.SetTags(List.of(new Tag("k", "v"))));

    change(A, new MachineChange.Remove());

    assertThat(store.machine(A)).isEmpty();
    assertThat(store.version(A, 1)).isEmpty();
    assertThat(store.alias(A, "live")).isEmpty();
    assertThat(store.tags(TaggedResource.machine(A))).isEmpty();
    assertThat(store.definition(sha256("1"))).contains("1");
  }

  @Test
  void machines_ofTwoAccounts_areApart() {
    define(row("a", "1", false), "1");
    var others =
        new MachineRow(OTHERS_A, MachineType.STANDARD, revision("2"), Samples.START, false, 0, 0);
    define(others, "2");

    change(A, new MachineChange.Remove());

    assertThat(store.machines("")).isEmpty();
    assertThat(store.machine(OTHERS_A)).isPresent();
    assertThat(store.listMachines("222222222222", "", 10))
        .containsExactly(new MachineListing("a", MachineType.STANDARD, Samples.START));
  }

  @Test
  void listMachines_goesOnAfterAName() {
    for (String name : List.of("m_1", "m_10", "m_0")) {
      define(row(name, "1", false), "1");
    }

    assertThat(store.listMachines("", "m_0", 1))
        .extracting(MachineListing::name)
        .containsExactly("m_1");
    assertThat(store.listMachines("", "m_1", 10))
        .extracting(MachineListing::name)
        .containsExactly("m_10");
  }

  @Test
  void versions_areNewestFirstAndTheirNumbersStay() {
    define(row("a", "1", false), "1");
    change(A, new MachineChange.Publish(version(1)));
    change(A, new MachineChange.Publish(version(2)));

    change(A, new MachineChange.RemoveVersion(2));

    assertThat(store.versions(A, Long.MAX_VALUE, 10)).containsExactly(version(1));
    assertThat(store.versions(A, 1, 10)).isEmpty();
    assertThat(machine("a").lastVersion()).isEqualTo(2);
  }

  @Test
  void aliases_withOneOrTwoVersions_areReadAsTheyWereWritten() {
    define(row("a", "1", false), "1");
    var both =
        new AliasRow(
            "both",
            null,
            Samples.START,
            Samples.START.plusMillis(5),
            List.of(new AliasRow.Route(2, 70), new AliasRow.Route(1, 30)));

    change(A, new MachineChange.PutAlias(both), new MachineChange.PutAlias(alias("one", 1)));

    assertThat(store.aliases(A)).containsExactly(both, alias("one", 1));
    change(A, new MachineChange.RemoveAlias("both"));
    assertThat(store.alias(A, "both")).isEmpty();
  }

  @Test
  void changeTags_keepsTheOrderAndTheLimit() {
    var resource = TaggedResource.activity(A);

    assertThat(tag(resource, List.of(new Tag("z", "1"), new Tag("y", "2")), List.of())).isTrue();
    assertThat(tag(resource, List.of(new Tag("x", "3")), List.of())).isFalse();
    assertThat(tag(resource, List.of(new Tag("z", "4")), List.of("unknown"))).isTrue();
    assertThat(store.tags(resource)).containsExactly(new Tag("z", "4"), new Tag("y", "2"));
    assertThat(tag(resource, List.of(new Tag("x", "3")), List.of("z"))).isTrue();
    assertThat(store.tags(resource)).containsExactly(new Tag("y", "2"), new Tag("x", "3"));
  }

  @Test
  void list_startedWithAVersionOrAnAlias_showsOnlyThose() {
    for (String name : List.of("plain", "version", "alias")) {
      fixture.create(
          new Write.Create(
              startedWith(name), Samples.running(1, 1), List.of(), List.of(), Samples.WORKER));
    }

    var query = new ExecutionQuery(OTHERS_A.toString(), null, null, 10, null);

    assertThat(store.list(query, null).executions()).hasSize(3);
    var found = store.list(query, "arn:version").executions();
    assertThat(found).extracting(each -> each.id().name()).containsExactly("alias", "version");
    assertThat(found.getFirst().aliasArn()).isEqualTo("arn:alias");
    assertThat(found.getFirst().id().account()).isEqualTo("222222222222");
    assertThat(store.list(query, "arn:alias").executions()).hasSize(1);
    assertThat(store.lookup(OTHERS_A, "plain")).isPresent();
    assertThat(store.lookup(A, "plain")).isEmpty();
  }

  private static NewExecution startedWith(String name) {
    NewExecution plain = Samples.execution("a", name, Samples.START, Samples.inline("{}"));
    var origin =
        new MachineOrigin(
            "222222222222",
            name.equals("plain") ? null : "arn:version",
            name.equals("alias") ? "arn:alias" : null,
            "revision",
            Samples.START.plus(Duration.ofMillis(3)),
            MachineSettings.DEFAULTS);
    return new NewExecution(
        plain.identity(),
        plain.definitionSha256(),
        origin,
        null,
        null,
        null,
        null,
        plain.caller(),
        null,
        null,
        List.of());
  }

  private boolean tag(TaggedResource resource, List<Tag> set, List<String> removed) {
    return store.write(new Write.ChangeTags(resource, set, removed, 2)).join();
  }

  private MachineRow machine(String name) {
    return store.machine(MachineId.ofHome(name)).orElseThrow();
  }

  private void define(MachineRow machine, String definition) {
    change(machine.id(), new MachineChange.Define(machine, definition));
  }

  private void change(MachineId id, MachineChange... changes) {
    long sequence = store.machine(id).map(MachineRow::sequence).orElse(0L);
    assertThat(store.write(new Write.ChangeMachine(id, sequence, List.of(changes))).join())
        .isTrue();
  }

  private ConfigurationOutcome put(long expected, List<MachineChange.Define> machines) {
    return store
        .write(
            new Write.PutConfiguration(expected, "sum" + expected, "bundle" + expected, machines))
        .join();
  }

  private static MachineChange.Define fromFiles(String name, String definition) {
    return new MachineChange.Define(row(name, definition, true), definition);
  }

  private static MachineRow row(String name, String definition, boolean fromFiles) {
    return new MachineRow(
        MachineId.ofHome(name),
        MachineType.STANDARD,
        revision(definition),
        Samples.START,
        fromFiles,
        0,
        0);
  }

  private static MachineRevision revision(String definition) {
    return new MachineRevision(
        null, sha256(definition), null, MachineSettings.DEFAULTS, Samples.START);
  }

  private static VersionRow version(long number) {
    return new VersionRow(number, "number " + number, Samples.START, revision("1"));
  }

  private static AliasRow alias(String name, long version) {
    return new AliasRow(
        name, "text", Samples.START, Samples.START, List.of(new AliasRow.Route(version, 100)));
  }

  private static String sha256(String definition) {
    return "sha-of-" + definition;
  }
}
