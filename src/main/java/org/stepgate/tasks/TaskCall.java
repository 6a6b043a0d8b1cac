package org.stepgate.tasks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;

/// A call that a Task state makes.
///
/// @param resource the state's `Resource` with the suffix of its integration pattern, such as
///   `arn:aws:states:::sqs:sendMessage.waitForTaskToken`; what follows the call is not the runner's
///   business
/// @param arguments the state's evaluated `Parameters` or `Arguments`; the state's input when it
///   has neither
/// @param identity who calls
/// @param timeLimit what is left of the state's time, more than zero; when it has passed the call
///   ends with `States.Timeout`
/// @param context what else goes with the call
public record TaskCall(
    String resource,
    JsonValue arguments,
    TaskIdentity identity,
    Duration timeLimit,
    Context context) {
  /// Checks that there is time left.
  public TaskCall {
    if (!timeLimit.isPositive()) {
      throw new IllegalArgumentException(
          "time limit is " + timeLimit + ", expected more than zero");
    }
  }

  /// A call with [Context#NONE].
  public TaskCall(String resource, JsonValue arguments, TaskIdentity identity, Duration timeLimit) {
    this(resource, arguments, identity, timeLimit, Context.NONE);
  }

  /// What goes with a call besides its arguments.
  ///
  /// @param traceparent the W3C trace context of the execution, passed on to what is called; null
  ///   for none
  /// @param roleArn the role that the state's `Credentials` name; null for none
  /// @param testCase the test case of the mock file that the execution was started with; null for
  ///   none
  /// @param started how its execution was started; null when there is none, as in a test of a state
  public record Context(
      @Nullable String traceparent,
      @Nullable String roleArn,
      @Nullable String testCase,
      @Nullable Started started) {
    /// Nothing.
    public static final Context NONE = new Context(null, null, null);

    /// A context without an execution.
    public Context(
        @Nullable String traceparent, @Nullable String roleArn, @Nullable String testCase) {
      this(traceparent, roleArn, testCase, null);
    }
  }

  /// How an execution was started.
  ///
  /// @param route the id of the route; null when it was started otherwise
  /// @param caller the JSON text of who started it
  public record Started(@Nullable String route, String caller) {}
}
