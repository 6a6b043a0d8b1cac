package org.stepgate.tasks;

import java.time.Duration;
import java.util.OptionalInt;

/// What one run of a command may take.
///
/// @param time from the call to the end of the command; a run also ends with its call's own limit
/// @param inputBytes size of the input, as JSON in UTF-8
/// @param argumentBytes size of all values of arguments together, in UTF-8
/// @param outputBytes size of the output
/// @param stderrBytes how much of the end of the error output becomes the cause of a failure
/// @param userProcesses bound on the processes and threads of the *user* that workers and commands
///   run as, all of them counted, set for the command by `RLIMIT_NPROC`; empty for none. It does
///   not bind root.
public record ExecLimits(
    Duration time,
    int inputBytes,
    int argumentBytes,
    int outputBytes,
    int stderrBytes,
    OptionalInt userProcesses) {

  /// Checks that all are positive.
  public ExecLimits {
    if (!time.isPositive()
        || inputBytes < 1
        || argumentBytes < 1
        || outputBytes < 1
        || stderrBytes < 1
        || userProcesses.orElse(1) < 1) {
      throw new IllegalArgumentException("limits of commands must be positive");
    }
  }

  /// 60 s, 256 KiB of input and of output, 64 KiB of arguments, 4 KiB of error output, no bound on
  /// processes.
  public static ExecLimits defaults() {
    return new ExecLimits(
        Duration.ofSeconds(60), 262_144, 65_536, 262_144, 4_096, OptionalInt.empty());
  }
}
