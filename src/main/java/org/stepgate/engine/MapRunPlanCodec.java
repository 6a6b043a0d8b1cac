package org.stepgate.engine;

import java.time.Instant;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Frame.Tolerance;
import org.stepgate.engine.MapRunPlan.Batches;
import org.stepgate.engine.MapRunPlan.Selector;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// The stored form of a [MapRunPlan]: an object with its members; what is null is left out.
/// Payloads with an id refer to those of the execution that started the run.
final class MapRunPlanCodec {
  private MapRunPlanCodec() {}

  static String write(MapRunPlan plan) {
    var out = new StringBuilder(256);
    out.append("{\"version\":").append(PayloadCodec.VERSION);
    text(out, "arn", plan.arn());
    number(out, "startTime", plan.startTime().toEpochMilli());
    text(out, "label", plan.label());
    text(out, "state", plan.state());
    out.append(",\"express\":").append(plan.express());
    payload(out, "items", plan.items());
    payload(out, "reader", plan.reader());
    number(out, "maxItems", plan.maxItems());
    Selector selector = plan.selector();
    if (selector != null) {
      payload(out, "input", selector.input());
      payload(out, "context", selector.context());
      out.append(",\"variables\":");
      PayloadCodec.append(out, selector.variables());
      number(out, "enteredEventId", selector.enteredEventId());
    }
    Batches batches = plan.batches();
    if (batches != null) {
      number(out, "maxItemsPerBatch", batches.maxItems());
      number(out, "maxInputBytes", batches.maxInputBytes());
      payload(out, "batchInput", batches.input());
    }
    payload(out, "writer", plan.writer());
    number(out, "maxConcurrency", plan.maxConcurrency());
    Tolerance tolerance = plan.tolerance();
    if (tolerance.count() != null) {
      number(out, "toleratedCount", tolerance.count());
    }
    if (tolerance.percentage() != null) {
      out.append(",\"toleratedPercentage\":").append(JsonNumber.of(tolerance.percentage()));
    }
    return out.append('}').toString();
  }

  static MapRunPlan read(String stored, LongFunction<Payload> payloads) {
    JsonObject from = PayloadCodec.document(stored);
    return new MapRunPlan(
        PayloadCodec.text(from, "arn"),
        Instant.ofEpochMilli(PayloadCodec.number(from, "startTime")),
        PayloadCodec.text(from, "label"),
        PayloadCodec.text(from, "state"),
        JsonBoolean.TRUE.equals(from.get("express")),
        payload(from, "items", payloads),
        payload(from, "reader", payloads),
        PayloadCodec.number(from, "maxItems"),
        selector(from, payloads),
        batches(from, payloads),
        payload(from, "writer", payloads),
        PayloadCodec.small(from, "maxConcurrency"),
        new Tolerance(
            PayloadCodec.optionalNumber(from, "toleratedCount"),
            from.get("toleratedPercentage") instanceof JsonNumber share ? share.toDouble() : null));
  }

  private static @Nullable Selector selector(JsonObject from, LongFunction<Payload> payloads) {
    if (!from.has("context")) {
      return null;
    }
    return new Selector(
        PayloadCodec.read(PayloadCodec.object(from, "input"), payloads),
        PayloadCodec.read(PayloadCodec.object(from, "context"), payloads),
        PayloadCodec.readAll(PayloadCodec.object(from, "variables"), payloads),
        PayloadCodec.number(from, "enteredEventId"));
  }

  private static @Nullable Batches batches(JsonObject from, LongFunction<Payload> payloads) {
    return from.has("maxInputBytes")
        ? new Batches(
            PayloadCodec.number(from, "maxItemsPerBatch"),
            PayloadCodec.number(from, "maxInputBytes"),
            payload(from, "batchInput", payloads))
        : null;
  }

  private static @Nullable Payload payload(
      JsonObject from, String name, LongFunction<Payload> payloads) {
    return from.get(name) instanceof JsonObject stored ? PayloadCodec.read(stored, payloads) : null;
  }

  private static void payload(StringBuilder out, String name, @Nullable Payload value) {
    if (value != null) {
      out.append(",\"").append(name).append("\":");
      PayloadCodec.append(out, value);
    }
  }

  private static void number(StringBuilder out, String name, long value) {
    out.append(",\"").append(name).append("\":").append(value);
  }

  private static void text(StringBuilder out, String name, String value) {
    out.append(",\"").append(name).append("\":");
    JsonWriter.appendString(out, value);
  }
}
