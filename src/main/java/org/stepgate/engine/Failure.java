package org.stepgate.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.ErrorHandling.Catcher;
import org.stepgate.asl.ErrorHandling.Retrier;
import org.stepgate.asl.EvaluationException;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Why a state failed.
///
/// @param error the error's name, null when none was given
/// @param cause the explanation, null when none was given
/// @param kind how retriers and catchers see it
/// @spec https://states-language.net/spec.html#errors Amazon States Language, errors
record Failure(@Nullable String error, @Nullable String cause, Kind kind) {
  static final String RUNTIME = "States.Runtime";
  static final String TIMEOUT = "States.Timeout";
  static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";

  /// How retriers and catchers see a failure.
  enum Kind {
    /// By its name.
    ORDINARY,
    /// As `States.Timeout`, by which name it is recorded, and as `States.HeartbeatTimeout`.
    SILENCE,
    /// Not at all: it ends the execution.
    TERMINAL
  }

  /// A failure that retriers and catchers see by its name.
  static Failure of(@Nullable String error, @Nullable String cause) {
    return new Failure(error, cause, Kind.ORDINARY);
  }

  /// A failure that ends the execution.
  static Failure terminal(String error, String cause) {
    return new Failure(error, cause, Kind.TERMINAL);
  }

  /// An expression of a state did not apply to its data. `States.Runtime` ends the execution.
  static Failure of(EvaluationException thrown, Frame.Visit visit) {
    if (thrown.error().equals(EvaluationException.DATA_LIMIT_EXCEEDED)) {
      return dataLimitExceeded(visit.state(), Kind.TERMINAL);
    }
    return new Failure(
        thrown.error(),
        located(visit, thrown.causeText()),
        thrown.error().equals(RUNTIME) ? Kind.TERMINAL : Kind.ORDINARY);
  }

  /// A result is larger than [ExecutionLimits#PAYLOAD_BYTES].
  ///
  /// @param source the state, or what its task called
  /// @param kind terminal, unless a task returned the result
  static Failure dataLimitExceeded(String source, Kind kind) {
    return new Failure(
        EvaluationException.DATA_LIMIT_EXCEEDED,
        "The state/task '"
            + source
            + "' returned a result with a size exceeding the maximum number of bytes service"
            + " limit.",
        kind);
  }

  /// More iterations of a Map state have failed than it tolerates.
  static Failure toleranceExceeded() {
    return of(
        "States.ExceedToleratedFailureThreshold",
        "The specified tolerated failure threshold was exceeded");
  }

  /// The cause, with the state in which it arose.
  static String located(Frame.Visit visit, String cause) {
    return "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
        .formatted(visit.state(), visit.enteredEventId(), cause);
  }

  /// Whether the retrier is for this failure.
  boolean matches(Retrier retrier) {
    return matches(retrier.errorEquals());
  }

  /// Whether the catcher is for this failure.
  boolean matches(Catcher catcher) {
    return matches(catcher.errorEquals());
  }

  private boolean matches(List<String> names) {
    if (kind == Kind.TERMINAL) {
      return false;
    }
    for (String name : names) {
      boolean holds =
          switch (name) {
            case "States.ALL" -> true;
            case "States.TaskFailed" -> !TIMEOUT.equals(error);
            case "States.HeartbeatTimeout" -> kind == Kind.SILENCE || name.equals(error);
            default -> name.equals(error);
          };
      if (holds) {
        return true;
      }
    }
    return false;
  }

  /// The error output that a catcher gets: an error without a cause has an empty one, as on Step
  /// Functions.
  JsonObject output() {
    String shown = cause == null && error != null ? "" : cause;
    return JsonObject.of("Error", textOrNull(error), "Cause", textOrNull(shown));
  }

  private static JsonValue textOrNull(@Nullable String text) {
    return text == null ? JsonNull.NULL : new JsonString(text);
  }

  /// Leaves the evaluation of a state with a failure that is not an [EvaluationException]. Caught
  /// where the state is entered or left; never leaves the interpreter.
  static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    Thrown(Failure failure) {
      super(failure.cause(), null, false, false);
      this.failure = failure;
    }

    Failure failure() {
      return failure;
    }
  }
}
