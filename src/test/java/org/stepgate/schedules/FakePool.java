package org.stepgate.schedules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stepgate.schedules.ScheduleState.Last;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionPage;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.HistoryPage;
import org.stepgate.workflow.MachineDescription;
import org.stepgate.workflow.NameLookup;
import org.stepgate.workflow.RedriveState;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.Workflows;

/// Workers over one store and one engine in memory, with a clock that is moved by hand.
final class FakePool {
  Instant now = Instant.parse("2026-05-10T11:30:00Z");
  final List<RunRequest> started = new ArrayList<>();
  final List<String> stopped = new ArrayList<>();
  final Set<String> running = new HashSet<>();
  @Nullable RunOutcome refusal;

  /// Where the next start breaks off.
  Crash crash = Crash.NONE;

  private final Map<String, Row> rows = new TreeMap<>();
  private final Map<ExecutionId, @Nullable String> executions = new LinkedHashMap<>();
  private final Set<Integer> alive = new HashSet<>();
  private long generation;

  enum Crash {
    NONE,
    BEFORE_START,
    AFTER_START
  }

  /// What a worker that dies throws here.
  static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private record Row(ScheduleState state, int claimer) {}

  /// A worker that looks when the test says so.
  ScheduleRunner worker(int number, ScheduleConfig... schedules) {
    alive.add(number);
    var runner = new ScheduleRunner(new Store(number), new Engine(), () -> now);
    runner.use(1, List.of(schedules));
    return runner;
  }

  void retire(int number) {
    alive.remove(number);
  }

  void end(String name) {
    running.remove(name);
  }

  ScheduleState state(String name) {
    return rows.get(name).state();
  }

  List<String> names() {
    return started.stream().map(RunRequest::name).toList();
  }

  private static ScheduleState with(
      ScheduleState old,
      Instant settled,
      ScheduleState.@Nullable Paused paused,
      @Nullable Instant claimed,
      @Nullable Last last) {
    return new ScheduleState(
        old.name(), old.definition(), old.anchor(), settled, paused, claimed, false, last);
  }

  private final class Store implements ScheduleStore {
    private final int self;

    Store(int self) {
      this.self = self;
    }

    @Override
    public List<ScheduleState> states() {
      return rows.keySet().stream().flatMap(name -> state(name).stream()).toList();
    }

    @Override
    public Optional<ScheduleState> state(String name) {
      return Optional.ofNullable(rows.get(name))
          .map(row -> {
            ScheduleState old = row.state();
            return new ScheduleState(
                old.name(),
                old.definition(),
                old.anchor(),
                old.settled(),
                old.paused(),
                old.claimed(),
                !isFree(row),
                old.last());
          });
    }

    private boolean isFree(Row row) {
      return row.claimer() == self || !alive.contains(row.claimer());
    }

    @Override
    public void define(long next, Map<String, String> definitions, Instant moment) {
      if (next < generation) {
        return;
      }
      generation = next;
      rows.keySet().retainAll(definitions.keySet());
      definitions.forEach((name, definition) -> {
        Row known = rows.get(name);
        if (known == null || !known.state().definition().equals(definition)) {
          rows.put(
              name,
              new Row(
                  new ScheduleState(name, definition, moment, moment, null, null, false, null), 0));
        }
      });
    }

    @Override
    public boolean claim(String name, Instant settled, Instant tick) {
      Row row = rows.get(name);
      ScheduleState old = row.state();
      if (!old.settled().equals(settled) || old.paused() != null || !isFree(row)) {
        return false;
      }
      rows.put(name, new Row(with(old, settled, null, tick, old.last()), self));
      return true;
    }

    @Override
    public boolean settle(String name, Instant settled, Instant next, @Nullable Last last) {
      Row row = rows.get(name);
      ScheduleState old = row.state();
      if (!old.settled().equals(settled) || !isFree(row)) {
        return false;
      }
      rows.put(name, new Row(with(old, next, old.paused(), null, merged(old.last(), last)), 0));
      return true;
    }

    private @Nullable Last merged(@Nullable Last old, @Nullable Last last) {
      if (last == null || last.execution() != null || old == null) {
        return last == null ? old : last;
      }
      return new Last(last.tick(), last.outcome(), old.execution(), last.detail());
    }

    @Override
    public boolean pause(String name, String by, Instant moment) {
      return rows.computeIfPresent(
              name,
              (_, row) -> {
                ScheduleState old = row.state();
                var paused =
                    old.paused() == null ? new ScheduleState.Paused(moment, by) : old.paused();
                return new Row(
                    with(old, old.settled(), paused, old.claimed(), old.last()), row.claimer());
              })
          != null;
    }

    @Override
    public boolean resume(String name, Instant moment) {
      return rows.computeIfPresent(
              name,
              (_, row) -> {
                ScheduleState old = row.state();
                return new Row(with(old, moment, null, old.claimed(), old.last()), row.claimer());
              })
          != null;
    }
  }

  /// What schedules ask an engine for.
  private final class Engine implements Workflows {
    @Override
    public RunOutcome run(RunRequest request) {
      if (crash == Crash.BEFORE_START) {
        crash = Crash.NONE;
        throw new Died();
      }
      if (refusal != null) {
        return refusal;
      }
      var id = new ExecutionId("embedded", request.machine(), request.name());
      if (executions.containsKey(id)) {
        throw new AssertionError("started twice: " + id);
      }
      executions.put(id, request.fingerprint());
      running.add(request.name());
      started.add(request);
      if (crash == Crash.AFTER_START) {
        crash = Crash.NONE;
        throw new Died();
      }
      return new RunOutcome.Running(id, false);
    }

    @Override
    public NameLookup lookup(String machine, String name) {
      var id = new ExecutionId("embedded", machine, name);
      return executions.containsKey(id)
          ? new NameLookup.Known(id, executions.get(id))
          : new NameLookup.Unknown();
    }

    @Override
    public Optional<ExecutionDescription> describe(ExecutionId id) {
      return executions.containsKey(id)
          ? Optional.of(
              new ExecutionDescription(
                  id,
                  "arn",
                  "arn",
                  null,
                  null,
                  running.contains(id.name()) ? ExecutionStatus.RUNNING : ExecutionStatus.SUCCEEDED,
                  now,
                  null,
                  "{}",
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  "{}",
                  RedriveState.RUNNING))
          : Optional.empty();
    }

    @Override
    public Optional<ExecutionDescription> stop(
        ExecutionId id, @Nullable String error, @Nullable String cause) {
      stopped.add(id.name() + " " + error);
      running.remove(id.name());
      return describe(id);
    }

    @Override
    public Optional<ExecutionId> locate(StatesArn.Execution arn) {
      throw notAsked();
    }

    @Override
    public Optional<ExecutionDescription> await(ExecutionId id, Duration wait) {
      throw notAsked();
    }

    @Override
    public Optional<HistoryPage> history(
        ExecutionId id, boolean reverse, int maxResults, @Nullable String pageToken) {
      throw notAsked();
    }

    @Override
    public Optional<MachineDescription> definition(ExecutionId id) {
      throw notAsked();
    }

    @Override
    public ExecutionPage list(ExecutionQuery query) {
      throw notAsked();
    }

    @Override
    public List<MachineDescription> machines() {
      throw notAsked();
    }

    @Override
    public Optional<MachineDescription> machine(String name) {
      throw notAsked();
    }

    @Override
    public Instant redrive(Redrive request) {
      throw notAsked();
    }

    private BackendException notAsked() {
      return new BackendException("fake", false, "schedules do not ask for that", null);
    }
  }
}
