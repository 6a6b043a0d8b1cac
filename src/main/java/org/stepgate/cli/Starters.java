package org.stepgate.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.principal.Principal;
import org.stepgate.tasks.TaskCall;

/// Finds who has started the outermost execution that a call of a task belongs to.
final class Starters {
  private Starters() {}

  /// Who it is; anonymous when it is not known, as in a test of a state.
  static Principal of(TaskCall call) {
    TaskCall.Started started = call.context().started();
    try {
      return started != null
              && JsonReader.read(started.caller(), JsonLimits.STORED) instanceof JsonObject caller
              && caller.string("issuer") instanceof String issuer
              && caller.string("subject") instanceof String subject
          ? new Principal(issuer, subject, groups(caller.get("groups")), claims(caller))
          : Principal.ANONYMOUS;
    } catch (JsonException | IllegalArgumentException e) {
      return Principal.ANONYMOUS;
    }
  }

  /// How policies and records name somebody.
  static String entity(Principal principal) {
    return "Stepgate::User::\"" + principal.issuer() + "|" + principal.subject() + "\"";
  }

  private static List<String> groups(@Nullable JsonValue value) {
    return value instanceof JsonArray list
        ? list.elements().stream()
            .filter(JsonString.class::isInstance)
            .map(each -> ((JsonString) each).value())
            .toList()
        : List.of();
  }

  private static JsonObject claims(JsonObject caller) {
    return caller.get("claims") instanceof JsonObject claims ? claims : JsonObject.EMPTY;
  }
}
