package org.stepgate.engine;

import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Advance.ChildResult;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// The stored forms of frames, headers, results and history: JSON texts with explicit names, a
/// `type` where there are several, and a `version`. Old versions stay readable for ever.
///
/// Payloads with an id are written as references; reading resolves them through a function that the
/// store supplies. Times are kept to the millisecond. A text that is not a stored form of a version
/// that this program knows is an [IllegalStateException] or a [org.stepgate.json.JsonException].
///
/// Threads: safe.
public final class ExecutionCodec {
  private ExecutionCodec() {}

  /// The stored form of a header.
  public static String write(ExecutionHeader header) {
    var out = new StringBuilder(160);
    out.append("{\"version\":").append(PayloadCodec.VERSION);
    out.append(",\"status\":\"").append(header.status().name());
    out.append("\",\"nextEventId\":").append(header.nextEventId());
    out.append(",\"nextFrame\":").append(header.nextFrame());
    out.append(",\"nextTask\":").append(header.nextTask());
    out.append(",\"nextTimer\":").append(header.nextTimer());
    out.append(",\"nextPayload\":").append(header.nextPayload());
    if (header.output() != null) {
      out.append(",\"output\":");
      PayloadCodec.append(out, header.output());
    }
    appendText(out, "error", header.error());
    appendText(out, "cause", header.cause());
    if (header.stopTime() != null) {
      out.append(",\"stopTime\":").append(header.stopTime().toEpochMilli());
    }
    Redrive redrive = header.redrive();
    if (redrive != null) {
      out.append(",\"redriveCount\":").append(redrive.count());
      out.append(",\"redriveTime\":").append(redrive.time().toEpochMilli());
      appendText(out, "redriveToken", redrive.token());
    }
    if (header.resumable()) {
      out.append(",\"resumable\":true");
    }
    return out.append('}').toString();
  }

  /// The header of a stored form.
  public static ExecutionHeader readHeader(String text, LongFunction<Payload> payloads) {
    JsonObject from = PayloadCodec.document(text);
    Long stopTime = PayloadCodec.optionalNumber(from, "stopTime");
    return new ExecutionHeader(
        ExecutionStatus.valueOf(PayloadCodec.text(from, "status")),
        PayloadCodec.number(from, "nextEventId"),
        PayloadCodec.number(from, "nextFrame"),
        PayloadCodec.number(from, "nextTask"),
        PayloadCodec.number(from, "nextTimer"),
        PayloadCodec.number(from, "nextPayload"),
        from.get("output") instanceof JsonObject output
            ? PayloadCodec.read(output, payloads)
            : null,
        from.string("error"),
        from.string("cause"),
        stopTime == null ? null : Instant.ofEpochMilli(stopTime),
        readRedrive(from),
        from.has("resumable"));
  }

  private static @Nullable Redrive readRedrive(JsonObject from) {
    return from.has("redriveCount")
        ? new Redrive(
            PayloadCodec.small(from, "redriveCount"),
            Instant.ofEpochMilli(PayloadCodec.number(from, "redriveTime")),
            from.string("redriveToken"))
        : null;
  }

  /// The stored form of a frame.
  public static String write(Frame frame) {
    return FrameCodec.write(frame);
  }

  /// The frame of a stored form.
  public static Frame readFrame(String text, LongFunction<Payload> payloads) {
    return FrameCodec.read(text, payloads);
  }

  /// The stored form of a plan.
  public static String write(MapRunPlan plan) {
    return MapRunPlanCodec.write(plan);
  }

  /// The plan of a stored form.
  public static MapRunPlan readPlan(String text, LongFunction<Payload> payloads) {
    return MapRunPlanCodec.read(text, payloads);
  }

  /// The stored form of a result.
  public static String write(ChildResult result) {
    var out = new StringBuilder(96);
    out.append("{\"version\":").append(PayloadCodec.VERSION);
    out.append(",\"parent\":").append(result.parent().number());
    out.append(",\"index\":").append(result.index());
    out.append(",\"output\":");
    PayloadCodec.append(out, result.output());
    return out.append('}').toString();
  }

  /// The result of a stored form.
  public static ChildResult readResult(String text, LongFunction<Payload> payloads) {
    JsonObject from = PayloadCodec.document(text);
    return new ChildResult(
        new FrameId(PayloadCodec.number(from, "parent")),
        PayloadCodec.small(from, "index"),
        PayloadCodec.read(PayloadCodec.object(from, "output"), payloads));
  }

  /// The stored form of a range of history events.
  ///
  /// @param events at least one, with consecutive ids
  public static String write(List<HistoryEvent> events) {
    return HistoryCodec.write(events);
  }

  /// The events of a stored form, in order.
  public static List<HistoryEvent> readEvents(String text, LongFunction<Payload> payloads) {
    return HistoryCodec.read(text, payloads);
  }

  private static void appendText(StringBuilder out, String name, @Nullable String value) {
    if (value != null) {
      out.append(",\"").append(name).append("\":");
      JsonWriter.appendString(out, value);
    }
  }
}
