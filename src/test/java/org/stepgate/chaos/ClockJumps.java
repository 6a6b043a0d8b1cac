package org.stepgate.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.stepgate.chaos.Ledger.Effect;
import org.stepgate.chaos.Load.Placed;
import org.stepgate.site.Site;

/// R9: the wall clock of the workers jumps: a day forward, an hour back, and then again and again
/// five minutes back or forward. The monotonic clock goes on, as it does on a real machine. A
/// schedule goes on beside the orders.
///
/// The clock of this machine is left alone: the workers run with a [ShiftedClock].
final class ClockJumps implements Fault {
  private static final int WORKERS = 2;
  private static final int ORDERS = 10;
  private static final int PAUSE_SECONDS = 7;
  private static final Duration LATE = Duration.ofSeconds(1);

  /// Of an alarm after the jump that makes it due.
  private static final Duration ALARM_LATE = Duration.ofSeconds(5);

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTES = Duration.ofMinutes(5);
  private static final Pattern TAKEN_OVER =
      Pattern.compile("workers\\.(killed|retired|expelled|lock_file_removed)");
  private static final int SHOWN = 5;

  @Override
  public String id() {
    return "R9";
  }

  @Override
  public String title() {
    return "jumps of the clock";
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    var clock = new JumpingClock(lab.directory().resolve("clock"));
    clock.jump(Duration.ZERO);
    int small = lab.size(1, 60);
    Duration between = Duration.ofSeconds(lab.size(5, 10));
    Site prepared = lab.prepared(WORKERS).javaOptions(clock.javaOption());
    Ticks.addTo(prepared.config(), ChronoUnit.HOURS);
    try (var orders = Orders.open(lab, prepared.startAll())) {
      Site site = orders.site();
      var workers = site.workers();
      var placed = new ArrayList<Future<Placed>>();
      var alarms = new Alarms(site, orders.ledger(), clock);
      var ticks = new Ticks(site, ChronoUnit.HOURS, clock.now());

      placed.addAll(orders.load().place(ORDERS, PAUSE_SECONDS, 0));
      alarms.set("of tomorrow", Duration.ofHours(20));
      TimeUnit.NANOSECONDS.sleep(between.toNanos());
      alarms.mustBeSilent("of tomorrow");
      jump(clock, DAY, ticks);
      placed.addAll(orders.load().place(ORDERS, PAUSE_SECONDS, 0));
      alarms.mustRing("of tomorrow");

      alarms.set("that is put off", Duration.ofSeconds(20));
      jump(clock, HOUR.negated(), ticks);
      placed.addAll(orders.load().place(ORDERS, PAUSE_SECONDS, 0));
      for (int jump = 0; jump < small; jump++) {
        TimeUnit.NANOSECONDS.sleep(between.toNanos());
        jump(clock, jump % 2 == 0 ? MINUTES.negated() : MINUTES, ticks);
        placed.addAll(orders.load().place(ORDERS, PAUSE_SECONDS, 0));
      }
      for (var order : placed) {
        orders.settle(order);
      }
      alarms.mustBeSilent("that is put off");
      jump(clock, HOUR.multipliedBy(2), ticks);
      alarms.mustRing("that is put off");

      var violations = new ArrayList<>(alarms.violations);
      Finding finding = orders.finding(2 + small, null, List.of());
      violations.addAll(finding.violations());
      violations.addAll(ticks.faults(clock.now()));
      Duration latest = checkPauses(orders.ledger().effects(), violations);
      lab.within(LATE, latest, "a relative timer was late");
      if (!site.workers().equals(workers)) {
        violations.add("the workers were " + workers + " and are " + site.workers());
      }
      site.logLines().stream()
          .filter(line -> TAKEN_OVER.matcher(line).find())
          .limit(SHOWN)
          .forEach(violations::add);
      var notes = new ArrayList<>(finding.notes());
      notes.add("a relative timer was late by at most " + latest.toMillis() + " ms");
      return new Finding(
          finding.trials(),
          finding.operations(),
          finding.losses(),
          finding.duplicates(),
          null,
          violations.stream().limit(SHOWN).toList(),
          notes);
    }
  }

  private static void jump(JumpingClock clock, Duration by, Ticks ticks) throws Exception {
    Instant from = clock.now();
    clock.jump(by);
    ticks.jumped(from, clock.now());
  }

  /// The time between the two effects of each order is what it asked for, by this process's clock,
  /// which does not jump.
  ///
  /// @return how late the latest was
  private static Duration checkPauses(List<Effect> effects, List<String> violations) {
    Map<String, Instant> charged = new HashMap<>();
    Duration latest = Duration.ZERO;
    for (Effect effect : effects) {
      if (effect.state().equals("Charge")) {
        charged.put(effect.execution(), effect.at());
      } else if (effect.state().equals("Ship")) {
        Duration late =
            Duration.between(charged.get(effect.execution()), effect.at())
                .minusSeconds(PAUSE_SECONDS);
        if (late.isNegative()) {
          violations.add("a relative timer was early by " + late.abs() + ": " + effect);
        }
        latest = late.compareTo(latest) > 0 ? late : latest;
      }
    }
    return latest;
  }

  /// The wall clock as the workers see it.
  private static final class JumpingClock {
    private final Path file;
    private Duration offset = Duration.ZERO;

    JumpingClock(Path file) {
      this.file = file;
    }

    /// What makes a worker go by this clock.
    String javaOption() throws IOException {
      Path agent = file.resolveSibling("clock.jar");
      ShiftedClock.write(agent);
      return "-javaagent:%s=%s,%s".formatted(agent, agent, file);
    }

    /// Sets it forward, or back. The workers see it a moment later.
    void jump(Duration by) throws IOException {
      offset = offset.plus(by);
      Path next = file.resolveSibling("next-clock");
      Files.writeString(next, Long.toString(offset.toSeconds()));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    Instant now() {
      return Instant.now().plus(offset);
    }
  }

  /// Executions that wait for a moment of the wall clock.
  private static final class Alarms {
    private final Site site;
    private final Ledger ledger;
    private final JumpingClock clock;
    private final Map<String, String> executions = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    Alarms(Site site, Ledger ledger, JumpingClock clock) {
      this.site = site;
      this.ledger = ledger;
      this.clock = clock;
    }

    void set(String name, Duration ahead) throws Exception {
      Instant moment = clock.now().plus(ahead);
      String id =
          site.client()
              .post(
                  "/alarms", "{\"ledger\":\"%s\",\"until\":\"%s\"}".formatted(ledger.url(), moment))
              .execution();
      executions.put(name, id.substring(id.lastIndexOf(':') + 1));
    }

    void mustBeSilent(String name) {
      if (hasRung(name)) {
        violations.add("the alarm " + name + " has rung too early");
      }
    }

    void mustRing(String name) throws InterruptedException {
      long start = System.nanoTime();
      while (!hasRung(name)) {
        if (System.nanoTime() - start > ALARM_LATE.toNanos()) {
          violations.add("the alarm " + name + " has not rung after " + ALARM_LATE);
          return;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }

    private boolean hasRung(String name) {
      String execution = executions.get(name);
      return ledger.effects().stream().anyMatch(effect -> effect.execution().equals(execution));
    }
  }
}
