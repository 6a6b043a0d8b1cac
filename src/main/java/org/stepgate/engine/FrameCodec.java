package org.stepgate.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Frame.Links;
import org.stepgate.engine.Frame.MapRun;
import org.stepgate.engine.Frame.Phase;
import org.stepgate.engine.Frame.Progress;
import org.stepgate.engine.Frame.Tolerance;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// The stored form of frames: an object with the members of [Frame] and, flat beside them, those of
/// its phase, whose name is `type`.
final class FrameCodec {
  private FrameCodec() {}

  static String write(Frame frame) {
    var out = new StringBuilder(256);
    out.append("{\"version\":").append(PayloadCodec.VERSION);
    number(out, "id", frame.id().number());
    number(out, "parent", frame.parent().number());
    number(out, "index", frame.index());
    number(out, "lastEventId", frame.lastEventId());
    out.append(",\"type\":\"").append(typeName(frame.phase())).append('"');
    switch (frame.phase()) {
      case Phase.Ready(String state, Payload input) -> {
        text(out, "state", state);
        payload(out, "input", input);
      }
      case Phase.AwaitingTask waiting -> {
        visit(out, waiting.visit());
        number(out, "task", waiting.task().number());
        if (waiting.token() != null) {
          text(out, "token", waiting.token());
        }
        timer(out, "timeout", waiting.timeout());
        timer(out, "heartbeat", waiting.heartbeat());
        if (waiting.heartbeatSeconds() != 0) {
          number(out, "heartbeatSeconds", waiting.heartbeatSeconds());
        }
      }
      case Phase.AwaitingTimer(Visit visit, TimerId timer) -> {
        visit(out, visit);
        timer(out, "timer", timer);
      }
      case Phase.AwaitingRetry(Visit visit, TimerId timer) -> {
        visit(out, visit);
        timer(out, "timer", timer);
      }
      case Phase.Halted(Visit visit, MapRun run) -> {
        visit(out, visit);
        if (run != null) {
          mapRun(out, run);
        }
      }
      case Phase.AwaitingChildren(Visit visit, FrameId fan) -> {
        visit(out, visit);
        number(out, "fan", fan.number());
      }
      case Phase.AwaitingMapRun(Visit visit, MapRun run) -> {
        visit(out, visit);
        mapRun(out, run);
      }
      case Phase.FanOut fan -> fan(out, fan);
    }
    if (!frame.variables().values().isEmpty()) {
      out.append(",\"variables\":");
      PayloadCodec.append(out, frame.variables().values());
    }
    return out.append('}').toString();
  }

  static Frame read(String stored, LongFunction<Payload> payloads) {
    JsonObject from = PayloadCodec.document(stored);
    return new Frame(
        new FrameId(PayloadCodec.number(from, "id")),
        new FrameId(PayloadCodec.number(from, "parent")),
        PayloadCodec.small(from, "index"),
        PayloadCodec.number(from, "lastEventId"),
        phase(from, payloads),
        from.get("variables") instanceof JsonObject variables
            ? new Variables(PayloadCodec.readAll(variables, payloads))
            : Variables.NONE);
  }

  private static String typeName(Phase phase) {
    return switch (phase) {
      case Phase.Ready _ -> "Ready";
      case Phase.AwaitingTask _ -> "AwaitingTask";
      case Phase.AwaitingTimer _ -> "AwaitingTimer";
      case Phase.AwaitingRetry _ -> "AwaitingRetry";
      case Phase.Halted _ -> "Halted";
      case Phase.AwaitingChildren _ -> "AwaitingChildren";
      case Phase.AwaitingMapRun _ -> "AwaitingMapRun";
      case Phase.FanOut _ -> "FanOut";
    };
  }

  private static Phase phase(JsonObject from, LongFunction<Payload> payloads) {
    String type = PayloadCodec.text(from, "type");
    return switch (type) {
      case "Ready" ->
          new Phase.Ready(
              PayloadCodec.text(from, "state"),
              PayloadCodec.read(PayloadCodec.object(from, "input"), payloads));
      case "AwaitingTask" ->
          new Phase.AwaitingTask(
              readVisit(from, payloads),
              new TaskId(PayloadCodec.number(from, "task")),
              from.string("token"),
              readTimer(from, "timeout"),
              readTimer(from, "heartbeat"),
              from.has("heartbeatSeconds") ? PayloadCodec.number(from, "heartbeatSeconds") : 0);
      case "AwaitingTimer" -> new Phase.AwaitingTimer(readVisit(from, payloads), theTimer(from));
      case "AwaitingRetry" -> new Phase.AwaitingRetry(readVisit(from, payloads), theTimer(from));
      case "Halted" ->
          new Phase.Halted(readVisit(from, payloads), from.has("run") ? readMapRun(from) : null);
      case "AwaitingChildren" ->
          new Phase.AwaitingChildren(
              readVisit(from, payloads), new FrameId(PayloadCodec.number(from, "fan")));
      case "AwaitingMapRun" ->
          new Phase.AwaitingMapRun(readVisit(from, payloads), readMapRun(from));
      case "FanOut" -> readFan(from, payloads);
      default -> throw new IllegalStateException("a stored frame has the unknown type " + type);
    };
  }

  private static void visit(StringBuilder out, Visit visit) {
    text(out, "state", visit.state());
    payload(out, "input", visit.input());
    number(out, "beforeEventId", visit.beforeEventId());
    number(out, "enteredEventId", visit.enteredEventId());
    number(out, "enteredTime", visit.enteredTime().toEpochMilli());
    if (!visit.retries().isEmpty()) {
      char separator = '[';
      out.append(",\"retries\":");
      for (long used : visit.retries()) {
        out.append(separator).append(used);
        separator = ',';
      }
      out.append(']');
    }
  }

  private static void mapRun(StringBuilder out, MapRun run) {
    number(out, "run", run.task().number());
    if (run.arn() != null) {
      text(out, "runArn", run.arn());
    }
    if (run.redrives() != 0) {
      number(out, "runRedrives", run.redrives());
    }
  }

  private static MapRun readMapRun(JsonObject from) {
    return new MapRun(
        new TaskId(PayloadCodec.number(from, "run")),
        from.string("runArn"),
        from.has("runRedrives") ? PayloadCodec.small(from, "runRedrives") : 0);
  }

  private static Visit readVisit(JsonObject from, LongFunction<Payload> payloads) {
    List<Long> retries = new ArrayList<>();
    if (from.get("retries") instanceof JsonArray array) {
      for (JsonValue used : array) {
        retries.add(((JsonNumber) used).toLong());
      }
    }
    return new Visit(
        PayloadCodec.text(from, "state"),
        PayloadCodec.read(PayloadCodec.object(from, "input"), payloads),
        PayloadCodec.number(from, "beforeEventId"),
        PayloadCodec.number(from, "enteredEventId"),
        Instant.ofEpochMilli(PayloadCodec.number(from, "enteredTime")),
        retries);
  }

  private static void fan(StringBuilder out, Phase.FanOut fan) {
    payload(out, "source", fan.source());
    number(out, "total", fan.total());
    number(out, "maxConcurrency", fan.maxConcurrency());
    Tolerance tolerance = fan.tolerance();
    if (tolerance != null) {
      if (tolerance.count() != null) {
        number(out, "toleratedCount", tolerance.count());
      }
      if (tolerance.percentage() != null) {
        out.append(",\"toleratedPercentage\":").append(JsonNumber.of(tolerance.percentage()));
      }
    }
    number(out, "next", fan.progress().next());
    number(out, "running", fan.progress().running());
    number(out, "failed", fan.progress().failed());
    number(out, "startedEventId", fan.links().started());
    number(out, "lastChildEventId", fan.links().lastChild());
    number(out, "lastEndEventId", fan.links().lastEnd());
  }

  private static Phase.FanOut readFan(JsonObject from, LongFunction<Payload> payloads) {
    Long count = PayloadCodec.optionalNumber(from, "toleratedCount");
    Double percentage =
        from.get("toleratedPercentage") instanceof JsonNumber number ? number.toDouble() : null;
    return new Phase.FanOut(
        PayloadCodec.read(PayloadCodec.object(from, "source"), payloads),
        PayloadCodec.small(from, "total"),
        PayloadCodec.small(from, "maxConcurrency"),
        count == null && percentage == null ? null : new Tolerance(count, percentage),
        new Progress(
            PayloadCodec.small(from, "next"),
            PayloadCodec.small(from, "running"),
            PayloadCodec.small(from, "failed")),
        new Links(
            PayloadCodec.number(from, "startedEventId"),
            PayloadCodec.number(from, "lastChildEventId"),
            PayloadCodec.number(from, "lastEndEventId")));
  }

  private static void number(StringBuilder out, String name, long value) {
    out.append(",\"").append(name).append("\":").append(value);
  }

  private static void text(StringBuilder out, String name, String value) {
    out.append(",\"").append(name).append("\":");
    JsonWriter.appendString(out, value);
  }

  private static void payload(StringBuilder out, String name, Payload value) {
    out.append(",\"").append(name).append("\":");
    PayloadCodec.append(out, value);
  }

  private static void timer(StringBuilder out, String name, @Nullable TimerId timer) {
    if (timer != null) {
      number(out, name, timer.number());
    }
  }

  private static @Nullable TimerId readTimer(JsonObject from, String name) {
    Long number = PayloadCodec.optionalNumber(from, name);
    return number == null ? null : new TimerId(number);
  }

  private static TimerId theTimer(JsonObject from) {
    return new TimerId(PayloadCodec.number(from, "timer"));
  }
}
