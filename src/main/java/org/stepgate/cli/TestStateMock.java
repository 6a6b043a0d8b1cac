package org.stepgate.cli;

import org.jspecify.annotations.Nullable;
import org.stepgate.workflow.StateTest;
import org.stepgate.workflow.StateTest.Configuration;
import org.stepgate.workflow.StateTest.FieldValidation;
import org.stepgate.workflow.StateTest.Mock;
import picocli.CommandLine.Option;

/// The options of `stepgate test-state` about what stands in for the work of the state.
final class TestStateMock {
  @Option(
      names = {"-m", "--mock-result"},
      paramLabel = "RESULT",
      description = "The result of the task, of the branches or of the iterations.")
  private @Nullable String result;

  @Option(
      names = {"-e", "--mock-error"},
      paramLabel = "ERROR",
      description = "The name of the error with which they end.")
  private @Nullable String error;

  @Option(names = "--mock-cause", paramLabel = "TEXT", description = "The cause of that error.")
  private @Nullable String cause;

  @Option(
      names = "--field-validation",
      paramLabel = "MODE",
      defaultValue = "STRICT",
      description =
          "How the result is held against the API that the task calls: strict, present or none."
              + " Default: ${DEFAULT-VALUE}")
  private FieldValidation validation = FieldValidation.STRICT;

  @Option(
      names = "--retrier-retry-count",
      paramLabel = "N",
      description = "How often the retrier of the error has tried before.")
  private @Nullable Integer retrierRetryCount;

  @Option(
      names = "--error-caused-by-state",
      paramLabel = "NAME",
      description = "The state inside a Map or Parallel state that the error came from.")
  private @Nullable String errorCausedByState;

  @Option(
      names = "--map-iteration-failure-count",
      paramLabel = "N",
      description = "How many iterations of a Map state have failed.")
  private @Nullable Integer mapIterationFailureCount;

  @Option(
      names = "--map-item-reader-data",
      paramLabel = "DATA",
      description = "What the ItemReader of a Map state finds.")
  private @Nullable String mapItemReaderData;

  /// The mock; null when none is asked for.
  @Nullable Mock toMock() {
    if (result == null && error == null && cause == null) {
      return null;
    }
    return new Mock(
        TestStateCommand.text("mocked result", result),
        error == null && cause == null ? null : new StateTest.ErrorOutput(error, cause),
        validation);
  }

  /// The circumstances.
  Configuration toConfiguration() {
    return new Configuration(
        retrierRetryCount,
        errorCausedByState,
        mapIterationFailureCount,
        TestStateCommand.text("item reader data", mapItemReaderData));
  }
}
