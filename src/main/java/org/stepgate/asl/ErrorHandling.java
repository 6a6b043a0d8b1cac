package org.stepgate.asl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;

/// What a state does about failures.
///
/// @param retriers tried in order before the catchers
/// @param catchers tried in order once no retrier applies
/// @spec https://states-language.net/spec.html#errors Amazon States Language, errors
public record ErrorHandling(List<Retrier> retriers, List<Catcher> catchers) {
  /// Every failure ends the graph.
  public static final ErrorHandling NONE = new ErrorHandling(List.of(), List.of());

  /// Copies the lists.
  public ErrorHandling {
    retriers = List.copyOf(retriers);
    catchers = List.copyOf(catchers);
  }

  /// Tries again.
  ///
  /// @param errorEquals error names, or the wild cards `States.ALL` and `States.TaskFailed`
  /// @param intervalSeconds delay before the first retry, 0 or more
  /// @param maxAttempts retries, 0 or more
  /// @param backoffRate factor of each further delay, 1.0 or more
  /// @param maxDelaySeconds upper bound of a delay, null for none
  /// @param fullJitter whether each delay is drawn at random between 0 and its value
  public record Retrier(
      List<String> errorEquals,
      long intervalSeconds,
      long maxAttempts,
      double backoffRate,
      @Nullable Long maxDelaySeconds,
      boolean fullJitter) {
    /// Copies the names.
    public Retrier {
      errorEquals = List.copyOf(errorEquals);
    }
  }

  /// Goes on elsewhere.
  ///
  /// @param errorEquals as for [Retrier]
  /// @param flow makes the output from the state's input and the error output
  ///   `{"Error":…,"Cause":…}`
  /// @param next the state that follows
  public record Catcher(List<String> errorEquals, CatchFlow flow, String next) {
    /// Copies the names.
    public Catcher {
      errorEquals = List.copyOf(errorEquals);
    }
  }

  /// Makes the output of a state whose error was caught.
  @FunctionalInterface
  public interface CatchFlow {
    /// The input of the next state, and what is assigned to variables.
    ///
    /// @param input the failed state's raw input
    /// @param errorOutput an object of `Error` and, if there is one, `Cause`
    /// @throws EvaluationException when an expression or the ResultPath does not apply
    DataFlow.Outcome outcome(JsonValue input, JsonValue errorOutput, Scope scope);
  }
}
