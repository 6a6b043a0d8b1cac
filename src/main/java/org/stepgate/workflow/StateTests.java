package org.stepgate.workflow;

/// The operation TestState of the Step Functions API: one state is run once, on its own, and
/// nothing is kept of it.
///
/// Threads: safe for use by any; calls block while the state's task runs.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html Step
///   Functions API, TestState
public interface StateTests {
  /// TestState. A state that fails is an answer, not an exception. What a task without mock does
  /// outside stays done.
  ///
  /// @throws WorkflowException `InvalidDefinition`, `InvalidExecutionInput`, `ValidationException`
  /// @throws InterruptedException when the thread is interrupted, which cancels the task
  StateTestResult test(StateTest request) throws InterruptedException;
}
