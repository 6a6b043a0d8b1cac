package org.stepgate.engine;

import org.jspecify.annotations.Nullable;

/// The types of history events, with the names of the Step Functions API.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html Step
///   Functions API, HistoryEvent
public enum HistoryEventType {
  /// The execution began.
  ExecutionStarted("executionStartedEventDetails"),
  /// The execution ended with an output.
  ExecutionSucceeded("executionSucceededEventDetails"),
  /// The execution ended with an error.
  ExecutionFailed("executionFailedEventDetails"),
  /// The execution ran longer than it may.
  ExecutionTimedOut("executionTimedOutEventDetails"),
  /// Somebody stopped the execution.
  ExecutionAborted("executionAbortedEventDetails"),
  /// A failed execution goes on.
  ExecutionRedriven("executionRedrivenEventDetails"),
  /// A Choice state was entered.
  ChoiceStateEntered("stateEnteredEventDetails"),
  /// A Fail state was entered.
  FailStateEntered("stateEnteredEventDetails"),
  /// A Map state was entered.
  MapStateEntered("stateEnteredEventDetails"),
  /// A Parallel state was entered.
  ParallelStateEntered("stateEnteredEventDetails"),
  /// A Pass state was entered.
  PassStateEntered("stateEnteredEventDetails"),
  /// A Succeed state was entered.
  SucceedStateEntered("stateEnteredEventDetails"),
  /// A Task state was entered.
  TaskStateEntered("stateEnteredEventDetails"),
  /// A Wait state was entered.
  WaitStateEntered("stateEnteredEventDetails"),
  /// A Choice state was left.
  ChoiceStateExited("stateExitedEventDetails"),
  /// A Map state was left.
  MapStateExited("stateExitedEventDetails"),
  /// A Parallel state was left.
  ParallelStateExited("stateExitedEventDetails"),
  /// A Pass state was left.
  PassStateExited("stateExitedEventDetails"),
  /// A Succeed state was left.
  SucceedStateExited("stateExitedEventDetails"),
  /// A Task state was left.
  TaskStateExited("stateExitedEventDetails"),
  /// A Wait state was left.
  WaitStateExited("stateExitedEventDetails"),
  /// A call was asked for.
  TaskScheduled("taskScheduledEventDetails"),
  /// A call began.
  TaskStarted("taskStartedEventDetails"),
  /// A call could not begin.
  TaskStartFailed("taskStartFailedEventDetails"),
  /// The service took the call; its end comes later.
  TaskSubmitted("taskSubmittedEventDetails"),
  /// The service did not take the call.
  TaskSubmitFailed("taskSubmitFailedEventDetails"),
  /// A call ended with a result.
  TaskSucceeded("taskSucceededEventDetails"),
  /// A call ended with an error.
  TaskFailed("taskFailedEventDetails"),
  /// A call took too long or was silent for too long.
  TaskTimedOut("taskTimedOutEventDetails"),
  /// A Task state was given up because a state around it failed.
  TaskStateAborted(null),
  /// A function call was asked for.
  LambdaFunctionScheduled("lambdaFunctionScheduledEventDetails"),
  /// A function call could not be asked for.
  LambdaFunctionScheduleFailed("lambdaFunctionScheduleFailedEventDetails"),
  /// A function call began.
  LambdaFunctionStarted(null),
  /// A function call could not begin.
  LambdaFunctionStartFailed("lambdaFunctionStartFailedEventDetails"),
  /// A function call ended with a result.
  LambdaFunctionSucceeded("lambdaFunctionSucceededEventDetails"),
  /// A function call ended with an error.
  LambdaFunctionFailed("lambdaFunctionFailedEventDetails"),
  /// A function call took too long.
  LambdaFunctionTimedOut("lambdaFunctionTimedOutEventDetails"),
  /// Work for an activity was put out.
  ActivityScheduled("activityScheduledEventDetails"),
  /// Work for an activity could not be put out.
  ActivityScheduleFailed("activityScheduleFailedEventDetails"),
  /// A worker took the work of an activity.
  ActivityStarted("activityStartedEventDetails"),
  /// A worker ended the work with a result.
  ActivitySucceeded("activitySucceededEventDetails"),
  /// A worker ended the work with an error.
  ActivityFailed("activityFailedEventDetails"),
  /// The work took too long or its worker was silent for too long.
  ActivityTimedOut("activityTimedOutEventDetails"),
  /// A Wait state was given up because a state around it failed.
  WaitStateAborted(null),
  /// The branches of a Parallel state begin.
  ParallelStateStarted(null),
  /// All branches have ended well.
  ParallelStateSucceeded(null),
  /// A branch has failed, and with it the state.
  ParallelStateFailed(null),
  /// A Parallel state was given up because a state around it failed.
  ParallelStateAborted(null),
  /// The iterations of a Map state begin.
  MapStateStarted("mapStateStartedEventDetails"),
  /// All iterations have ended well, or well enough.
  MapStateSucceeded(null),
  /// Too many iterations have failed, and with them the state.
  MapStateFailed(null),
  /// A Map state was given up because a state around it failed.
  MapStateAborted(null),
  /// An iteration begins.
  MapIterationStarted("mapIterationStartedEventDetails"),
  /// An iteration has ended well.
  MapIterationSucceeded("mapIterationSucceededEventDetails"),
  /// An iteration has failed.
  MapIterationFailed("mapIterationFailedEventDetails"),
  /// An iteration was given up because its Map state failed.
  MapIterationAborted("mapIterationAbortedEventDetails"),
  /// The child executions of a distributed Map begin.
  MapRunStarted("mapRunStartedEventDetails"),
  /// The child executions have ended well enough.
  MapRunSucceeded(null),
  /// Too many child executions have failed.
  MapRunFailed("mapRunFailedEventDetails"),
  /// A distributed Map was stopped.
  MapRunAborted(null),
  /// A failed distributed Map goes on.
  MapRunRedriven("mapRunRedrivenEventDetails"),
  /// An expression could not be evaluated.
  EvaluationFailed("evaluationFailedEventDetails");

  private final @Nullable String detailsName;

  HistoryEventType(@Nullable String detailsName) {
    this.detailsName = detailsName;
  }

  /// The member of the API's event that holds the details; null for a type that has none.
  public @Nullable String detailsName() {
    return detailsName;
  }

  /// True for the types that are the last event of an execution.
  public boolean isTerminal() {
    return switch (this) {
      case ExecutionSucceeded, ExecutionFailed, ExecutionTimedOut, ExecutionAborted -> true;
      default -> false;
    };
  }
}
