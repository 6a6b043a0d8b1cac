package org.stepgate.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// One entry: when, who, why, what.
///
/// Its text is a JSON object of `version`, `type`, `time` (UTC, milliseconds), `actor`, for a
/// request `request` and `decision`, and the members of the event: always in this order and on one
/// line, so the same record has the same text and the same hash.
///
/// @param time when it happened
/// @param cause who, and by which request
/// @param event what
public record AuditRecord(Instant time, Cause cause, AuditEvent event) {
  private static final long VERSION = 1;

  /// The text, which the chain is over.
  public String text() {
    var out =
        new CanonicalText()
            .put("version", VERSION)
            .put("type", event.getClass().getSimpleName())
            .put("time", time.truncatedTo(ChronoUnit.MILLIS).toString())
            .begin("actor")
            .put("issuer", cause.actor().issuer())
            .put("subject", cause.actor().subject())
            .end();
    request(out, cause.origin());
    decision(out, cause.decision());
    event(out, event);
    return out.end().toString();
  }

  private static void request(CanonicalText out, @Nullable Origin origin) {
    if (origin != null) {
      out.begin("request")
          .put("id", origin.request())
          .put("address", origin.address())
          .putIfPresent("trace", origin.trace())
          .end();
    }
  }

  private static void decision(CanonicalText out, @Nullable Decided decision) {
    if (decision != null) {
      out.begin("decision")
          .put("action", decision.action())
          .put("resource", decision.target().type())
          .put("id", decision.target().id())
          .put("allowed", decision.allowed())
          .put("policies", decision.policies())
          .end();
    }
  }

  private static void event(CanonicalText out, AuditEvent event) {
    switch (event) {
      case AuditEvent.RequestDecided(),
          AuditEvent.CallerShown(),
          AuditEvent.SessionStarted(),
          AuditEvent.SessionEnded() -> {
        // The type says it all.
      }
      case AuditEvent.ListFiltered(var action, var items, int shown, int hidden) ->
          out.put("action", action).put("items", items).put("shown", shown).put("hidden", hidden);
      case AuditEvent.StepDecided(var execution, var state, var principal) ->
          out.put("execution", execution).put("state", state).put("principal", principal);
      case AuditEvent.CredentialRefused(var credential, var reason) ->
          out.put("credential", credential).put("reason", reason);
      case AuditEvent.ExecutionStarted(var execution, var route, var status) ->
          out.put("execution", execution).putIfPresent("route", route).put("status", status);
      case AuditEvent.ExecutionEnded(var execution, var status) ->
          out.put("execution", execution).put("status", status);
      case AuditEvent.ExecutionRedriven(var execution) -> out.put("execution", execution);
      case AuditEvent.MapRunChanged(long mapRun) -> out.put("mapRun", mapRun);
      case AuditEvent.ExecutionsRemoved(int count) -> out.put("count", count);
      case AuditEvent.NamesFreed(int count) -> out.put("count", count);
      case AuditEvent.TaskAnswered(var token) -> out.put("token", token);
      case AuditEvent.TaskTokenRefused(var token, var reason) ->
          out.put("token", token).put("reason", reason);
      case AuditEvent.ApprovalAsked(var approval, var execution) ->
          out.put("approval", approval).put("execution", execution);
      case AuditEvent.ApprovalDecided(var approval, var answer, var reason, var outcome) ->
          out.put("approval", approval)
              .put("answer", answer)
              .putIfPresent("reason", reason)
              .put("outcome", outcome);
      case AuditEvent.ApprovalsExpired(int executions) -> out.put("executions", executions);
      case AuditEvent.ReceiverDisabled(var address) -> out.put("address", address);
      case AuditEvent.MachineChanged(var machine, var changes) ->
          out.put("machine", machine).put("changes", changes);
      case AuditEvent.TagsChanged(var resource, var set, var removed) ->
          out.put("resource", resource).put("set", set).put("removed", removed);
      case AuditEvent.ActivityTaskTaken(var activity) -> out.put("activity", activity);
      case AuditEvent.ActivityCreated(var activity) -> out.put("activity", activity);
      case AuditEvent.ActivityDeleted(var activity) -> out.put("activity", activity);
      case AuditEvent.SchedulePaused(var schedule) -> out.put("schedule", schedule);
      case AuditEvent.ScheduleResumed(var schedule) -> out.put("schedule", schedule);
      case AuditEvent.ConfigurationActivated(long generation, var sha256) ->
          out.put("generation", generation).put("sha256", sha256);
      case AuditEvent.KeysRotated(var key, var retired) ->
          out.put("key", key).put("retired", retired);
      case AuditEvent.StoreRestored(var backup) -> out.put("backup", backup);
      case AuditEvent.LogAnchored(var log, long sequence, var hash) ->
          out.put("log", log).put("sequence", sequence).put("hash", hash);
      case AuditEvent.LogRemoved(var log, long sequence, var hash) ->
          out.put("log", log).put("sequence", sequence).put("hash", hash);
      case AuditEvent.LogRotated(long sequence, var hash) ->
          out.put("sequence", sequence).put("hash", hash);
      case AuditEvent.StoreAnchored(long sequence, var hash) ->
          out.put("sequence", sequence).put("hash", hash);
      case AuditEvent.LogContinued(long tornBytes) -> out.put("tornBytes", tornBytes);
      case AuditEvent.RecordsLost(long count) -> out.put("count", count);
    }
  }
}
