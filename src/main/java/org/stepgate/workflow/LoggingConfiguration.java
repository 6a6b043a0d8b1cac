package org.stepgate.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What of its executions a machine wants to have logged. Stored and shown; there is no log group
/// on this host.
///
/// @param level which events
/// @param includeExecutionData whether inputs and outputs too
/// @param logGroupArns the ARNs of the log groups; null when none were named at all
public record LoggingConfiguration(
    Level level, boolean includeExecutionData, @Nullable List<String> logGroupArns) {
  /// What holds where nothing is said.
  public static final LoggingConfiguration OFF = new LoggingConfiguration(Level.OFF, false, null);

  /// Which events are logged, with the names of the API.
  public enum Level {
    /// All.
    ALL,
    /// Errors.
    ERROR,
    /// What ends an execution.
    FATAL,
    /// None.
    OFF
  }

  /// Copies the list.
  public LoggingConfiguration {
    logGroupArns = logGroupArns == null ? null : List.copyOf(logGroupArns);
  }
}
