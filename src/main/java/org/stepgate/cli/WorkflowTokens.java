package org.stepgate.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.stepgate.identity.WorkflowIdentity;
import org.stepgate.identity.WorkflowIssuer;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.IdentityTokens;
import org.stepgate.tasks.TaskCall;

/// Gives the calls of tasks their tokens.
record WorkflowTokens(WorkflowIdentity identity) implements IdentityTokens {
  private static final int MACHINE = 6;
  private static final int NAME = 7;
  private static final String UNKNOWN = "-";

  @Override
  public String token(String audience, TaskCall call) throws IOException {
    String arn = call.identity().executionArn();
    String[] parts = arn.split(":", -1);
    String machine = parts.length > MACHINE ? parts[MACHINE] : UNKNOWN;
    String execution = parts.length > NAME ? parts[NAME] : UNKNOWN;
    TaskCall.@Nullable Started started = call.context().started();
    String route = started == null || started.route() == null ? UNKNOWN : started.route();
    JsonObject caller = caller(started);
    String issuer = caller.string("issuer");
    String subject = caller.string("subject");
    return identity.token(
        new WorkflowIssuer.Request(
            audience,
            "route:%s:machine:%s:execution:%s:caller:%s"
                .formatted(route, machine, execution, subject == null ? UNKNOWN : subject),
            JsonObject.builder()
                .put("stepgate_route", route)
                .put("stepgate_machine", machine)
                .put("stepgate_execution", arn)
                .put("stepgate_state", call.identity().stateName())
                .putIfPresent("stepgate_caller_issuer", issuer)
                .putIfPresent("stepgate_caller", subject)
                .build()));
  }

  private static JsonObject caller(TaskCall.@Nullable Started started) {
    try {
      return started != null
              && JsonReader.read(started.caller(), JsonLimits.STORED) instanceof JsonObject object
          ? object
          : JsonObject.EMPTY;
    } catch (JsonException e) {
      return JsonObject.EMPTY;
    }
  }
}
