package org.stepgate.tasks;

/// Error names of tasks, and the bound on text that goes into a cause.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html error
///   names of Step Functions
final class TaskErrors {
  static final String RUNTIME = "States.Runtime";
  static final String TASK_FAILED = "States.TaskFailed";
  static final String TIMEOUT = "States.Timeout";
  static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";

  /// No complete answer came over HTTP.
  static final String HTTP_SOCKET = "States.Http.Socket";

  private static final int SHORT_CHARACTERS = 200;

  private TaskErrors() {}

  /// The text, or its beginning followed by an ellipsis when it is longer than 200 characters.
  static String shortened(String text) {
    return cut(text, SHORT_CHARACTERS);
  }

  /// The text, or its beginning followed by an ellipsis when it is longer than `characters`. A
  /// surrogate pair is not divided.
  static String cut(String text, int characters) {
    if (text.length() <= characters) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(characters - 1)) ? characters - 1 : characters;
    return text.substring(0, end) + "…";
  }
}
