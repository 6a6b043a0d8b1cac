package org.stepgate.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.JsonataSurroundings;
import org.stepgate.engine.Advance.ChildResult;
import org.stepgate.engine.Frame.MapRun;
import org.stepgate.engine.Frame.Phase;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.engine.HistoryEvent.Detail;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;

/// What has changed so far while one event is being processed, laid over the [Execution], which is
/// only read. What begins and ends within the same event leaves no trace but its history.
///
/// It is over 500 lines as all that an event can change is kept consistent in one place: frames,
/// results, payloads, history and commands.
///
/// Threads: confined to the call of [Interpreter#advance] that made it.
final class Changes {
  private final Execution execution;
  private final StateProbe probe;
  private final Instant now;
  private final RandomGenerator random;
  private final Outside outside;
  private final Map<FrameId, Frame> changed = new LinkedHashMap<>();
  private final FrameIndex index = new FrameIndex();
  private final Set<FrameId> removed = new LinkedHashSet<>();
  private final List<Payload> payloads = new ArrayList<>();
  private final Map<FrameId, List<ChildResult>> results = new LinkedHashMap<>();
  private final List<HistoryEvent> events = new ArrayList<>();
  private final Map<Record, Command> commands = new LinkedHashMap<>();
  private final GivenUp givenUp = new GivenUp();
  private @Nullable Record over;
  private ExecutionHeader ended;
  private long variableBytes;
  private long nextEventId;
  private long nextFrame;
  private long nextTask;
  private long nextTimer;
  private long nextPayload;

  /// The history has come to its last event, which has to be the end of the execution. Leaves
  /// whatever was being done.
  static final class HistoryFull extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long previousId;

    HistoryFull(long previousId) {
      super(null, null, false, false);
      this.previousId = previousId;
    }

    /// What the event that had no room would have followed.
    long previousId() {
      return previousId;
    }
  }

  Changes(Execution execution, Surroundings surroundings, StateProbe probe) {
    ExecutionHeader header = execution.header();
    this.execution = execution;
    this.probe = probe;
    this.now = Instant.ofEpochMilli(surroundings.now().toEpochMilli());
    this.random = new SplittableRandom(surroundings.seed());
    this.variableBytes = execution.variableBytes();
    this.outside = surroundings.outside();
    this.ended = header;
    this.nextEventId = header.nextEventId();
    this.nextFrame = header.nextFrame();
    this.nextTask = header.nextTask();
    this.nextTimer = header.nextTimer();
    this.nextPayload = header.nextPayload();
  }

  /// The execution as it was before the event.
  Execution execution() {
    return execution;
  }

  /// What watches the state that runs, and stands in for a part of it.
  StateProbe probe() {
    return probe;
  }

  /// The time of the event, in whole milliseconds.
  Instant now() {
    return now;
  }

  /// What the expressions of one state see of the world. Their time begins with the first look at
  /// the clock.
  JsonataSurroundings evaluation() {
    return new Evaluation(now, random, outside.evaluationTime());
  }

  /// The source of every random choice.
  RandomGenerator random() {
    return random;
  }

  /// What else there is.
  Outside outside() {
    return outside;
  }

  // ---- frames

  /// The frame of that id, null when it has ended.
  @Nullable Frame frame(FrameId id) {
    Frame frame = changed.get(id);
    return frame != null || removed.contains(id) ? frame : execution.frame(id);
  }

  /// The frame of that id.
  Frame require(FrameId id) {
    Frame frame = frame(id);
    if (frame == null) {
      throw new AssertionError("frame " + id.number() + " is not there");
    }
    return frame;
  }

  /// A new id for a frame.
  FrameId newFrame() {
    return new FrameId(nextFrame++);
  }

  /// Adds or replaces a frame.
  void put(Frame frame) {
    Frame before = changed.put(frame.id(), frame);
    index.replace(before, frame);
    variableBytes += Variables.growth(before == null ? execution.frame(frame.id()) : before, frame);
  }

  /// Takes away a frame and its results.
  void remove(FrameId id) {
    Frame before = changed.remove(id);
    Frame stored = execution.frame(id);
    index.replace(before, null);
    results.remove(id);
    if (stored != null) {
      removed.add(id);
    }
    variableBytes += Variables.growth(before == null ? stored : before, null);
  }

  /// The size of all variables, in bytes of UTF-8; those of a thread that is just being moved count
  /// as they were before.
  long variableBytes() {
    return variableBytes;
  }

  /// Takes away a frame because a state around it has failed. When that ends the execution, the
  /// frame is kept after all.
  void abandon(Frame frame) {
    givenUp.add(frame, results.getOrDefault(frame.id(), List.of()));
    remove(frame.id());
  }

  /// The failure of the state of a thread does not end the execution: what was taken away with it
  /// is not kept.
  void forgetAbandoned(FrameId thread) {
    givenUp.forgetBelow(
        thread,
        id -> {
          Frame frame = frame(id);
          return frame == null ? FrameId.ROOT : frame.parent();
        });
  }

  /// The frame that waits for the task, null for none.
  @Nullable Frame waitingFor(TaskId task) {
    FrameId id = execution.index().waitingFor(task);
    return id == null ? null : frame(id);
  }

  /// The frame that waits for the timer, null for none.
  @Nullable Frame waitingFor(TimerId timer) {
    FrameId id = execution.index().waitingFor(timer);
    return id == null ? null : frame(id);
  }

  /// The children of a fan that are still there, the oldest first.
  List<Frame> children(FrameId parent) {
    var ids = new LinkedHashSet<>(execution.index().children(parent));
    ids.addAll(index.children(parent));
    var children = new ArrayList<Frame>(ids.size());
    for (FrameId id : ids) {
      Frame child = frame(id);
      if (child != null) {
        children.add(child);
      }
    }
    children.sort(Comparator.comparingLong(child -> child.id().number()));
    return children;
  }

  /// All frames that are still there, the oldest first.
  List<Frame> frames() {
    var all = new ArrayList<>(changed.values());
    for (Frame frame : execution.frames()) {
      if (!changed.containsKey(frame.id()) && !removed.contains(frame.id())) {
        all.add(frame);
      }
    }
    all.sort(Comparator.comparingLong(frame -> frame.id().number()));
    return all;
  }

  /// The newest frame that goes on by itself, null when all wait. Newest first means that a branch
  /// runs until it waits before the next one is started, so few are under way at a time.
  @Nullable Frame nextRunnable() {
    Iterator<Long> stored = execution.index().runnable().descendingIterator();
    FrameId newest = null;
    while (newest == null && stored.hasNext()) {
      var id = new FrameId(stored.next());
      if (!changed.containsKey(id) && !removed.contains(id)) {
        newest = id;
      }
    }
    if (!index.runnable().isEmpty()) {
      long here = index.runnable().getLast();
      if (newest == null || newest.number() < here) {
        newest = new FrameId(here);
      }
    }
    return newest == null ? null : frame(newest);
  }

  // ---- results

  /// Appends the output of a branch or iteration.
  void addResult(FrameId fan, int child, Payload output) {
    results.computeIfAbsent(fan, _ -> new ArrayList<>()).add(new ChildResult(fan, child, output));
  }

  /// The outputs of a fan, by the index of the branch or iteration; those that failed are left out.
  List<Payload> outputs(FrameId fan, int total) {
    var ordered = new ArrayList<@Nullable Payload>(Collections.nCopies(total, null));
    execution.results(fan).forEach(result -> ordered.set(result.index(), result.output()));
    results
        .getOrDefault(fan, List.of())
        .forEach(result -> ordered.set(result.index(), result.output()));
    var outputs = new ArrayList<Payload>(total);
    for (Payload output : ordered) {
      if (output != null) {
        outputs.add(output);
      }
    }
    return outputs;
  }

  // ---- payloads

  /// A payload of that value; the state's input or `result` itself when its value is the very same,
  /// so that its text is kept and nothing is stored twice.
  ///
  /// @param visit the stay in the state whose value it is
  /// @param result what the state has produced, if it is a payload already
  /// @throws Failure.Thrown when the value is larger or deeper than an execution may hold
  Payload payload(JsonValue value, Visit visit, @Nullable Payload result) {
    if (result != null && isSame(value, result.json())) {
      check(result.bytes(), 0, visit);
      return result;
    }
    if (isSame(value, visit.input().json())) {
      return visit.input();
    }
    if (isSame(value, execution.identity().input().json())) {
      return input();
    }
    JsonMeasure measure = JsonMeasure.of(value);
    check(measure.bytes(), measure.depth(), visit);
    return payload(value, measure.bytes());
  }

  /// The input of the execution. A large one that came without an id has the first.
  Payload input() {
    Payload given = execution.identity().input();
    return given.id() != 0 || given.bytes() <= Payload.INLINE_BYTES
        ? given
        : Payload.stored(ExecutionHeader.INITIAL.nextPayload(), given.json())
            .withText(given.text());
  }

  /// Takes the input of the execution in, before any other payload, and gives it.
  Payload takeInput() {
    Payload input = input();
    if (input.id() != 0) {
      nextPayload = input.id() + 1;
      payloads.add(input);
    }
    return input;
  }

  /// Whether two are one and the same object, which says without a look inside that a value was
  /// passed on as it was.
  @SuppressWarnings("ReferenceEquality") // that is the question
  static boolean isSame(Object one, Object other) {
    return one == other;
  }

  /// A payload of the items of a Map state, of any size; the state's input or the execution's when
  /// they are the very same.
  Payload items(List<JsonValue> elements, Visit visit) {
    if (isArrayOf(visit.input().json(), elements)) {
      return visit.input();
    }
    if (isArrayOf(execution.identity().input().json(), elements)) {
      return input();
    }
    JsonArray items = JsonArray.of(elements);
    return payload(items, JsonMeasure.of(items).bytes());
  }

  private static boolean isArrayOf(JsonValue value, List<JsonValue> elements) {
    return value instanceof JsonArray array && isSame(array.elements(), elements);
  }

  /// A payload of a value of any size.
  Payload whole(JsonValue value) {
    return payload(value, JsonMeasure.of(value).bytes());
  }

  /// A payload of a value of that size, with an id when it is large.
  Payload payload(JsonValue value, int bytes) {
    if (bytes <= Payload.INLINE_BYTES) {
      return Payload.inline(value);
    }
    Payload payload = Payload.stored(nextPayload++, value);
    payloads.add(payload);
    return payload;
  }

  /// A payload of that value with a text that keeps the white space of its parts.
  ///
  /// @throws Failure.Thrown when the value is larger or deeper than an execution may hold
  Payload joined(JsonValue value, Visit visit, String text) {
    Payload inline = Payload.inline(value).withText(text);
    int bytes = inline.bytes();
    check(bytes, JsonMeasure.of(value).depth(), visit);
    if (bytes <= Payload.INLINE_BYTES) {
      return inline;
    }
    Payload payload = Payload.stored(nextPayload++, value).withText(text);
    payloads.add(payload);
    return payload;
  }

  private static void check(int bytes, int depth, Visit visit) {
    if (bytes > ExecutionLimits.PAYLOAD_BYTES) {
      throw new Failure.Thrown(Failure.dataLimitExceeded(visit.state(), Failure.Kind.TERMINAL));
    }
    if (depth > ExecutionLimits.PAYLOAD_DEPTH) {
      throw new Failure.Thrown(
          Failure.terminal(
              Failure.RUNTIME,
              Failure.located(
                  visit,
                  "The result is nested deeper than "
                      + ExecutionLimits.PAYLOAD_DEPTH
                      + " levels.")));
    }
  }

  // ---- history

  /// Adds an event to the history.
  ///
  /// @return its id
  /// @throws HistoryFull when only the end of the execution may follow
  long emit(HistoryEventType type, long previousId, Detail... details) {
    if (nextEventId >= ExecutionLimits.HISTORY_EVENTS
        && !type.isTerminal()
        && !execution.identity().express()) {
      throw new HistoryFull(previousId);
    }
    long id = nextEventId++;
    events.add(new HistoryEvent(id, previousId, now, type, List.of(details)));
    return id;
  }

  // ---- commands

  /// A new id for a task attempt.
  TaskId newTask() {
    return new TaskId(nextTask++);
  }

  /// Asks for a map run to be started.
  void start(Command.StartMapRun command) {
    commands.put(command.run(), command);
  }

  /// Asks for a map run to go on.
  void redrive(TaskId run) {
    commands.put(run, new Command.RedriveMapRun(run, now));
  }

  /// Asks for a task to be started.
  void start(Command.StartTask command) {
    commands.put(command.task(), command);
  }

  /// Asks for a timer.
  TimerId setTimer(Command.Due due) {
    var timer = new TimerId(nextTimer++);
    commands.put(timer, new Command.SetTimer(timer, due));
    return timer;
  }

  /// Asks for a timer whose id is known beforehand.
  void setTimer(TimerId timer, Command.Due due) {
    nextTimer = Math.max(nextTimer, timer.number() + 1);
    commands.put(timer, new Command.SetTimer(timer, due));
  }

  /// Takes note that the event is the end of that task or timer, so it cannot be given up.
  void over(Record taskOrTimer) {
    over = taskOrTimer;
  }

  /// Gives up a task.
  void cancel(TaskId task) {
    cancel(task, new Command.CancelTask(task));
  }

  /// Gives up a map run.
  void cancelMapRun(TaskId run) {
    cancel(run, new Command.CancelMapRun(run));
  }

  private void cancel(TaskId task, Command command) {
    if (task.equals(over)) {
      return;
    }
    if (task.number() >= execution.header().nextTask()) {
      commands.remove(task); // it was never asked for outside
    } else {
      commands.put(task, command);
    }
  }

  /// Gives up a timer; null for none.
  void cancel(@Nullable TimerId timer) {
    if (timer == null || timer.equals(over)) {
      return;
    }
    if (timer.number() >= execution.header().nextTimer()
        || commands.get(timer) instanceof Command.SetTimer) {
      commands.remove(timer); // it was never asked for outside
    } else {
      commands.put(timer, new Command.CancelTimer(timer));
    }
  }

  // ---- the end

  /// True once the execution has ended.
  boolean isClosed() {
    return ended.status().isClosed();
  }

  /// Lets an execution that has ended go on.
  ///
  /// @param token what the request is recognised by, null when it has nothing
  Redrive reopen(@Nullable String token) {
    Redrive before = ended.redrive();
    var redrive = new Redrive(before == null ? 1 : before.count() + 1, now, token);
    ended = header(ExecutionStatus.RUNNING, null, null, null, redrive, false);
    return redrive;
  }

  /// How often the execution has been redriven.
  int redriveCount() {
    Redrive redrive = ended.redrive();
    return redrive == null ? 0 : redrive.count();
  }

  /// Ends the execution, and gives up what its frames wait for. They go, unless it can be redriven:
  /// a Standard execution that has not succeeded and has room in its history for more.
  ///
  /// @param status how it ends
  /// @param output its output, null unless it succeeded
  /// @param failure why it ends, null when it succeeded
  void close(ExecutionStatus status, @Nullable Payload output, @Nullable Failure failure) {
    boolean resumable =
        status != ExecutionStatus.SUCCEEDED
            && !execution.identity().express()
            && nextEventId < ExecutionLimits.HISTORY_EVENTS;
    if (resumable) {
      givenUp.forEach(this::restore);
    }
    for (Frame frame : frames()) {
      switch (frame.phase()) {
        case Phase.AwaitingTask waiting -> cancel(waiting.task());
        case Phase.AwaitingMapRun(_, MapRun run) -> cancelMapRun(run.task());
        case Phase.Ready _,
            Phase.AwaitingTimer _,
            Phase.AwaitingRetry _,
            Phase.Halted _,
            Phase.AwaitingChildren _,
            Phase.FanOut _ -> {}
      }
      frame.timers().forEach(this::cancel);
      if (!resumable) {
        remove(frame.id());
      } else if (!isSame(frame, frame.resting())) {
        put(frame.resting());
      }
    }
    ended = header(status, output, failure, now, ended.redrive(), resumable);
  }

  private void restore(Frame frame, List<ChildResult> own) {
    removed.remove(frame.id());
    put(frame);
    if (!own.isEmpty()) {
      results.put(frame.id(), new ArrayList<>(own));
    }
  }

  private ExecutionHeader header(
      ExecutionStatus status,
      @Nullable Payload output,
      @Nullable Failure failure,
      @Nullable Instant stopTime,
      @Nullable Redrive redrive,
      boolean resumable) {
    return new ExecutionHeader(
        status,
        nextEventId,
        nextFrame,
        nextTask,
        nextTimer,
        nextPayload,
        output,
        failure == null ? null : failure.error(),
        failure == null ? null : failure.cause(),
        stopTime,
        redrive,
        resumable);
  }

  /// All of it as one value.
  ///
  /// @param more whether frames are left that go on by themselves
  Advance toAdvance(boolean more) {
    ExecutionHeader header =
        isClosed() ? ended : header(ended.status(), null, null, null, ended.redrive(), false);
    var appended = new ArrayList<ChildResult>();
    results.values().forEach(appended::addAll);
    return new Advance(
        header,
        List.copyOf(changed.values()),
        List.copyOf(removed),
        payloads,
        appended,
        events,
        List.copyOf(commands.values()),
        more);
  }
}
