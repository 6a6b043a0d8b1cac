package org.stepgate.cli;

import java.io.Serial;

/// A command cannot go on. The message is for the person at the terminal.
final class CommandException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /// One of [ExitCode].
  int exitCode() {
    return exitCode;
  }
}
