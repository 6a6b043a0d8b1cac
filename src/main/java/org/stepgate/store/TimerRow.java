package org.stepgate.store;

import java.time.Duration;
import java.time.Instant;
import org.stepgate.engine.Command;
import org.stepgate.engine.TimerId;

/// A timer of an execution.
///
/// @param timer which
/// @param owner the worker that watches it first
/// @param deadline when it is due
public record TimerRow(TimerId timer, WorkerId owner, Deadline deadline) {
  /// When a timer is due.
  public sealed interface Deadline {
    /// So long after something happened. In the boot in which the timer was set the monotonic clock
    /// decides, after a reboot the wall clock.
    ///
    /// @param monotonicNanos the deadline on the monotonic clock
    /// @param wall the deadline on the wall clock, in whole milliseconds
    record Relative(long monotonicNanos, Instant wall) implements Deadline {}

    /// At that moment of the wall clock, rounded up to milliseconds.
    record Absolute(Instant moment) implements Deadline {}
  }

  /// The timer that `command` asks for, set now.
  public static TimerRow of(Command.SetTimer command, WorkerId owner, StoreClock clock) {
    Deadline deadline =
        switch (command.due()) {
          case Command.Due.After(Duration delay) ->
              new Deadline.Relative(
                  clock.monotonicNanos() + delay.toNanos(), clock.wall().plus(delay));
          case Command.Due.At(Instant moment) -> new Deadline.Absolute(moment);
        };
    return new TimerRow(command.timer(), owner, deadline);
  }
}
