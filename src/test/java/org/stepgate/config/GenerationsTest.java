package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GenerationsTest {
  private static final Observation REFUSED =
      new Observation.Refused(List.of(Fault.ofFile("stepgate.yaml", "is a symbolic link")));

  private final FakeStore store = new FakeStore();

  @Test
  void start_onAnEmptyStore_storesTheFirstGeneration() {
    var worker = new Worker("A");

    worker.start();

    assertThat(store.generation).contains(new GenerationStore.Generation(1, bundle("A")));
    assertThat(worker.taken).containsExactly("1 A");
  }

  @Test
  void start_withTheStoredFiles_takesTheirGeneration() {
    store.put(7, "A");
    var worker = new Worker("A");

    worker.start();

    assertThat(store.number()).isEqualTo(7);
    assertThat(worker.taken).containsExactly("7 A");
  }

  @Test
  void start_withFilesChangedWhileNobodyRan_storesTheNext() {
    store.put(7, "A");
    var worker = new Worker("B");

    worker.start();

    assertThat(store.number()).isEqualTo(8);
    assertThat(worker.taken).containsExactly("8 B");
  }

  @Test
  void t39_start_withBadFiles_takesTheStoredGeneration() {
    store.put(7, "A");
    var worker = new Worker("bad");

    worker.start();

    assertThat(store.number()).isEqualTo(7);
    assertThat(worker.taken).containsExactly("7 A");
  }

  @Test
  void start_withTheStoredFilesThatANewerParserRefuses_goesOnWithTheGeneration() {
    store.put(7, "strict");
    var worker = new Worker("strict");

    worker.start();

    assertThat(store.number()).isEqualTo(7);
    assertThat(worker.taken).containsExactly("7 strict");
  }

  @Test
  void start_withRefusedFiles_takesTheStoredGeneration() {
    store.put(7, "A");
    var worker = new Worker("A");
    worker.files = REFUSED;

    worker.start();

    assertThat(worker.taken).containsExactly("7 A");
  }

  @Test
  void start_withBadFilesOnAnEmptyStore_hasNothingUntilTheyAreMended() {
    var worker = new Worker("bad");
    worker.start();
    assertThat(worker.generations.inForce()).isEmpty();

    worker.edit("A");

    assertThat(worker.taken).containsExactly("1 A");
  }

  @Test
  void start_onAStoredGenerationThatCannotBeRead_storesTheNext() {
    store.put(7, "bad");
    var worker = new Worker("A");

    worker.start();

    assertThat(worker.taken).containsExactly("8 A");
  }

  @Test
  void t39_filesChanged_toBadFiles_keepsTheOldInForce() {
    var worker = new Worker("A");
    worker.start();

    worker.edit("bad");

    assertThat(store.number()).isEqualTo(1);
    assertThat(worker.taken).containsExactly("1 A");
    assertThat(worker.generations.inForce()).isPresent();
  }

  @Test
  void t23_filesChanged_toFilesWithoutTheirPolicies_keepsTheOldInForce() {
    var worker = new Worker("guarded A");
    worker.start();

    worker.edit("B");

    assertThat(store.number()).isEqualTo(1);
    assertThat(worker.taken).containsExactly("1 guarded A");

    worker.edit("guarded B");
    assertThat(worker.taken).containsExactly("1 guarded A", "2 guarded B");
  }

  @Test
  void t23_start_withFilesWithoutTheStoredPolicies_takesTheStoredGeneration() {
    store.put(7, "guarded A");
    var worker = new Worker("A");

    worker.start();

    assertThat(store.number()).isEqualTo(7);
    assertThat(worker.taken).containsExactly("7 guarded A");
  }

  @Test
  void t23_filesChanged_withoutPoliciesThatAnotherWorkerHasBrought_followsThem() {
    var worker = new Worker("A");
    worker.start();
    store.beforeCompareAndSet = () -> store.put(2, "guarded B");

    worker.edit("C");

    assertThat(store.number()).isEqualTo(2);
    assertThat(worker.taken).containsExactly("1 A", "2 guarded B");
  }

  @Test
  void filesChanged_inTwoWorkers_makesOneGeneration() {
    var first = new Worker("A");
    var second = new Worker("A");
    first.start();
    second.start();

    first.edit("B");
    second.edit("B");

    assertThat(store.number()).isEqualTo(2);
    assertThat(first.taken).containsExactly("1 A", "2 B");
    assertThat(second.taken).containsExactly("1 A", "2 B");
  }

  @Test
  void workersOnOldAndNewFiles_doNotAlternate() {
    var old = new Worker("A");
    var fresh = new Worker("A");
    old.start();
    fresh.start();

    fresh.edit("B");
    for (int round = 0; round < 3; round++) {
      old.generations.follow();
      fresh.generations.follow();
    }

    assertThat(store.number()).isEqualTo(2);
    assertThat(old.taken).containsExactly("1 A", "2 B");
    assertThat(fresh.taken).containsExactly("1 A", "2 B");
  }

  @Test
  void filesChanged_whenAnOlderReadingWins_isProposedAgainstIt() {
    var worker = new Worker("A");
    worker.start();
    store.beforeCompareAndSet = () -> store.put(2, "B");

    worker.edit("C");

    assertThat(store.generation).contains(new GenerationStore.Generation(3, bundle("C")));
    assertThat(worker.taken).containsExactly("1 A", "3 C");
  }

  @Test
  void filesChanged_whenTheFilesHaveMovedOnMeanwhile_leavesItToTheWinner() {
    var worker = new Worker("A");
    worker.start();
    store.beforeCompareAndSet =
        () -> {
          store.put(2, "D");
          worker.files = seen("D");
        };

    worker.edit("C");

    assertThat(store.number()).isEqualTo(2);
    assertThat(worker.taken).containsExactly("1 A", "2 D");
  }

  @Test
  void follow_ofAGenerationThatThisVersionCannotRead_keepsTheOld() {
    var worker = new Worker("A");
    worker.start();
    store.put(2, "bad");

    worker.generations.follow();
    worker.generations.follow();
    assertThat(worker.taken).containsExactly("1 A");

    store.put(3, "C");
    worker.generations.follow();
    assertThat(worker.taken).containsExactly("1 A", "3 C");
  }

  /// Files of which one says the text; one that says `guarded` has policies beside it.
  private static ConfigurationBundle bundle(String text) {
    return ConfigurationBundle.of(
        text.startsWith("guarded")
            ? Map.of("stepgate.yaml", text, "policies/", "")
            : Map.of("stepgate.yaml", text));
  }

  private static Observation seen(String text) {
    return new Observation.Seen(bundle(text));
  }

  /// Reads any text but `bad`.
  private static Configuration read(ConfigurationBundle bundle) {
    if (bundle.equals(bundle("bad")) || bundle.equals(bundle("strict"))) {
      throw new ConfigException(List.of(Fault.ofFile("stepgate.yaml", "unknown key 'bad'")));
    }
    return ConfigurationReader.read(
        bundle("# none"), new Directories(Path.of("/etc/stepgate"), Path.of("/var/lib/stepgate")));
  }

  /// Reads any text but `bad`, and in it definitions that files may not have any more.
  private static Configuration readStored(ConfigurationBundle bundle) {
    return read(bundle.equals(bundle("strict")) ? bundle("once") : bundle);
  }

  private final class Worker {
    final List<String> taken = new ArrayList<>();
    final Generations generations;
    Observation files;

    Worker(String text) {
      files = seen(text);
      generations =
          new Generations(
              store,
              () -> files,
              new Generations.Readers(GenerationsTest::read, GenerationsTest::readStored),
              next ->
                  taken.add(
                      next.generation()
                          + " "
                          + store.generation.orElseThrow().bundle().files().get("stepgate.yaml")));
    }

    void start() {
      generations.start();
    }

    void edit(String text) {
      files = seen(text);
      generations.filesChanged(files);
    }
  }

  private static final class FakeStore implements GenerationStore {
    Optional<Generation> generation = Optional.empty();
    Runnable beforeCompareAndSet = () -> {};

    void put(long number, String text) {
      generation = Optional.of(new Generation(number, bundle(text)));
    }

    long number() {
      return generation.map(Generation::number).orElse(0L);
    }

    @Override
    public Optional<Generation> current() {
      return generation;
    }

    @Override
    public boolean compareAndSet(
        long expected, ConfigurationBundle next, Configuration configuration) {
      Runnable before = beforeCompareAndSet;
      beforeCompareAndSet = () -> {};
      before.run();
      if (number() != expected) {
        return false;
      }
      generation = Optional.of(new Generation(expected + 1, next));
      return true;
    }
  }
}
