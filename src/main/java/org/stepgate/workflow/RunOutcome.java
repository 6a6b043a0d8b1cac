package org.stepgate.workflow;

import java.time.Duration;
import java.util.List;

/// The answer to a [RunRequest].
public sealed interface RunOutcome {
  /// The execution has ended within the wait.
  ///
  /// @param execution how it ended
  /// @param known true when the name was known before the request
  record Closed(ExecutionDescription execution, boolean known) implements RunOutcome {}

  /// The execution goes on, durably: any worker can tell its status.
  ///
  /// @param known true when the name was known before the request
  record Running(ExecutionId id, boolean known) implements RunOutcome {}

  /// The name is taken by a request of another fingerprint, or, without fingerprints, by an
  /// execution that has another input or is closed.
  record NameTaken(ExecutionId id) implements RunOutcome {}

  /// The name belongs to an execution that is closed and whose data have been removed after their
  /// retention.
  record Gone(ExecutionId id, ExecutionStatus status) implements RunOutcome {}

  /// There is no such state machine.
  record NoSuchMachine(String machine) implements RunOutcome {}

  /// Too much is going on; nothing was started.
  record Overloaded(Duration retryAfter) implements RunOutcome {}

  /// As much runs for the caller as may; nothing was started.
  ///
  /// @param rules the names of the rules that bound it, of which one at least is reached; none when
  ///   they are not known
  record OverLimit(List<String> rules, Duration retryAfter) implements RunOutcome {
    /// Copies the list.
    public OverLimit {
      rules = List.copyOf(rules);
    }

    /// As much runs as may by rules whose names are not known.
    public OverLimit(Duration retryAfter) {
      this(List.of(), retryAfter);
    }
  }
}
