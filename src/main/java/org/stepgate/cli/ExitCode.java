package org.stepgate.cli;

/// What the program tells its caller; the numbers are those of `sysexits.h` where it has one.
final class ExitCode {
  /// All went well; a followed execution has succeeded.
  static final int OK = 0;

  /// The execution that was waited for ended otherwise than SUCCEEDED.
  static final int EXECUTION_FAILED = 1;

  /// The doctor has found a fault, or the audit a bad record.
  static final int FOUND = 1;

  /// The command line is wrong.
  static final int USAGE = 2;

  /// The server refused the request: there is no such thing, or it may not be done.
  static final int REFUSED = 65;

  /// No answer, or one that says that the server is not able to serve now.
  static final int UNAVAILABLE = 69;

  /// A fault of this program.
  static final int SOFTWARE = 70;

  /// This user may not do it.
  static final int NO_PERMISSION = 77;

  /// The configuration is wrong.
  static final int CONFIG = 78;

  private ExitCode() {}
}
