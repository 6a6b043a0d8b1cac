package org.stepgate.tasks;

import java.io.Serial;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonWriter;

/// A call is not made: its arguments are wrong, or the configuration does not permit it. The
/// message is the cause of the failed task.
final class TaskRefusedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private static final int ARGUMENT_CHARACTERS = 10_000;

  private final String error;

  private TaskRefusedException(String error, String message) {
    super(message);
    this.error = error;
  }

  /// An argument is not what it has to be.
  ///
  /// @param path where in the arguments, such as `Headers.Accept`
  static TaskRefusedException badArgument(String path, String expected, String got) {
    return new TaskRefusedException(
        TaskErrors.TASK_FAILED,
        "%s: expected %s, got %s".formatted(path, expected, TaskErrors.shortened(got)));
  }

  /// The configuration or a rule of safety forbids the call.
  static TaskRefusedException forbidden(String cause) {
    return new TaskRefusedException(TaskErrors.TASK_FAILED, cause);
  }

  /// The request of a service has no such arguments.
  static TaskRefusedException unusable(JsonValue arguments, String problem) {
    return new TaskRefusedException(
        TaskErrors.RUNTIME,
        "The Parameters '%s' could not be used to start the Task: [%s]"
            .formatted(TaskErrors.cut(JsonWriter.write(arguments), ARGUMENT_CHARACTERS), problem));
  }

  /// The connection cannot be used.
  static TaskRefusedException connection(String problem, String cause) {
    return new TaskRefusedException("Events.ConnectionResource." + problem, cause);
  }

  TaskOutcome.Failed outcome() {
    return new TaskOutcome.Failed(error, String.valueOf(getMessage()));
  }
}
