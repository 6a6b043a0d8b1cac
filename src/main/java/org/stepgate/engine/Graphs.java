package org.stepgate.engine;

import org.jspecify.annotations.Nullable;
import org.stepgate.asl.State;
import org.stepgate.asl.StateGraph;
import org.stepgate.engine.Frame.Phase;

/// Finds the part of the definition that a thread runs.
final class Graphs {
  private Graphs() {}

  /// The graph that a thread runs: the machine's, a branch, or the processor of a Map state.
  static StateGraph of(Changes changes, Frame thread) {
    if (thread.id().equals(FrameId.ROOT)) {
      return changes.execution().definition().graph();
    }
    State state = stateOf(changes, owner(changes, thread));
    return switch (state) {
      case State.Parallel parallel -> parallel.branches().get(thread.index());
      case State.Map map -> map.processor();
      case State.Pass _,
          State.Task _,
          State.Choice _,
          State.Wait _,
          State.Succeed _,
          State.Fail _ ->
          throw new AssertionError("state " + state.name() + " has no children");
    };
  }

  /// The state that a thread is in.
  static State stateOf(Changes changes, Frame thread) {
    return of(changes, thread).state(visit(thread).state());
  }

  /// The stay of a thread in its state.
  static Frame.Visit visit(Frame thread) {
    return switch (thread.phase()) {
      case Phase.AwaitingTask waiting -> waiting.visit();
      case Phase.AwaitingTimer(Frame.Visit visit, _) -> visit;
      case Phase.AwaitingRetry(Frame.Visit visit, _) -> visit;
      case Phase.Halted(Frame.Visit visit, _) -> visit;
      case Phase.AwaitingChildren(Frame.Visit visit, _) -> visit;
      case Phase.AwaitingMapRun(Frame.Visit visit, _) -> visit;
      case Phase.Ready _, Phase.FanOut _ ->
          throw new AssertionError("frame " + thread.id().number() + " is in no state");
    };
  }

  /// The thread whose Parallel or Map state started a thread.
  static Frame owner(Changes changes, Frame thread) {
    return changes.require(changes.require(thread.parent()).parent());
  }

  /// The innermost iteration of a Map state that a thread is or is part of, null when it is part of
  /// none.
  static @Nullable Frame iteration(Changes changes, Frame thread) {
    Frame inner = thread;
    while (!inner.id().equals(FrameId.ROOT)) {
      Frame owner = owner(changes, inner);
      if (stateOf(changes, owner) instanceof State.Map) {
        return inner;
      }
      inner = owner;
    }
    return null;
  }

  /// What a fan keeps account of.
  static Phase.FanOut fan(Frame frame) {
    if (frame.phase() instanceof Phase.FanOut fan) {
      return fan;
    }
    throw new AssertionError("frame " + frame.id().number() + " is no fan");
  }
}
