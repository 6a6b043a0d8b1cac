package org.stepgate.routes;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.Workflows;

/// Turns what an engine says into answers. Safe for many threads.
final class Replies {
  private final InstantSource clock;

  /// @param clock tells the age of executions, which decides when a client should ask again
  Replies(InstantSource clock) {
    this.clock = clock;
  }

  /// The answer to a request that was to start an execution.
  HttpResponse outcome(RunOutcome outcome, WaitPlan plan, HttpRequest request, ReplyConfig config) {
    return switch (outcome) {
      case RunOutcome.Closed(var execution, boolean _) -> result(execution, plan, request, config);
      case RunOutcome.Running(var id, boolean _) ->
          dressed(Pending.answer(id, Duration.ZERO, request.headers()), plan, true);
      case RunOutcome.NameTaken _ -> throw keyReused();
      case RunOutcome.Gone(var _, var status) -> throw gone(status);
      case RunOutcome.NoSuchMachine(var machine) ->
          throw new ProblemException(
              500,
              "This address is not set up completely.",
              "the machine " + machine + " is not there");
      case RunOutcome.Overloaded(var retryAfter) -> throw overloaded(retryAfter);
      case RunOutcome.OverLimit(var rules, var retryAfter) ->
          throw ProblemException.tooManyRequests(
              "As many of your executions run as may" + named(rules) + "; ask again later.",
              "the caller is over its limit of executions" + named(rules),
              retryAfter);
    };
  }

  private static String named(List<String> rules) {
    return rules.isEmpty()
        ? ""
        : (rules.size() == 1 ? " by the limit " : " by one of the limits ")
            + rules.stream().map(rule -> "'" + rule + "'").collect(Collectors.joining(", "));
  }

  /// Waits for an execution that a repeated request has met again, and answers.
  HttpResponse awaited(Workflows workflows, ExecutionId id, WaitPlan plan, RouteCall call)
      throws InterruptedException {
    var execution = awaited(workflows, id, plan.longest()).orElseThrow(Replies::vanished);
    return state(execution, plan, call.request(), call.route().config().reply());
  }

  static Optional<ExecutionDescription> awaited(Workflows workflows, ExecutionId id, Duration wait)
      throws InterruptedException {
    return wait.isZero() ? workflows.describe(id) : workflows.await(id, wait);
  }

  /// The answer to the state of an execution: 202 while it runs, else its result.
  HttpResponse state(
      ExecutionDescription execution, WaitPlan plan, HttpRequest request, ReplyConfig config) {
    if (execution.status().isClosed()) {
      return result(execution, plan, request, config);
    }
    var age = Duration.between(execution.startTime(), clock.instant());
    return dressed(Pending.answer(execution.id(), age, request.headers()), plan, true);
  }

  private static HttpResponse result(
      ExecutionDescription execution, WaitPlan plan, HttpRequest request, ReplyConfig config) {
    var answer = dressed(ResultMapping.answer(execution, config), plan, false);
    return switch (request.method()) {
      case "GET", "HEAD" -> Conditional.of(request, answer);
      default -> answer;
    };
  }

  private static HttpResponse dressed(HttpResponse answer, WaitPlan plan, boolean pending) {
    var varied = answer.withHeader("Vary", "Accept, Prefer");
    var applied = plan.applied(pending);
    return applied.isPresent() ? varied.withHeader("Preference-Applied", applied.get()) : varied;
  }

  /// 422: the key was used for another request.
  static ProblemException keyReused() {
    return ProblemException.unprocessable(
        "The idempotency key was used before, for a request that differs from this one.",
        "the key's name is taken with another fingerprint");
  }

  /// 410: the request was answered long ago and its execution is no longer kept.
  static ProblemException gone(ExecutionStatus status) {
    return new ProblemException(
        410,
        "This request was carried out before and ended as "
            + status
            + "; its result is no longer kept.",
        "the key's execution is past its retention");
  }

  private static ProblemException vanished() {
    return new ProblemException(
        410,
        "This request was carried out before; its result is no longer kept.",
        "the key's execution was removed while it was looked up");
  }

  /// 503: nothing was started.
  static ProblemException overloaded(Duration retryAfter) {
    return ProblemException.unavailable(
        "Too much is going on; nothing was started.", "the engine is overloaded", retryAfter);
  }
}
