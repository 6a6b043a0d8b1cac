package org.stepgate.asl;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// An expression does not apply to its data. The state fails with this error name and cause, which
/// are the texts that Step Functions uses.
public final class EvaluationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// The error of a JSONata expression that cannot be evaluated.
  static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";

  /// The error of expressions that make more than a state can hold.
  public static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";

  private final String error;
  private final @Nullable String location;

  /// A failure of that name, such as `States.Runtime` or `States.ParameterPathFailure`.
  public EvaluationException(String error, String cause) {
    this(error, cause, null);
  }

  /// A failure of the expression in the field `location`.
  private EvaluationException(String error, String cause, @Nullable String location) {
    super(cause);
    this.error = error;
    this.location = location;
  }

  /// A `States.QueryEvaluationError`.
  ///
  /// @param location the field of the state that holds the expression, such as `Output/total`; null
  ///   when it is none
  static EvaluationException query(String cause, @Nullable String location) {
    return new EvaluationException(QUERY_EVALUATION_ERROR, cause, location);
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

  /// The field of the state that holds the expression, such as `Output/total`; null when the
  /// history does not name it.
  public @Nullable String location() {
    return location;
  }
}
