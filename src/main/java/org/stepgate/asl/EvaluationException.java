package org.stepgate.asl;

import java.io.Serial;

/// An expression does not apply to its data. The state fails with this error name and cause, which
/// are the texts that Step Functions uses.
public final class EvaluationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String error;

  /// A failure of that name, such as `States.Runtime` or `States.ParameterPathFailure`.
  public EvaluationException(String error, String cause) {
    super(cause);
    this.error = error;
  }

  /// The error name that retriers and catchers match.
  public String error() {
    return error;
  }

  /// The explanation, without the words `An error occurred while executing the state …` that stand
  /// before it in the history.
  public String causeText() {
    return String.valueOf(getMessage());
  }
}
