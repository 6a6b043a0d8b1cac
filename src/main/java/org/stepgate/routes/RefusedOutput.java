package org.stepgate.routes;

import java.io.Serial;

/// The output of an execution asks for an answer that is not given. The message is for the log; the
/// client sees the status and nothing of the output.
final class RefusedOutput extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  private RefusedOutput(int status, String message) {
    super(message);
    this.status = status;
  }

  /// 500: the output has no answer's shape, or sets what it may not.
  static RefusedOutput malformed(String message) {
    return new RefusedOutput(500, message);
  }

  /// 403: the file is none that the route delivers.
  static RefusedOutput forbiddenFile(String message) {
    return new RefusedOutput(403, message);
  }

  /// 404: the file is not there.
  static RefusedOutput missingFile() {
    return new RefusedOutput(404, "the file is not there");
  }

  int status() {
    return status;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
