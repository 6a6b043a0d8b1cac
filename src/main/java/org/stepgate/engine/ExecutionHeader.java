package org.stepgate.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What of an execution changes with every event, apart from its frames.
///
/// @param status how it stands
/// @param nextEventId the id of the next history event, 1 at the start
/// @param nextFrame the number of the next frame
/// @param nextTask the number of the next task attempt
/// @param nextTimer the number of the next timer
/// @param nextPayload the id of the next stored payload
/// @param output the output, once it has succeeded
/// @param error the error's name, once it has ended otherwise; null when none was given
/// @param cause the explanation that goes with it
/// @param stopTime when it ended; null while it runs
/// @param redrive its last redrive; null when there was none
/// @param resumable whether its frames were kept at its end, so that it can be redriven
public record ExecutionHeader(
    ExecutionStatus status,
    long nextEventId,
    long nextFrame,
    long nextTask,
    long nextTimer,
    long nextPayload,
    @Nullable Payload output,
    @Nullable String error,
    @Nullable String cause,
    @Nullable Instant stopTime,
    @Nullable Redrive redrive,
    boolean resumable) {
  /// A header of an execution that was never redriven and cannot be.
  public ExecutionHeader(
      ExecutionStatus status,
      long nextEventId,
      long nextFrame,
      long nextTask,
      long nextTimer,
      long nextPayload,
      @Nullable Payload output,
      @Nullable String error,
      @Nullable String cause,
      @Nullable Instant stopTime) {
    this(
        status,
        nextEventId,
        nextFrame,
        nextTask,
        nextTimer,
        nextPayload,
        output,
        error,
        cause,
        stopTime,
        null,
        false);
  }

  /// The header before the first event.
  public static final ExecutionHeader INITIAL =
      new ExecutionHeader(ExecutionStatus.RUNNING, 1, 0, 1, 1, 1, null, null, null, null);

  /// The header before the first event of an execution that takes the place of an earlier one of
  /// the same ARN, whose header this is: no two of their tasks have the same id.
  public ExecutionHeader anew() {
    return new ExecutionHeader(
        ExecutionStatus.RUNNING, 1, 0, nextTask, 1, 1, null, null, null, null);
  }
}
