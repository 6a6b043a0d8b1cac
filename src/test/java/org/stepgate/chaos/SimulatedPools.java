package org.stepgate.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.stepgate.embedded.PoolSimulation;
import org.stepgate.embedded.PoolSimulation.Result;
import org.stepgate.store.MemoryDatabase.Flaw;

/// R14: the engine of three workers over the store's statements, in one thread whose every choice
/// comes from a seed. Controls: the same seeds with a store that breaks one rule are noticed.
final class SimulatedPools implements Fault {
  private static final int CONTROL_SEEDS = 100;
  private static final int REPEATED = 20;
  private static final int SHOWN = 5;

  @Override
  public String id() {
    return "R14";
  }

  @Override
  public String title() {
    return "simulated pools, one per seed";
  }

  @Override
  public Finding run(Lab lab) {
    // Disks that fail are in every log then.
    Configurator.setRootLevel(Level.OFF);
    try {
      return simulate(lab.size(1_000, 10_000), lab.random().nextInt(1_000_000));
    } finally {
      Configurator.setRootLevel(Level.ERROR);
    }
  }

  private static Finding simulate(int seeds, long first) {
    var violations = new ArrayList<String>();
    long executions = 0;
    long effects = 0;
    long repeated = 0;
    int crashes = 0;
    int stops = 0;
    long violated = 0;
    List<Result> results = all(first, seeds, Flaw.NONE);
    for (int i = 0; i < seeds; i++) {
      Result result = results.get(i);
      executions += result.executions();
      effects += result.effects();
      repeated += result.repeated();
      crashes += result.crashes();
      stops += result.stops();
      if (!result.violations().isEmpty()) {
        violated++;
        if (violated <= SHOWN) {
          violations.add("seed %d: %s".formatted(first + i, result.violations()));
        }
      }
    }
    if (violated > 0) {
      violations.add(violated + " of " + seeds + " seeds violated a promise");
    }
    if (!all(first, REPEATED, Flaw.NONE).equals(results.subList(0, REPEATED))) {
      violations.add("a seed does not reproduce its run");
    }
    var notes = new ArrayList<String>();
    notes.add(
        String.format(
            Locale.ROOT,
            "%d workers killed, %d stopped; %d effects, %d of them again for an attempt without a"
                + " result",
            crashes,
            stops,
            effects,
            repeated));
    for (Flaw flaw : Flaw.values()) {
      if (flaw != Flaw.NONE) {
        long noticed =
            all(first, CONTROL_SEEDS, flaw).stream()
                .filter(result -> !result.violations().isEmpty())
                .count();
        notes.add("control %s: noticed by %d of %d seeds".formatted(flaw, noticed, CONTROL_SEEDS));
        if (noticed == 0) {
          violations.add("void: nobody notices " + flaw);
        }
      }
    }
    return new Finding(seeds, executions, 0, 0, null, violations, notes);
  }

  /// One after the other: a thread that waits for a monitor which another simulation holds would be
  /// woken by the JDK, not by its own simulation.
  private static List<Result> all(long first, int seeds, Flaw flaw) {
    var results = new ArrayList<Result>();
    for (long seed = first; seed < first + seeds; seed++) {
      results.add(PoolSimulation.run(seed, flaw));
    }
    return results;
  }
}
