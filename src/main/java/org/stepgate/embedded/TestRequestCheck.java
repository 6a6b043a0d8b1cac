package org.stepgate.embedded;

import org.jspecify.annotations.Nullable;
import org.stepgate.asl.State;
import org.stepgate.workflow.StateTest;
import org.stepgate.workflow.WorkflowException;

/// Refuses tests whose parts do not go together.
final class TestRequestCheck {
  private static final String NOT_BY_ITSELF =
      "TestState API does not support Map or Parallel states. Supported state types include:"
          + " [Task, Wait, Pass, Succeed, Fail, Choice]";
  private static final String NO_WAITING =
      "TestState API does not support Activity tasks, or '.sync' and '.waitForTaskToken' service"
          + " integration patterns, when a mock is not specified.";

  private TestRequestCheck() {}

  /// Checks what can be said before the state is known.
  ///
  /// @throws WorkflowException `ValidationException`
  static void combination(StateTest request) {
    StateTest.Mock mock = request.mock();
    if (mock == null) {
      StateTest.Configuration circumstances = request.configuration();
      refuseWithoutMock("RetrierRetryCount", circumstances.retrierRetryCount());
      refuseWithoutMock("MapIterationFailureCount", circumstances.mapIterationFailureCount());
      refuseWithoutMock("ErrorCausedByState", circumstances.errorCausedByState());
      refuseWithoutMock("MapItemReaderData", circumstances.mapItemReaderData());
      return;
    }
    if ((mock.result() == null) == (mock.errorOutput() == null)) {
      throw WorkflowException.validation(
          "A test mock should have only one of the following fields: [result, errorOutput].");
    }
    if (request.revealSecrets()) {
      throw WorkflowException.validation(
          "TestState does not support RevealSecrets when a mock is specified.");
    }
  }

  private static void refuseWithoutMock(String name, @Nullable Object given) {
    if (given != null) {
      throw WorkflowException.validation(
          "TestState does not support " + name + " when a mock is not specified.");
    }
  }

  /// Checks that the state can be tested, with a mock or without.
  ///
  /// @throws WorkflowException `InvalidDefinition`, `ValidationException`
  static void type(State state, StateTest request) {
    boolean mocked = request.mock() != null;
    switch (state) {
      case State.Parallel _, State.Map _ -> {
        if (!mocked) {
          throw new WorkflowException("InvalidDefinition", NOT_BY_ITSELF);
        }
      }
      case State.Task task -> {
        if (!mocked) {
          callable(task, request.roleArn());
        }
      }
      case State.Pass _, State.Choice _, State.Wait _, State.Succeed _, State.Fail _ -> {
        if (mocked) {
          throw WorkflowException.validation(
              "State type '%s' is not supported when a mock is specified"
                  .formatted(state.getClass().getSimpleName()));
        }
      }
    }
  }

  private static void callable(State.Task task, @Nullable String roleArn) {
    if (TestContext.waits(task) || task.resource().contains(":activity:")) {
      throw new WorkflowException("InvalidDefinition", NO_WAITING);
    }
    if (roleArn == null) {
      throw WorkflowException.validation(
          "RoleArn must be specified when testing a Task state without a mock.");
    }
  }
}
