package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.asl.StateMachine;
import org.stepgate.engine.Advance.ChildResult;
import org.stepgate.engine.Execution.Identity;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;

/// A shell around one execution: keeps what an advance says in memory, and on every event checks
/// that the interpreter is pure and that the stored form of the execution leads to the same answer.
final class Simulation {
  static final Instant START = Instant.ofEpochMilli(1_767_225_600_000L);
  static final int MANY_STEPS = 100_000;

  final List<HistoryEvent> history = new ArrayList<>();
  final SequencedMap<TaskId, Command.StartTask> tasks = new LinkedHashMap<>();
  final SequencedMap<TaskId, MapRunPlan> mapRuns = new LinkedHashMap<>();
  private final Map<TaskId, MapRunPlan> plans = new HashMap<>();
  final SequencedMap<TimerId, Command.Due> timers = new LinkedHashMap<>();
  final Map<Long, Payload> payloads = new HashMap<>();
  final Execution execution;
  private final Map<FrameId, String> frames = new HashMap<>();
  private final List<String> results = new ArrayList<>();
  private final List<FrameId> resultParents = new ArrayList<>();
  final Set<String> missingActivities = new HashSet<>();
  boolean evaluationsAreCutOff;
  private final Outside outside =
      new Outside() {
        @Override
        public String token(String executionArn, TaskId task) {
          return "token-" + task.number() + "-of-a-simulated-execution";
        }

        @Override
        public BooleanSupplier evaluationTime() {
          return () -> evaluationsAreCutOff;
        }

        @Override
        public boolean activityExists(String arn) {
          return !missingActivities.contains(arn);
        }
      };
  private Instant now = START;
  private long seed = 42;
  private int maxSteps = MANY_STEPS;
  private boolean checksStoredForm = true;

  private Simulation(StateMachine machine, Payload input, boolean express) {
    this(machine, identity(input, express));
  }

  private Simulation(StateMachine machine, Identity identity) {
    this.execution = new Execution(identity, machine);
  }

  static Simulation of(String definition, String input) {
    return new Simulation(machine(definition), payload(input), false);
  }

  static Simulation express(String definition, String input) {
    return new Simulation(machine(definition), payload(input), true);
  }

  /// An execution where the recordings were made.
  static Simulation recorded(String definition, String input) {
    Identity here = identity(payload(input), false);
    var there =
        new Identity(
            there(here.arn()),
            here.name(),
            there(here.machineArn()),
            here.machineName(),
            there(here.roleArn()),
            false,
            here.startTime(),
            here.input());
    return new Simulation(machine(definition), there);
  }

  private static String there(String arn) {
    return arn.replace(":local:", ":us-east-1:").replace("123456789012", "111111111111");
  }

  static StateMachine machine(String definition) {
    return switch (new DefinitionParser(_ -> true).parseJson(definition)) {
      case ParseResult.Parsed(StateMachine machine) -> machine;
      case ParseResult.Faulty(var faults) -> throw new AssertionError(faults + " in " + definition);
    };
  }

  static Payload payload(String text) {
    return Payload.inline(json(text)).withText(text);
  }

  static JsonValue json(String text) {
    return JsonReader.read(text, JsonLimits.STORED);
  }

  static Identity identity(Payload input, boolean express) {
    return new Identity(
        "arn:aws:states:local:123456789012:execution:Machine:run-1",
        "run-1",
        "arn:aws:states:local:123456789012:stateMachine:Machine",
        "Machine",
        "arn:aws:iam::123456789012:role/none",
        express,
        START,
        input);
  }

  Simulation withSteps(int steps) {
    maxSteps = steps;
    return this;
  }

  Simulation withoutStoredForm() {
    checksStoredForm = false;
    return this;
  }

  Simulation start() {
    give(new Event.Started());
    return this;
  }

  /// Gives an event and lets the execution go on as long as it can.
  List<Advance> give(Event event) {
    var advances = new ArrayList<Advance>();
    advances.add(giveOnce(event));
    while (advances.getLast().more()) {
      advances.add(giveOnce(new Event.Continued()));
    }
    return advances;
  }

  /// Gives an event and takes over what it changes.
  Advance giveOnce(Event event) {
    now = now.plusMillis(1);
    seed++;
    var surroundings = new Surroundings(now, seed, maxSteps, outside);
    Advance advance = Interpreter.advance(execution, event, surroundings);
    if (checksStoredForm) {
      String shown = show(advance);
      assertThat(show(Interpreter.advance(execution, event, surroundings))).isEqualTo(shown);
      assertThat(show(Interpreter.advance(restored(), event, surroundings))).isEqualTo(shown);
    }
    take(advance);
    execution.apply(advance);
    return advance;
  }

  private void take(Advance advance) {
    history.addAll(advance.events());
    advance.newPayloads().forEach(payload -> payloads.put(payload.id(), payload));
    for (Command command : advance.commands()) {
      switch (command) {
        case Command.StartTask start ->
            assertThat(tasks.put(start.task(), start)).as("task is new").isNull();
        case Command.StartMapRun start ->
            assertThat(mapRuns.put(start.run(), plan(start))).as("map run is new").isNull();
        case Command.RedriveMapRun(TaskId run, _) ->
            assertThat(mapRuns.put(run, plans.get(run))).as("map run does not run").isNull();
        case Command.CancelMapRun(TaskId run) ->
            assertThat(mapRuns.remove(run)).as("cancelled map run is running").isNotNull();
        case Command.CancelTask(TaskId task) ->
            assertThat(tasks.remove(task)).as("cancelled task is running").isNotNull();
        case Command.SetTimer(TimerId timer, Command.Due due) ->
            assertThat(timers.put(timer, due)).as("timer is new").isNull();
        case Command.CancelTimer(TimerId timer) ->
            assertThat(timers.remove(timer)).as("cancelled timer is set").isNotNull();
      }
    }
    if (checksStoredForm) {
      store(advance);
    }
  }

  private MapRunPlan plan(Command.StartMapRun start) {
    plans.put(start.run(), start.plan());
    return start.plan();
  }

  /// Ends the oldest map run with that.
  Simulation endMapRun(Function<TaskId, Event> end) {
    TaskId run = mapRuns.firstEntry().getKey();
    mapRuns.remove(run);
    give(end.apply(run));
    return this;
  }

  private void store(Advance advance) {
    advance.changedFrames().forEach(frame -> frames.put(frame.id(), ExecutionCodec.write(frame)));
    for (ChildResult result : advance.results()) {
      results.add(ExecutionCodec.write(result));
      resultParents.add(result.parent());
    }
    advance.removedFrames().forEach(frames::remove);
    for (int i = results.size() - 1; i >= 0; i--) {
      if (advance.removedFrames().contains(resultParents.get(i))) {
        results.remove(i);
        resultParents.remove(i);
      }
    }
  }

  /// The execution as it would come back from a store.
  Execution restored() {
    return Execution.restore(
        execution.identity(),
        execution.definition(),
        ExecutionCodec.readHeader(ExecutionCodec.write(execution.header()), this::stored),
        frames.values().stream().map(text -> ExecutionCodec.readFrame(text, this::stored)).toList(),
        results.stream().map(text -> ExecutionCodec.readResult(text, this::stored)).toList());
  }

  private Payload stored(long id) {
    Payload payload = payloads.get(id);
    assertThat(payload).as("payload " + id).isNotNull();
    return Payload.stored(id, json(payload.text())).withText(payload.text());
  }

  Simulation succeed(TaskId task, String output) {
    tasks.remove(task);
    give(new Event.TaskSucceeded(task, json(output)));
    return this;
  }

  Simulation succeed(String output) {
    return succeed(tasks.firstEntry().getKey(), output);
  }

  Simulation fail(String error, String cause) {
    TaskId task = tasks.pollFirstEntry().getKey();
    give(new Event.TaskFailed(task, error, cause));
    return this;
  }

  Simulation fire(TimerId timer) {
    timers.remove(timer);
    give(new Event.TimerFired(timer));
    return this;
  }

  Simulation fire() {
    return fire(timers.firstEntry().getKey());
  }

  ExecutionStatus status() {
    return execution.header().status();
  }

  String output() {
    return execution.header().output().text();
  }

  List<HistoryEventType> types() {
    return history.stream().map(HistoryEvent::type).toList();
  }

  /// The types of the history with the ids that they follow.
  String shape() {
    var shape = new StringBuilder();
    for (HistoryEvent event : history) {
      shape
          .append(event.id())
          .append('<')
          .append(event.previousId())
          .append(' ')
          .append(event.type())
          .append('\n');
    }
    return shape.toString();
  }

  HistoryEvent last() {
    return history.getLast();
  }

  /// The detail of that name of an event as the API shows it.
  static JsonValue detail(HistoryEvent event, String name) {
    JsonValue details = HistoryEvents.toJson(event).get(event.type().detailsName());
    return ((JsonValue.JsonObject) details).get(name);
  }

  /// All of an advance as one text, to compare.
  static String show(Advance advance) {
    var shown = new StringBuilder();
    shown.append(ExecutionCodec.write(advance.header())).append('\n');
    advance.changedFrames().forEach(f -> shown.append(ExecutionCodec.write(f)).append('\n'));
    shown.append(advance.removedFrames()).append('\n');
    advance.newPayloads().forEach(p -> shown.append(p.id()).append(p.text()).append('\n'));
    advance.results().forEach(r -> shown.append(ExecutionCodec.write(r)).append('\n'));
    advance.events().forEach(e -> shown.append(HistoryEvents.toJson(e)).append('\n'));
    for (Command command : advance.commands()) {
      shown.append(command).append('\n');
      if (command instanceof Command.StartTask start) {
        shown.append(start.arguments().text()).append('\n');
      }
    }
    return shown.append(advance.more()).toString();
  }
}
