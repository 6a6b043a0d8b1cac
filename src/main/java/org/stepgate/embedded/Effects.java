package org.stepgate.embedded;

import java.util.ArrayDeque;
import java.util.Deque;

/// What is to be done for an execution now that it is committed, in order. What throws stays, with
/// all that follows, to be done again.
///
/// Threads: confined to one at a time.
final class Effects {
  private record Effect(Runnable action, Runnable instead) {}

  private final Deque<Effect> waiting = new ArrayDeque<>();

  /// Adds something that may be left out when it cannot be done.
  void add(Runnable action) {
    add(action, () -> {});
  }

  /// Adds something.
  ///
  /// @param instead what is done when it cannot be done
  void add(Runnable action, Runnable instead) {
    waiting.add(new Effect(action, instead));
  }

  /// Whether nothing is to be done.
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// Does all, up to the first that throws.
  void carryOut() {
    for (Effect next = waiting.peek(); next != null; next = waiting.peek()) {
      next.action().run();
      waiting.remove();
    }
  }

  /// Gives up the first, the one that has thrown.
  void giveUpFirst() {
    waiting.remove().instead().run();
  }

  /// Forgets all.
  void clear() {
    waiting.clear();
  }
}
