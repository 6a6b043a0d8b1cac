package org.stepgate.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;
import org.stepgate.principal.Principal;

/// A login of somebody with a browser, as its cookie holds it.
///
/// @param id names it, never used before
/// @param principal who has logged in
/// @param csrf what state-changing requests have to repeat
/// @param expires when it ends by itself
record Session(String id, Principal principal, String csrf, Instant expires) {
  private static final JsonLimits LIMITS = new JsonLimits(16, 65_536, 64, 1_024);

  String toJson() {
    return JsonWriter.write(
        JsonObject.builder()
            .put("version", 1)
            .put("id", id)
            .put("csrf", csrf)
            .put("expires", expires.getEpochSecond())
            .put("principal", principal.toJson())
            .build());
  }

  /// The session that a text means; empty when it is none.
  static Optional<Session> fromJson(String text) {
    try {
      return JsonReader.read(text, LIMITS) instanceof JsonObject json
              && json.get("principal") instanceof JsonObject principal
              && json.get("expires") instanceof JsonNumber expires
              && json.string("id") instanceof String id
              && json.string("csrf") instanceof String csrf
          ? Optional.of(
              new Session(id, principal(principal), csrf, Instant.ofEpochSecond(expires.toLong())))
          : Optional.empty();
    } catch (JsonException | IllegalArgumentException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  private static Principal principal(JsonObject json) {
    var groups = new ArrayList<String>();
    if (json.get("groups") instanceof JsonArray array) {
      for (JsonValue each : array) {
        if (each instanceof JsonString(String group)) {
          groups.add(group);
        }
      }
    }
    String issuer = json.string("issuer");
    String subject = json.string("subject");
    return new Principal(
        issuer == null ? "" : issuer,
        subject == null ? "" : subject,
        groups,
        json.get("claims") instanceof JsonObject claims ? claims : JsonObject.EMPTY);
  }

  @Override
  public String toString() {
    return "Session[" + principal.subject() + ", until " + expires + "]";
  }
}
