package org.stepgate.asl;

import java.io.Serial;

/// A call of an intrinsic function failed; [ValueExpression.Intrinsic] adds the whole expression.
final class IntrinsicException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String error;

  private IntrinsicException(String error, String message) {
    super(message);
    this.error = error;
  }

  /// The arguments do not fit the function.
  static IntrinsicException failure(String message) {
    return new IntrinsicException("States.IntrinsicFailure", message);
  }

  /// A path among the arguments selects nothing.
  static IntrinsicException missing(String path, String input) {
    return new IntrinsicException(
        "States.Runtime",
        "The JsonPath argument for the field '%s' could not be found in the input '%s'"
            .formatted(path, input));
  }

  String error() {
    return error;
  }
}
