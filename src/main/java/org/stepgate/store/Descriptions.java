package org.stepgate.store;

import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Execution;
import org.stepgate.engine.ExecutionHeader;
import org.stepgate.engine.Payload;
import org.stepgate.engine.Redrive;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.RedriveState;

/// Turns what is stored into the values of the port.
public final class Descriptions {
  /// The name of the engine in ids of executions.
  private static final String ENGINE = "embedded";

  /// From this event on, an execution has no room for a redrive.
  private static final long HISTORY_EVENTS = 25_000;

  private Descriptions() {}

  static ExecutionDescription of(StoredExecution stored) {
    return of(stored.start(), stored.header());
  }

  /// The description of an execution of the embedded engine.
  public static ExecutionDescription of(NewExecution start, ExecutionHeader header) {
    Execution.Identity identity = start.identity();
    Payload output = header.output();
    return new ExecutionDescription(
        new ExecutionId(ENGINE, start.origin().account(), identity.machineName(), identity.name()),
        identity.arn(),
        identity.machineArn(),
        start.origin().versionArn(),
        start.origin().aliasArn(),
        status(header.status()),
        identity.startTime(),
        header.stopTime(),
        identity.input().text(),
        output == null ? null : output.text(),
        header.error(),
        header.cause(),
        start.route(),
        start.fingerprint(),
        start.traceparent(),
        start.caller(),
        redrive(start, header));
  }

  private static RedriveState redrive(NewExecution start, ExecutionHeader header) {
    Redrive redrive = header.redrive();
    boolean child = start.mapChild() != null;
    boolean express = start.identity().express();
    return new RedriveState(
        redrive == null ? 0 : redrive.count(),
        redrive == null ? null : redrive.time(),
        child && express ? ended(header) : unredrivable(express, header),
        child);
  }

  /// Why an Express child of a map run cannot be started anew, null when it can.
  private static @Nullable String ended(ExecutionHeader header) {
    return switch (header.status()) {
      case RUNNING, SUCCEEDED -> "Execution is " + header.status() + " and cannot be redriven";
      case FAILED, TIMED_OUT, ABORTED -> null;
    };
  }

  /// Why an execution cannot be redriven, in the words of the API; null when it can.
  private static @Nullable String unredrivable(boolean express, ExecutionHeader header) {
    if (express) {
      return "Execution is of type EXPRESS and cannot be redriven";
    }
    return switch (header.status()) {
      case RUNNING, SUCCEEDED -> "Execution is " + header.status() + " and cannot be redriven";
      case FAILED, TIMED_OUT, ABORTED -> {
        if (header.resumable()) {
          yield null;
        }
        yield header.nextEventId() >= HISTORY_EVENTS
            ? "Execution history event limit exceeded"
            : "Execution was started before the launch of RedriveExecution";
      }
    };
  }

  static ExecutionStatus status(org.stepgate.engine.ExecutionStatus status) {
    return switch (status) {
      case RUNNING -> ExecutionStatus.RUNNING;
      case SUCCEEDED -> ExecutionStatus.SUCCEEDED;
      case FAILED -> ExecutionStatus.FAILED;
      case TIMED_OUT -> ExecutionStatus.TIMED_OUT;
      case ABORTED -> ExecutionStatus.ABORTED;
    };
  }

  static org.stepgate.engine.ExecutionStatus status(ExecutionStatus status) {
    return switch (status) {
      case RUNNING -> org.stepgate.engine.ExecutionStatus.RUNNING;
      case SUCCEEDED -> org.stepgate.engine.ExecutionStatus.SUCCEEDED;
      case FAILED -> org.stepgate.engine.ExecutionStatus.FAILED;
      case TIMED_OUT -> org.stepgate.engine.ExecutionStatus.TIMED_OUT;
      case ABORTED -> org.stepgate.engine.ExecutionStatus.ABORTED;
    };
  }
}
