package org.stepgate.tasks;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What `arn:aws:states:::stepgate:exec` may run.
///
/// @param commands the commands by name
/// @param concurrentCommands commands at once per worker; others wait, within their time
/// @param grace time between SIGTERM and SIGKILL for a command that is ended
public record ExecTaskConfig(
    SequencedMap<String, ExecCommand> commands, int concurrentCommands, Duration grace) {

  /// Copies the commands and checks the limits.
  public ExecTaskConfig {
    commands = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(commands));
    if (concurrentCommands < 1 || grace.isNegative()) {
      throw new IllegalArgumentException(
          "at least one command runs at once, and the grace is not negative");
    }
  }

  /// No commands; 16 at once; 2 s.
  public static ExecTaskConfig defaults() {
    return new ExecTaskConfig(new LinkedHashMap<>(), 16, Duration.ofSeconds(2));
  }
}
