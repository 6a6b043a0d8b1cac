package org.stepgate.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.DataFlowWatch;
import org.stepgate.asl.ErrorHandling.Retrier;
import org.stepgate.asl.State;
import org.stepgate.asl.StateGraph;
import org.stepgate.asl.StateMachine;
import org.stepgate.engine.Frame.Phase;
import org.stepgate.engine.Frame.Tolerance;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.engine.HistoryEvent.Detail;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// Runs one state on its own, once, by the interpreter that runs executions, and tells what
/// happened inside it.
///
/// A Task state without mock waits after [#begin] until [#succeeded] or [#failed] brings the end of
/// its [#call]; every other state is through. A Wait state does not wait.
///
/// Threads: confined to one at a time.
public final class StateRun {
  /// The first timer of an execution is its own time limit.
  private static final TimerId RETRY_TIMER = new TimerId(2);

  private final Setup setup;
  private final Execution execution;
  private final Watcher watcher = new Watcher();
  private final SortedMap<String, Payload> variables;
  private Command.@Nullable StartTask call;
  private @Nullable Payload output;
  private @Nullable String next;
  private boolean over;

  /// A state and its surroundings.
  ///
  /// @param identity the execution that the state seems to be part of
  /// @param state a Parallel or Map state has a mock
  /// @param context the context object
  /// @param variables by name, without `$`
  /// @param retries how often the retrier of the mocked error has been used
  /// @param mock what stands in for the work of a Task, Parallel or Map state; null for nothing
  /// @param reading what the ItemReader of a Map state finds; null when that is not known
  public record Setup(
      Execution.Identity identity,
      State state,
      JsonObject context,
      Map<String, JsonValue> variables,
      int retries,
      @Nullable Mock mock,
      @Nullable Reading reading) {
    /// Checks that nothing would have to be run that cannot be.
    public Setup {
      if (mock == null && (state instanceof State.Parallel || state instanceof State.Map)) {
        throw new IllegalArgumentException("a Parallel or Map state has a mock");
      }
    }
  }

  /// What stands in for the work of a state.
  public sealed interface Mock {
    /// A result.
    ///
    /// @param failedIterations how many iterations of a Map state failed, 0 for other states
    record Result(JsonValue value, int failedIterations) implements Mock {}

    /// An error.
    ///
    /// @param error its name, null for none
    /// @param cause the explanation, null for none
    record Failed(@Nullable String error, @Nullable String cause) implements Mock {}
  }

  /// What an ItemReader finds.
  public sealed interface Reading {
    /// Items.
    record Items(List<ReadItem> items) implements Reading {
      /// Copies the list.
      public Items {
        items = List.copyOf(items);
      }
    }

    /// Nothing that it can read: the error that the state fails with.
    record Failed(String error, String cause) implements Reading {}
  }

  /// An item that an ItemReader finds.
  ///
  /// @param key its name, when the items are the members of an object; else null
  public record ReadItem(@Nullable String key, JsonValue value) {}

  /// How the state has ended.
  public enum End {
    /// With its output.
    SUCCEEDED,
    /// With an error that nobody handles.
    FAILED,
    /// With an error after which it would be tried again.
    RETRIABLE,
    /// With an error that a catcher took.
    CAUGHT
  }

  /// What happened.
  ///
  /// @param output null unless the state has succeeded or its error was caught
  /// @param error the error's name; null without one
  /// @param cause the explanation; null without one
  /// @param next the state that follows; null for none
  /// @param steps the values between the steps of the data flow, under the names that the Step
  ///   Functions API has for them
  /// @param variables those of the setup and those that the state has assigned
  /// @param map how a Map state was set; null for others, and when it did not get that far
  /// @param handling who handled the error
  public record Report(
      End end,
      @Nullable Payload output,
      @Nullable String error,
      @Nullable String cause,
      @Nullable String next,
      SequencedMap<String, JsonValue> steps,
      SortedMap<String, Payload> variables,
      @Nullable MapSettings map,
      Handling handling) {}

  /// How a Map state was set.
  ///
  /// @param toleratedFailureCount null when it is not set
  /// @param toleratedFailurePercentage null when it is not set
  public record MapSettings(
      int maxConcurrency,
      @Nullable Long toleratedFailureCount,
      @Nullable Double toleratedFailurePercentage) {}

  /// Who handled an error.
  ///
  /// @param catcher the catcher that took it; null for none
  /// @param retrier the retrier that is for it; null for none
  /// @param delay how long that waits before it tries again; null when it does not
  public record Handling(
      @Nullable Integer catcher, @Nullable Integer retrier, @Nullable Duration delay) {}

  private StateRun(Setup setup, Instant now) {
    this.setup = setup;
    this.variables = new TreeMap<>();
    setup.variables().forEach((name, value) -> variables.put(name, Payload.inline(value)));
    String name = setup.state().name();
    var states = new LinkedHashMap<String, State>();
    states.put(name, setup.state());
    this.execution =
        Execution.restore(
            setup.identity(),
            new StateMachine(new StateGraph(name, states), null, null),
            new ExecutionHeader(ExecutionStatus.RUNNING, 3, 1, 1, 3, 1, null, null, null, null),
            List.of(
                new Frame(FrameId.ROOT, FrameId.ROOT, 0, 1, firstPhase(name, now))
                    .with(new Variables(variables))),
            List.of());
  }

  /// Enters the state.
  ///
  /// @param surroundings time and chance; the number of steps is of no effect
  public static StateRun begin(Setup setup, Surroundings surroundings) {
    var run = new StateRun(setup, surroundings.now());
    if (setup.state() instanceof State.Pass pass && pass.result() != null) {
      run.watcher.put("result", pass.result());
    }
    if (run.isRetried()) {
      run.advance(new Event.TimerFired(RETRY_TIMER), surroundings);
    } else {
      run.advance(new Event.Continued(), surroundings);
    }
    Command.StartTask started = run.call;
    if (started != null) {
      switch (setup.mock()) {
        case Mock.Result(JsonValue value, int _) -> run.succeeded(value, surroundings);
        case Mock.Failed(var error, var cause) -> run.failed(error, cause, surroundings);
        case null -> {}
      }
    }
    return run;
  }

  /// The state as it is entered, or as it is tried again.
  private Phase firstPhase(String name, Instant now) {
    Payload input = setup.identity().input();
    return isRetried()
        ? new Phase.AwaitingRetry(new Visit(name, input, 1, 2, now, used()), RETRY_TIMER)
        : new Phase.Ready(name, input);
  }

  private boolean isRetried() {
    return setup.retries() > 0 && !Failures.errorHandling(setup.state()).retriers().isEmpty();
  }

  /// How often each retrier was used: only the one that is for the mocked error.
  private List<Long> used() {
    List<Retrier> retriers = Failures.errorHandling(setup.state()).retriers();
    var used = new Long[retriers.size()];
    Arrays.fill(used, 0L);
    int index = 0;
    if (setup.mock() instanceof Mock.Failed(var error, var cause)) {
      Failure failure = Failure.of(error, cause);
      while (index < used.length - 1 && !failure.matches(retriers.get(index))) {
        index++;
      }
    }
    used[index] = (long) setup.retries();
    return List.of(used);
  }

  /// What the state calls and waits for; null when it is through.
  public Command.@Nullable StartTask call() {
    return call;
  }

  /// The call has a result.
  public void succeeded(JsonValue result, Surroundings surroundings) {
    watcher.put("result", result);
    advance(new Event.TaskSucceeded(takeCall(), result), surroundings);
  }

  /// The call has failed.
  public void failed(@Nullable String error, @Nullable String cause, Surroundings surroundings) {
    advance(new Event.TaskFailed(takeCall(), error, cause), surroundings);
  }

  private TaskId takeCall() {
    Command.StartTask started = call;
    if (started == null) {
      throw new IllegalStateException("the state waits for nothing");
    }
    call = null;
    return started.task();
  }

  private void advance(Event event, Surroundings surroundings) {
    int enter = event instanceof Event.Continued ? 1 : 0;
    Advance advance = Interpreter.advance(execution, event, surroundings, enter, watcher);
    execution.apply(advance);
    advance.events().forEach(this::note);
    Frame thread = execution.frame(FrameId.ROOT);
    boolean ended = execution.header().status().isClosed();
    switch (ended || thread == null ? null : thread.phase()) {
      case Phase.AwaitingTask _ ->
          call =
              advance.commands().stream()
                  .filter(Command.StartTask.class::isInstance)
                  .map(Command.StartTask.class::cast)
                  .findFirst()
                  .orElseThrow();
      case Phase.AwaitingTimer(Visit _, TimerId timer) ->
          advance(new Event.TimerFired(timer), surroundings);
      case Phase.Ready(String following, Payload _) -> {
        next = following;
        over = true;
      }
      case Phase.AwaitingRetry _, Phase.Halted _ -> over = true;
      case Phase.AwaitingChildren _, Phase.AwaitingMapRun _, Phase.FanOut _ ->
          throw new AssertionError("branches and iterations are mocked");
      case null -> over = true;
    }
  }

  private void note(HistoryEvent event) {
    for (Detail detail : event.details()) {
      switch (detail) {
        case Detail.Data(String name, Payload value) when name.equals("output") -> output = value;
        case Detail.Assigned(_, var values) -> variables.putAll(values);
        case Detail.Data _, Detail.Text _, Detail.Count _, Detail.Nested _ -> {}
      }
    }
  }

  /// What happened.
  ///
  /// @throws IllegalStateException while the state waits for its call
  public Report report() {
    if (!over) {
      throw new IllegalStateException("the state is not through");
    }
    ExecutionHeader header = execution.header();
    Failure failure = watcher.failure;
    var handling = new Handling(watcher.catcher, watcher.retrier, watcher.delay);
    End end;
    if (header.status() == ExecutionStatus.FAILED) {
      return report(End.FAILED, header.error(), header.cause(), null, handling);
    } else if (watcher.catcher != null) {
      end = End.CAUGHT;
    } else {
      end = watcher.delay == null ? End.SUCCEEDED : End.RETRIABLE;
    }
    return report(
        end,
        failure == null ? null : failure.error(),
        failure == null ? null : failure.cause(),
        end == End.RETRIABLE ? null : output,
        handling);
  }

  private Report report(
      End end,
      @Nullable String error,
      @Nullable String cause,
      @Nullable Payload left,
      Handling handling) {
    return new Report(
        end,
        left,
        error,
        cause,
        next,
        watcher.steps(),
        Collections.unmodifiableSortedMap(variables),
        watcher.map,
        handling);
  }

  /// Keeps what happens inside the state.
  private final class Watcher implements StateProbe {
    private final SequencedMap<String, JsonValue> seen = new LinkedHashMap<>();
    private @Nullable MapSettings map;
    private @Nullable Failure failure;
    private @Nullable Integer catcher;
    private @Nullable Integer retrier;
    private @Nullable Duration delay;

    void put(String name, JsonValue value) {
      seen.put(name, value);
    }

    @Override
    public void reached(DataFlowWatch.Step step, JsonValue value) {
      put(
          switch (step) {
            case INPUT_PATH -> "afterInputPath";
            case PARAMETERS -> "afterParameters";
            case ARGUMENTS -> "afterArguments";
            case RESULT_SELECTOR -> "afterResultSelector";
            case RESULT_PATH -> "afterResultPath";
          },
          value);
    }

    @Override
    public JsonObject context() {
      return setup.context();
    }

    @Override
    public @Nullable Children children() {
      return switch (setup.mock()) {
        case Mock.Result(JsonValue value, int failed) ->
            new Children.Ended(
                value, value instanceof JsonArray results ? results.size() : failed, failed);
        case Mock.Failed(var error, var cause) -> new Children.Failed(Failure.of(error, cause));
        case null -> null;
      };
    }

    @Override
    public @Nullable Reading reading() {
      return setup.reading();
    }

    @Override
    public void itemsPointedTo(JsonValue items) {
      put("afterItemsPointer", items);
    }

    @Override
    public void itemsFound(JsonArray items) {
      put("afterItemsPath", items);
    }

    @Override
    public void mapOpened(int maxConcurrency, @Nullable Tolerance tolerance) {
      map =
          new MapSettings(
              maxConcurrency,
              tolerance == null ? null : tolerance.count(),
              tolerance == null ? null : tolerance.percentage());
    }

    @Override
    public void itemsSelected(JsonArray inputs) {
      put("afterItemSelector", inputs);
    }

    @Override
    public void itemsBatched(JsonArray batches) {
      put("afterItemBatcher", batches);
    }

    @Override
    public void failed(Failure next) {
      failure = next;
    }

    @Override
    public void retry(int index, @Nullable Duration wait) {
      retrier = index;
      delay = wait;
    }

    @Override
    public void caught(int index) {
      catcher = index;
    }

    /// The steps that states of this type go through, as the API sees it.
    SequencedMap<String, JsonValue> steps() {
      var steps = new LinkedHashMap<String, JsonValue>();
      StateSteps.of(setup.state())
          .forEach(name -> {
            JsonValue value = seen.get(name);
            if (value != null) {
              steps.put(name, value);
            }
          });
      return steps;
    }
  }
}
