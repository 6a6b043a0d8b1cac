package org.stepgate.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One node of the tree that an execution is: a thread of control (the machine, a branch of a
/// Parallel state, an iteration of a Map state), or the fan of one attempt of a Parallel or Map
/// state, whose children are the threads of its branches or iterations.
///
/// @param id unique within the execution
/// @param parent for a thread the fan that started it, for a fan the thread whose state it is; the
///   root is its own parent
/// @param index the number of the branch or iteration, 0 for the first; 0 for the root and for fans
/// @param lastEventId the event that the next one of this frame follows, 0 for none
/// @param phase what it does
/// @param variables those of its scope; a thread also reads those of the threads around it, a fan
///   has none
public record Frame(
    FrameId id, FrameId parent, int index, long lastEventId, Phase phase, Variables variables) {

  /// A frame to whose scope nothing has been assigned.
  public Frame(FrameId id, FrameId parent, int index, long lastEventId, Phase phase) {
    this(id, parent, index, lastEventId, phase, Variables.NONE);
  }

  /// What a frame does. Only [Ready] goes on by itself, and a [FanOut] with room for more children;
  /// the others wait for an event.
  public sealed interface Phase {
    /// About to enter a state.
    ///
    /// @param state the name of the state
    /// @param input what it is entered with
    record Ready(String state, Payload input) implements Phase {}

    /// A task attempt is on its way.
    ///
    /// @param task the attempt
    /// @param token the task token that the context object showed, null when the task does not wait
    ///   for one
    /// @param timeout the timer that ends the attempt, null when it has no limit
    /// @param heartbeat the timer of its heartbeat, null when it need not give one
    /// @param heartbeatSeconds how long the attempt may be silent, 0 when it need not give one
    record AwaitingTask(
        Visit visit,
        TaskId task,
        @Nullable String token,
        @Nullable TimerId timeout,
        @Nullable TimerId heartbeat,
        long heartbeatSeconds)
        implements Phase {}

    /// A Wait state waits.
    record AwaitingTimer(Visit visit, TimerId timer) implements Phase {}

    /// A state has failed and is tried again when the timer is due.
    record AwaitingRetry(Visit visit, TimerId timer) implements Phase {}

    /// A state did not succeed, and the execution has ended with it: it is tried again when the
    /// execution is redriven.
    ///
    /// @param run the map run that goes on then, null when the state is tried again from its start
    record Halted(Visit visit, @Nullable MapRun run) implements Phase {
      /// A state that is tried again from its start.
      Halted(Visit visit) {
        this(visit, null);
      }
    }

    /// A Parallel or Map state waits for its branches or iterations.
    ///
    /// @param fan the frame that keeps account of them
    record AwaitingChildren(Visit visit, FrameId fan) implements Phase {}

    /// A distributed Map state waits for its run.
    ///
    /// @param run the run, whose end comes as that of a task
    record AwaitingMapRun(Visit visit, MapRun run) implements Phase {}

    /// Keeps account of branches or iterations. The only phase of a fan.
    ///
    /// @param source for a Map state the array of its items, for a Parallel state the input of each
    ///   branch
    /// @param total how many there are
    /// @param maxConcurrency how many may run at a time, 0 for no limit
    /// @param tolerance how many may fail; null when the first failure fails the state
    /// @param progress how far it is
    /// @param links what the next events follow
    record FanOut(
        Payload source,
        int total,
        int maxConcurrency,
        @Nullable Tolerance tolerance,
        Progress progress,
        Links links)
        implements Phase {
      /// True when another child can be started now.
      public boolean hasRoom() {
        return progress.next < total && (maxConcurrency == 0 || progress.running < maxConcurrency);
      }
    }
  }

  /// One stay of a thread in a state.
  ///
  /// @param state the name of the state
  /// @param input its raw input
  /// @param beforeEventId the event that its entering followed, 0 for none
  /// @param enteredEventId the event of its entering
  /// @param enteredTime when it was entered
  /// @param retries how often each retrier has been used, in the order of the definition; empty
  ///   before the first retry
  public record Visit(
      String state,
      Payload input,
      long beforeEventId,
      long enteredEventId,
      Instant enteredTime,
      List<Long> retries) {
    /// Copies the list.
    public Visit {
      retries = List.copyOf(retries);
    }

    /// The same stay, as if nothing had been tried again.
    Visit anew() {
      return new Visit(state, input, beforeEventId, enteredEventId, enteredTime, List.of());
    }

    /// How often the state has been tried again.
    public int retryCount() {
      long sum = 0;
      for (long used : retries) {
        sum += used;
      }
      return Math.toIntExact(sum);
    }
  }

  /// The run of a distributed Map state.
  ///
  /// @param task what its end comes as
  /// @param arn its ARN; null in frames of an older version, whose runs are never redriven
  /// @param redrives how often it was redriven
  public record MapRun(TaskId task, @Nullable String arn, int redrives) {}

  /// How many iterations may fail; at least one of the two is given.
  ///
  /// @param count failed iterations, 0 or more; null when only the share counts
  /// @param percentage share of all iterations, 0 to 100; null when only the number counts
  public record Tolerance(@Nullable Long count, @Nullable Double percentage) {
    /// True when so many failures of so many iterations are too many.
    public boolean isExceeded(int failed, int total) {
      return (count != null && failed > count)
          || (percentage != null && failed * 100.0 > percentage * total);
    }
  }

  /// How far a fan is.
  ///
  /// @param next the index of the next child to start
  /// @param running children that have started and not ended
  /// @param failed children that have failed
  public record Progress(int next, int running, int failed) {}

  /// Event ids that the events of a fan follow.
  ///
  /// @param started `ParallelStateStarted` or `MapStateStarted`
  /// @param lastChild the last event inside the child that ended last
  /// @param lastEnd the event that ended it: for an iteration its `MapIterationSucceeded` or
  ///   `MapIterationFailed`, for a branch the same as `lastChild`
  public record Links(long started, long lastChild, long lastEnd) {}

  /// The task attempt or map run that the frame waits for, null for none.
  @Nullable TaskId task() {
    return switch (phase) {
      case Phase.AwaitingTask waiting -> waiting.task();
      case Phase.AwaitingMapRun(_, MapRun run) -> run.task();
      case Phase.Ready _,
          Phase.AwaitingTimer _,
          Phase.AwaitingRetry _,
          Phase.Halted _,
          Phase.AwaitingChildren _,
          Phase.FanOut _ ->
          null;
    };
  }

  /// The timers that the frame has set, at most two.
  List<TimerId> timers() {
    return switch (phase) {
      case Phase.AwaitingTask waiting -> present(waiting.timeout(), waiting.heartbeat());
      case Phase.AwaitingTimer(_, TimerId timer) -> List.of(timer);
      case Phase.AwaitingRetry(_, TimerId timer) -> List.of(timer);
      case Phase.Ready _,
          Phase.Halted _,
          Phase.AwaitingChildren _,
          Phase.AwaitingMapRun _,
          Phase.FanOut _ ->
          List.of();
    };
  }

  /// True when the frame goes on without an event.
  boolean isRunnable() {
    return switch (phase) {
      case Phase.Ready _ -> true;
      case Phase.FanOut fan -> fan.hasRoom();
      case Phase.AwaitingTask _,
          Phase.AwaitingTimer _,
          Phase.AwaitingRetry _,
          Phase.Halted _,
          Phase.AwaitingChildren _,
          Phase.AwaitingMapRun _ ->
          false;
    };
  }

  /// The frame as it is kept when the execution does not succeed: it waits for nothing.
  Frame resting() {
    return switch (phase) {
      case Phase.AwaitingTask waiting -> with(new Phase.Halted(waiting.visit().anew()));
      case Phase.AwaitingTimer(Visit visit, _) -> with(new Phase.Halted(visit.anew()));
      case Phase.AwaitingRetry(Visit visit, _) -> with(new Phase.Halted(visit.anew()));
      case Phase.AwaitingMapRun(Visit visit, MapRun run) ->
          with(new Phase.Halted(visit.anew(), run.arn() == null ? null : run));
      case Phase.Ready _, Phase.Halted _, Phase.AwaitingChildren _, Phase.FanOut _ -> this;
    };
  }

  /// The same frame in another phase.
  Frame with(Phase next) {
    return new Frame(id, parent, index, lastEventId, next, variables);
  }

  /// The same frame in another phase, after an event.
  Frame with(Phase next, long eventId) {
    return new Frame(id, parent, index, eventId, next, variables);
  }

  /// The same frame after an event.
  Frame after(long eventId) {
    return new Frame(id, parent, index, eventId, phase, variables);
  }

  /// The same frame with other variables.
  Frame with(Variables next) {
    return new Frame(id, parent, index, lastEventId, phase, next);
  }

  private static List<TimerId> present(@Nullable TimerId one, @Nullable TimerId other) {
    if (one == null) {
      return other == null ? List.of() : List.of(other);
    }
    return other == null ? List.of(one) : List.of(one, other);
  }
}
