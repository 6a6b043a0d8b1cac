package org.stepgate.schedules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.EvaluationException;
import org.stepgate.digest.Sha256;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;
import org.stepgate.principal.Principal;
import org.stepgate.schedules.ScheduleState.Last;
import org.stepgate.schedules.ScheduleState.Outcome;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.NameLookup;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.Workflows;

/// Starts the executions of ticks. Doing it twice for a tick does it once: the name of the
/// execution says which tick it is of.
///
/// Threads: safe for use by any.
final class TickStarter {
  private static final String ISSUER = "stepgate:schedule";
  private static final String STOPPED = "Schedule.NextTick";

  /// What the Step Functions API takes.
  private static final int MAX_INPUT_BYTES = 262_144;

  private final Workflows workflows;

  TickStarter(Workflows workflows) {
    this.workflows = workflows;
  }

  /// What comes of a tick.
  sealed interface Result {
    /// It has been dealt with.
    record Done(Last last) implements Result {}

    /// Too much is going on: try again.
    record Later(Duration delay) implements Result {}
  }

  /// The execution of a tick, when it was started before; empty when it was not.
  Optional<Last> known(ScheduleConfig schedule, Instant tick) {
    return switch (workflows.lookup(schedule.machine(), schedule.executionName(tick))) {
      case NameLookup.Known(var id, var fingerprint) ->
          Optional.of(found(schedule, tick, id, fingerprint));
      case NameLookup.Gone(var id, var fingerprint, _) ->
          Optional.of(found(schedule, tick, id, fingerprint));
      case NameLookup.Unknown() -> Optional.empty();
    };
  }

  private static Last found(
      ScheduleConfig schedule, Instant tick, ExecutionId id, @Nullable String fingerprint) {
    return fingerprint(schedule, tick).equals(fingerprint)
        ? started(tick, id)
        : new Last(tick, Outcome.FAILED, null, "its name is taken by " + id);
  }

  /// Deals with a tick.
  ///
  /// @param before the id of the execution that was started last; null when there was none
  /// @param now what the input's expression is told
  /// @throws org.stepgate.workflow.BackendException when the engine is away; the execution may have
  ///   been started
  Result start(ScheduleConfig schedule, Instant tick, @Nullable String before, Instant now)
      throws InterruptedException {
    Optional<Last> known = known(schedule, tick);
    if (known.isPresent()) {
      return new Result.Done(known.get());
    }
    Optional<JsonValue> input;
    try {
      input = schedule.input().evaluate(schedule.toJson(tick), now);
    } catch (EvaluationException e) {
      return failed(tick, "the input cannot be made: " + e.getMessage());
    }
    if (input.isEmpty()) {
      return failed(tick, "the input's expression gives nothing");
    }
    if (JsonWriter.writeUtf8(input.get()).length > MAX_INPUT_BYTES) {
      return failed(tick, "the input has more than " + MAX_INPUT_BYTES + " bytes");
    }
    Optional<ExecutionId> running = running(before);
    if (running.isPresent()) {
      switch (schedule.overlap()) {
        case SKIP -> {
          return new Result.Done(new Last(tick, Outcome.OVERLAPPED, null, null));
        }
        case CANCEL -> {
          var _ = workflows.stop(running.get(), STOPPED, "The next tick was due at " + tick + ".");
        }
        case ALLOW -> {}
      }
    }
    return run(schedule, tick, input.get());
  }

  private Optional<ExecutionId> running(@Nullable String before) {
    return Optional.ofNullable(before)
        .map(ExecutionId::parse)
        .filter(
            id -> workflows.describe(id).filter(found -> !found.status().isClosed()).isPresent());
  }

  private Result run(ScheduleConfig schedule, Instant tick, JsonValue input)
      throws InterruptedException {
    var request =
        new RunRequest(
            schedule.machine(),
            schedule.executionName(tick),
            true,
            fingerprint(schedule, tick),
            input,
            new Principal(ISSUER, schedule.name(), List.of(), JsonObject.EMPTY),
            null,
            null,
            Duration.ZERO);
    return switch (workflows.run(request)) {
      case RunOutcome.Running(var id, _) -> new Result.Done(started(tick, id));
      case RunOutcome.Closed(var execution, _) -> new Result.Done(started(tick, execution.id()));
      case RunOutcome.Gone(var id, _) -> new Result.Done(started(tick, id));
      case RunOutcome.NameTaken(var id) -> failed(tick, "its name is taken by " + id);
      case RunOutcome.NoSuchMachine(var machine) ->
          failed(tick, "there is no state machine " + machine);
      case RunOutcome.Overloaded(var delay) -> new Result.Later(delay);
      case RunOutcome.OverLimit(_, var delay) -> new Result.Later(delay);
    };
  }

  private static Last started(Instant tick, ExecutionId id) {
    return new Last(tick, Outcome.STARTED, id.toString(), null);
  }

  private static Result failed(Instant tick, String detail) {
    return new Result.Done(new Last(tick, Outcome.FAILED, null, detail));
  }

  /// Recognises the executions of a schedule among those of the same name.
  private static String fingerprint(ScheduleConfig schedule, Instant tick) {
    return Sha256.hex("schedule\n" + schedule.name() + "\n" + tick);
  }
}
