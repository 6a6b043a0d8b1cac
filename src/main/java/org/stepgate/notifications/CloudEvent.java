package org.stepgate.notifications;

import java.time.Instant;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// An event in the JSON format of CloudEvents, in structured mode.
///
/// @param id unique for its source; the `webhook-id` too
/// @param source where it happened, a URI reference
/// @param type what happened, such as `org.stepgate.execution.succeeded`
/// @param subject the ARN of the execution
/// @param time when
/// @param data more on it
/// @spec https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
///   CloudEvents 1.0, JSON format
public record CloudEvent(
    String id, String source, String type, String subject, Instant time, JsonObject data) {
  /// The media type of [#text].
  public static final String MEDIA_TYPE = "application/cloudevents+json; charset=utf-8";

  /// The event as JSON text.
  public String text() {
    return JsonWriter.write(
        JsonObject.builder()
            .put("specversion", "1.0")
            .put("id", id)
            .put("source", source)
            .put("type", type)
            .put("subject", subject)
            .put("time", time.toString())
            .put("datacontenttype", "application/json")
            .put("data", data)
            .build());
  }
}
