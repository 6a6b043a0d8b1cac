package org.stepgate.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.config.GenerationStore.Generation;

/// Keeps one configuration in force in all workers of a pool.
///
/// The store has the latest good one with its number. A worker proposes the next only when what it
/// sees of the files has changed (a start counts as a change) and is good, and by compare-and-set.
/// So workers that see old and new files cannot alternate: the one whose files stay as they are
/// follows the store. Bad files are reported as errors, each fault a line, and change nothing;
/// files that have lost the directory of the policies are bad, as nobody would be held back any
/// more. What is stored was good once: its definitions are not validated again.
///
/// Safe for use by any thread; one at a time decides.
public final class Generations {
  private static final Logger LOG = LogManager.getLogger(Generations.class);

  /// Lost races for the next generation after which a change is left to the workers that won.
  private static final int MAX_RACES = 10;

  private static final Fault POLICIES_LOST =
      Fault.ofFile(
          ConfigurationDirectory.POLICIES,
          "there is no such directory any more, so the policies before stay in force; leave it"
              + " empty to deny everything, or start a site without policies on a new --state");

  private final GenerationStore store;
  private final Supplier<Observation> files;
  private final Readers readers;
  private final Consumer<InForce> listener;
  private volatile @Nullable InForce inForce;
  private long unreadable;

  /// The configuration that this worker goes by.
  ///
  /// @param generation its number
  /// @param sha256 the hash of its files
  /// @param configuration what they say
  public record InForce(long generation, String sha256, Configuration configuration) {}

  /// How bundles are read, with the worker's directories.
  ///
  /// @param ofFiles reads what the files say, as [ConfigurationReader#read] does
  /// @param stored reads what was good once, as [ConfigurationReader#readStored] does
  public record Readers(
      Function<ConfigurationBundle, Configuration> ofFiles,
      Function<ConfigurationBundle, Configuration> stored) {}

  /// Nothing is in force before [#start].
  ///
  /// @param files reads the files now
  /// @param readers read bundles
  /// @param listener gets each configuration that comes into force, on the thread that found it
  public Generations(
      GenerationStore store,
      Supplier<Observation> files,
      Readers readers,
      Consumer<InForce> listener) {
    this.store = store;
    this.files = files;
    this.readers = readers;
    this.listener = listener;
  }

  /// The configuration in force; empty while there is none, because the files have been bad from
  /// the start and the store has no generation that can be read.
  public Optional<InForce> inForce() {
    return Optional.ofNullable(inForce);
  }

  /// Looks at the files for the first time and brings them, else the stored generation, into force.
  ///
  /// @return what was seen, to go on from with [ConfigurationWatch]
  public synchronized Observation start() {
    Optional<Generation> before = store.current();
    Observation seen = files.get();
    take(seen, before);
    if (inForce == null) {
      LOG.error(
          "config.none_in_force message=\"neither the files nor a stored generation can be used\"");
    }
    return seen;
  }

  /// Takes a change of the files that has settled.
  public synchronized void filesChanged(Observation seen) {
    take(seen, store.current());
  }

  /// Follows the store, when another worker has brought a later generation into force.
  public synchronized void follow() {
    store.current().ifPresent(this::adoptLater);
  }

  private void take(Observation seen, Optional<Generation> current) {
    switch (seen) {
      case Observation.Refused(List<Fault> faults) -> report(faults);
      case Observation.Seen(ConfigurationBundle bundle) -> {
        try {
          propose(seen, bundle, readers.ofFiles().apply(bundle), current);
        } catch (ConfigException e) {
          report(e.faults());
        }
      }
    }
    follow();
  }

  /// After a lost race the files are read again: only what they still say may be proposed against
  /// the winner. What they say instead is left to the watch, which waits until it has settled.
  private void propose(
      Observation seen,
      ConfigurationBundle bundle,
      Configuration configuration,
      Optional<Generation> current) {
    Optional<Generation> latest = current;
    for (int race = 0; race < MAX_RACES; race++) {
      if (latest.isPresent() && latest.get().bundle().equals(bundle)) {
        adopt(latest.get().number(), bundle, configuration);
        return;
      }
      if (!bundle.hasPolicies()
          && latest.map(Generation::bundle).map(ConfigurationBundle::hasPolicies).orElse(false)) {
        report(List.of(POLICIES_LOST));
        return;
      }
      long expected = latest.map(Generation::number).orElse(0L);
      if (store.compareAndSet(expected, bundle, configuration)) {
        adopt(expected + 1, bundle, configuration);
        return;
      }
      latest = store.current();
      if (!files.get().equals(seen)) {
        return;
      }
    }
    LOG.warn("config.races_lost races={}", MAX_RACES);
  }

  private void adoptLater(Generation generation) {
    InForce now = inForce;
    long known = Math.max(now == null ? 0 : now.generation(), unreadable);
    if (generation.number() <= known) {
      return;
    }
    try {
      Configuration configuration = readers.stored().apply(generation.bundle());
      adopt(generation.number(), generation.bundle(), configuration);
    } catch (ConfigException e) {
      unreadable = generation.number();
      LOG.error("config.generation_unreadable generation={}", generation.number());
      e.faults().forEach(fault -> LOG.error("config.fault at=\"{}\"", fault));
    }
  }

  private void adopt(long number, ConfigurationBundle bundle, Configuration configuration) {
    InForce now = inForce;
    if (now != null && now.generation() == number) {
      return;
    }
    var next = new InForce(number, bundle.sha256(), configuration);
    inForce = next;
    LOG.info("config.in_force generation={} sha256={}", number, next.sha256());
    listener.accept(next);
  }

  private void report(List<Fault> faults) {
    InForce now = inForce;
    LOG.error(
        "config.refused faults={} in_force={}",
        faults.size(),
        now == null ? "stored" : "generation " + now.generation());
    faults.forEach(fault -> LOG.error("config.fault at=\"{}\"", fault));
  }
}
