package org.stepgate.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stepgate.engine.Advance;
import org.stepgate.engine.Command;
import org.stepgate.engine.Execution;
import org.stepgate.engine.ExecutionHeader;
import org.stepgate.engine.ExecutionStatus;
import org.stepgate.engine.HistoryEvent;
import org.stepgate.engine.HistoryEvent.Detail;
import org.stepgate.engine.HistoryEventType;
import org.stepgate.engine.Payload;
import org.stepgate.engine.TaskId;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.workflow.MachineId;

/// Executions, advances and tasks for the tests of the store.
final class Samples {
  static final Instant START = Instant.parse("2026-03-01T10:00:00.123Z");
  static final String SHA256 = "a".repeat(64);
  static final WorkerId WORKER = new WorkerId(1);

  private Samples() {}

  static Payload inline(String json) {
    return Payload.inline(JsonReader.read(json, JsonLimits.STORED));
  }

  static Payload stored(long id, String json) {
    return Payload.stored(id, JsonReader.read(json, JsonLimits.STORED));
  }

  static NewExecution execution(String machine, String name, Instant start, Payload input) {
    return new NewExecution(
        new Execution.Identity(
            "arn:aws:states:local:000000000000:execution:" + machine + ":" + name,
            name,
            "arn:aws:states:local:000000000000:stateMachine:" + machine,
            machine,
            "arn:aws:iam::000000000000:role/stepgate",
            false,
            start,
            input),
        SHA256,
        MachineOrigin.HOME,
        "orders",
        "print-of-" + name,
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        null,
        "{\"issuer\":\"i\",\"subject\":\"s\"}",
        null,
        null,
        List.of());
  }

  /// An advance that leaves the execution running after its events `first` to `last`.
  static Advance running(long first, long last) {
    return advance(ExecutionStatus.RUNNING, first, last, null, List.of(), false);
  }

  /// An advance that leaves more to do.
  static Advance unfinished(long first, long last) {
    return advance(ExecutionStatus.RUNNING, first, last, null, List.of(), true);
  }

  /// An advance that ends the execution with `output`.
  static Advance succeeded(long first, long last, Payload output, Instant stop) {
    var ended = advance(ExecutionStatus.SUCCEEDED, first, last, output, List.of(), false);
    return withStop(ended, stop);
  }

  static Advance withPayloads(Advance advance, List<Payload> payloads) {
    return new Advance(
        advance.header(),
        advance.changedFrames(),
        advance.removedFrames(),
        payloads,
        advance.results(),
        advance.events(),
        advance.commands(),
        advance.more());
  }

  private static Advance withStop(Advance advance, Instant stop) {
    ExecutionHeader header = advance.header();
    return new Advance(
        new ExecutionHeader(
            header.status(),
            header.nextEventId(),
            header.nextFrame(),
            header.nextTask(),
            header.nextTimer(),
            header.nextPayload(),
            header.output(),
            null,
            null,
            stop),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        advance.events(),
        List.of(),
        false);
  }

  private static Advance advance(
      ExecutionStatus status,
      long first,
      long last,
      Payload output,
      List<Payload> payloads,
      boolean more) {
    return new Advance(
        new ExecutionHeader(status, last + 1, 1, 1, 1, 1, output, null, null, null),
        List.of(),
        List.of(),
        payloads,
        List.of(),
        events(first, last),
        List.of(),
        more);
  }

  static List<HistoryEvent> events(long first, long last) {
    var events = new ArrayList<HistoryEvent>();
    for (long id = first; id <= last; id++) {
      events.add(
          new HistoryEvent(
              id,
              id - 1,
              START.plusMillis(id),
              HistoryEventType.ExecutionStarted,
              List.of(new Detail.Text("roleArn", "role-" + id))));
    }
    return events;
  }

  /// A write that changes nothing: there is no such machine.
  static Write<Boolean> smallWrite() {
    return new Write.ChangeMachine(MachineId.ofHome("m"), 1, List.of());
  }

  static Command.StartTask task(long number, Payload arguments) {
    return new Command.StartTask(
        new TaskId(number),
        "Call",
        2,
        "arn:aws:states:::http:invoke",
        arguments,
        Duration.ofSeconds(30),
        number % 2 == 0 ? "arn:aws:iam::123456789012:role/other" : null,
        null);
  }

  static Command.StartTask tokenTask(long number, String token) {
    return new Command.StartTask(
        new TaskId(number),
        "Call",
        0,
        "arn:aws:states:::x:y.waitForTaskToken",
        inline("{}"),
        Duration.ofSeconds(30),
        null,
        token);
  }
}
