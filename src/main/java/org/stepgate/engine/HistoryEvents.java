package org.stepgate.engine;

import java.math.BigDecimal;
import org.stepgate.engine.HistoryEvent.Detail;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;

/// Shows history events as the Step Functions API does.
public final class HistoryEvents {
  private static final int MILLISECOND_DIGITS = 3;
  private static final JsonObject WHOLE = JsonObject.builder().put("truncated", false).build();

  private HistoryEvents() {}

  /// One element of the `events` of GetExecutionHistory:
  ///
  /// ```
  /// {"id":2,"previousEventId":0,"timestamp":1767225600.123,"type":"PassStateEntered",
  ///  "stateEnteredEventDetails":{"name":"A","input":"{}","inputDetails":{"truncated":false}}}
  /// ```
  ///
  /// The time is in seconds, JSON data is a text and never cut. A type without details has no such
  /// member; one whose details are all absent has an empty object.
  ///
  /// @spec https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
  ///   Step Functions API, HistoryEvent
  public static JsonObject toJson(HistoryEvent event) {
    var json =
        JsonObject.builder()
            .put("id", event.id())
            .put("previousEventId", event.previousId())
            .put(
                "timestamp",
                JsonNumber.of(
                    BigDecimal.valueOf(event.timestamp().toEpochMilli(), MILLISECOND_DIGITS)))
            .put("type", event.type().name());
    String name = event.type().detailsName();
    return name == null ? json.build() : json.put(name, details(event)).build();
  }

  private static JsonObject details(HistoryEvent event) {
    var details = JsonObject.builder();
    for (Detail detail : event.details()) {
      switch (detail) {
        case Detail.Text(String name, String value) -> details.put(name, value);
        case Detail.Count(String name, long value) -> details.put(name, value);
        case Detail.Data(String name, Payload value) -> {
          details.put(name, value.text());
          if (!name.equals("parameters")) {
            details.put(name + "Details", WHOLE);
          }
        }
        case Detail.Assigned(String name, var values) -> {
          var texts = JsonObject.builder();
          values.forEach((variable, value) -> texts.put(variable, value.text()));
          details.put(name, texts.build()).put(name + "Details", WHOLE);
        }
        case Detail.Nested(String name, String member, String value) ->
            details.put(name, JsonObject.builder().put(member, value).build());
      }
    }
    return details.build();
  }
}
