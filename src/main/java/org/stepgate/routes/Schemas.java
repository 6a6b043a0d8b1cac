package org.stepgate.routes;

import java.util.List;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// The JSON Schemas that the contract of the control API needs.
final class Schemas {
  private Schemas() {}

  static JsonObject string() {
    return JsonObject.of("type", new JsonString("string"));
  }

  static JsonObject string(String format) {
    return string().toBuilder().put("format", format).build();
  }

  static JsonObject bool() {
    return JsonObject.of("type", new JsonString("boolean"));
  }

  static JsonObject anything() {
    return JsonObject.EMPTY;
  }

  static JsonObject integer(long min, long max, long usual) {
    return JsonObject.builder()
        .put("type", "integer")
        .put("minimum", min)
        .put("maximum", max)
        .put("default", usual)
        .build();
  }

  static JsonObject oneOf(List<String> values) {
    return string().toBuilder().put("enum", JsonValue.array(values, JsonString::new)).build();
  }

  /// An object with these members, none of them required, and no others.
  static JsonObject object(JsonObject members) {
    return JsonObject.builder()
        .put("type", "object")
        .put("properties", members)
        .put("additionalProperties", JsonBoolean.FALSE)
        .build();
  }

  /// The schema of problem details.
  static JsonObject problem() {
    return JsonObject.builder()
        .put("type", "object")
        .put(
            "properties",
            JsonObject.builder()
                .put("type", string("uri-reference"))
                .put("title", string())
                .put("status", JsonObject.of("type", new JsonString("integer")))
                .put("detail", string())
                .put("instance", string("uri-reference"))
                .put("execution", string())
                .put("error", string())
                .build())
        .put("required", JsonArray.of(new JsonString("title"), new JsonString("status")))
        .build();
  }
}
