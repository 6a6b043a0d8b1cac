package org.stepgate.cli;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.stepgate.audit.Actor;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.AuditRecord;
import org.stepgate.audit.Cause;
import org.stepgate.audit.Decided;
import org.stepgate.audit.DecisionLog;
import org.stepgate.audit.Target;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.AuthorizationAnswer;
import org.stepgate.policy.Policies;
import org.stepgate.principal.Principal;
import org.stepgate.tasks.Authorizer;
import org.stepgate.tasks.TaskCall;

/// Lets machines ask the policies of the site. What was decided is put on record for who has
/// started the execution. Safe for many threads.
///
/// @param log takes the records
record PolicyAuthorizer(Policies policies, DecisionLog log, InstantSource clock)
    implements Authorizer {
  @Override
  public Answer isAuthorized(JsonObject request, TaskCall call) {
    Principal starter = Starters.of(call);
    return switch (policies.isAuthorized(request, starter)) {
      case AuthorizationAnswer.Decided(var content) -> {
        log.append(entry(request, content, call, starter));
        yield new Answer.Decided(content);
      }
      case AuthorizationAnswer.Refused(var code, var message) -> new Answer.Refused(code, message);
    };
  }

  private AuditRecord entry(
      JsonObject request, JsonObject content, TaskCall call, Principal starter) {
    var decided =
        new Decided(
            text(request, "Action", "ActionId"),
            new Target(
                text(request, "Resource", "EntityType"), text(request, "Resource", "EntityId")),
            "ALLOW".equals(content.string("Decision")),
            policies(content));
    String principal =
        request.has("Principal")
            ? text(request, "Principal", "EntityType")
                + "::\""
                + text(request, "Principal", "EntityId")
                + "\""
            : Starters.entity(starter);
    return new AuditRecord(
        clock.instant(),
        Cause.of(Actor.of(starter), decided),
        new AuditEvent.StepDecided(
            call.identity().executionArn(), call.identity().stateName(), principal));
  }

  private static List<String> policies(JsonObject content) {
    var ids = new ArrayList<String>();
    if (content.get("DeterminingPolicies") instanceof JsonArray determining) {
      for (JsonValue each : determining) {
        if (each instanceof JsonObject policy && policy.string("PolicyId") instanceof String id) {
          ids.add(id);
        }
      }
    }
    return ids;
  }

  private static String text(JsonObject request, String member, String name) {
    return request.get(member) instanceof JsonObject object
            && object.string(name) instanceof String text
        ? text
        : "";
  }
}
