package org.stepgate.cli;

import java.util.Optional;

/// The process that this one was started by: the web server, as a rule.
///
/// @param pid its number when it was asked for; empty when it had none
record WebServer(Optional<Long> pid) {
  static WebServer ofThisProcess() {
    return new WebServer(parent());
  }

  /// Whether it has ended since then, so that nobody is left who would read an answer.
  boolean isGone() {
    return !parent().equals(pid);
  }

  private static Optional<Long> parent() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid);
  }
}
