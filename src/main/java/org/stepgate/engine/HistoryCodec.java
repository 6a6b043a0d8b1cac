package org.stepgate.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.HistoryEvent.Detail;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;

/// The stored form of a range of history events, kept short because every commit writes one:
///
/// ```
/// {"version":1,"firstId":1,"time":1700000000123,"events":[
///   {"type":"ExecutionStarted","details":{"input":{"json":{}},"roleArn":"…"}},
///   {"type":"PassStateEntered","previousId":0,"details":{"input":{"same":true},"name":"A"}}]}
/// ```
///
/// - Ids rise by one from `firstId`.
/// - `time` of an event, in milliseconds, stands there only when it differs from the event before.
/// - `previousId` stands there only when it is not the event before.
/// - `{"same":true}` is the payload that stood last in the range.
/// - A detail is a text, a number, or a payload by the type of its value. Assigned variables are
///   `{"variables":{"x":{"json":1}}}`, an object of one text is `{"member":"roleArn","value":"…"}`.
final class HistoryCodec {
  private HistoryCodec() {}

  static String write(List<HistoryEvent> events) {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("a range of history holds at least one event");
    }
    HistoryEvent first = events.getFirst();
    long time = first.timestamp().toEpochMilli();
    var out = new StringBuilder(128 + 96 * events.size());
    out.append("{\"version\":").append(PayloadCodec.VERSION);
    out.append(",\"firstId\":").append(first.id());
    out.append(",\"time\":").append(time);
    out.append(",\"events\":");
    Payload last = null;
    char separator = '[';
    long id = first.id();
    for (HistoryEvent event : events) {
      if (event.id() != id) {
        throw new IllegalArgumentException("event " + event.id() + " stands where " + id + " must");
      }
      out.append(separator).append("{\"type\":\"").append(event.type().name()).append('"');
      if (event.previousId() != id - 1) {
        out.append(",\"previousId\":").append(event.previousId());
      }
      if (event.timestamp().toEpochMilli() != time) {
        time = event.timestamp().toEpochMilli();
        out.append(",\"time\":").append(time);
      }
      last = details(out, event.details(), last);
      out.append('}');
      separator = ',';
      id++;
    }
    return out.append("]}").toString();
  }

  private static @Nullable Payload details(
      StringBuilder out, List<Detail> details, @Nullable Payload before) {
    Payload last = before;
    String separator = ",\"details\":{\"";
    for (Detail detail : details) {
      out.append(separator).append(detail.name()).append("\":");
      switch (detail) {
        case Detail.Text(_, String value) -> JsonWriter.appendString(out, value);
        case Detail.Count(_, long value) -> out.append(value);
        case Detail.Data(_, Payload value) -> {
          if (value == last) {
            out.append("{\"same\":true}");
          } else {
            PayloadCodec.append(out, value);
            last = value;
          }
        }
        case Detail.Assigned(_, var values) -> {
          out.append("{\"variables\":");
          PayloadCodec.append(out, values);
          out.append('}');
        }
        case Detail.Nested(_, String member, String value) -> {
          out.append("{\"member\":");
          JsonWriter.appendString(out, member);
          out.append(",\"value\":");
          JsonWriter.appendString(out, value);
          out.append('}');
        }
      }
      separator = ",\"";
    }
    if (!details.isEmpty()) {
      out.append('}');
    }
    return last;
  }

  static List<HistoryEvent> read(String stored, LongFunction<Payload> payloads) {
    JsonObject from = PayloadCodec.document(stored);
    if (!(from.get("events") instanceof JsonArray array)) {
      throw new IllegalStateException("a stored range of history has no events");
    }
    long id = PayloadCodec.number(from, "firstId");
    Instant time = Instant.ofEpochMilli(PayloadCodec.number(from, "time"));
    var events = new ArrayList<HistoryEvent>(array.size());
    var reader = new PayloadReader(payloads);
    for (JsonValue element : array) {
      var event = (JsonObject) element;
      if (event.has("time")) {
        time = Instant.ofEpochMilli(PayloadCodec.number(event, "time"));
      }
      long previous = event.has("previousId") ? PayloadCodec.number(event, "previousId") : id - 1;
      var type = HistoryEventType.valueOf(PayloadCodec.text(event, "type"));
      events.add(new HistoryEvent(id, previous, time, type, reader.details(event)));
      id++;
    }
    return events;
  }

  /// Reads the details of one event after the other, and knows the payload that stood last.
  private static final class PayloadReader {
    private final LongFunction<Payload> payloads;
    private @Nullable Payload last;

    PayloadReader(LongFunction<Payload> payloads) {
      this.payloads = payloads;
    }

    List<Detail> details(JsonObject event) {
      if (!(event.get("details") instanceof JsonObject stored)) {
        return List.of();
      }
      var details = new ArrayList<Detail>(stored.size());
      for (var member : stored.members().entrySet()) {
        details.add(detail(member.getKey(), member.getValue()));
      }
      return details;
    }

    private Detail detail(String name, JsonValue value) {
      return switch (value) {
        case JsonString(String text) -> new Detail.Text(name, text);
        case JsonNumber number -> new Detail.Count(name, number.toLong());
        case JsonObject object when object.get("variables") instanceof JsonObject values ->
            new Detail.Assigned(name, PayloadCodec.readAll(values, payloads));
        case JsonObject object when object.has("member") ->
            new Detail.Nested(
                name, PayloadCodec.text(object, "member"), PayloadCodec.text(object, "value"));
        case JsonObject object -> new Detail.Data(name, payload(object));
        default -> throw new IllegalStateException("a stored history detail is " + value);
      };
    }

    private Payload payload(JsonObject stored) {
      Payload known = last;
      if (known == null || !stored.has("same")) {
        known = PayloadCodec.read(stored, payloads);
        last = known;
      }
      return known;
    }
  }
}
