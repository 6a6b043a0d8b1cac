package org.stepgate.cli;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.stepgate.digest.Sha256;
import org.stepgate.embedded.EndNotices;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.notifications.CloudEvent;
import org.stepgate.notifications.NotificationsConfig;
import org.stepgate.store.OutgoingMessage;
import org.stepgate.workflow.ExecutionDescription;

/// The events that tell of the ends of executions. The cause of a failure is not told: it is for
/// those who may read the execution.
///
/// Threads: safe for use by any.
final class EndEvents implements EndNotices {
  /// Longest output that is told, in characters, so that a queue takes the event.
  static final int MAX_OUTPUT = 100_000;

  private static final int ID_LENGTH = 32;
  private static final String EVENT = "org.stepgate.execution.";

  private volatile String source = NotificationsConfig.defaults().source();

  /// Tells this source from now on.
  void use(String next) {
    source = next;
  }

  @Override
  public List<OutgoingMessage> of(ExecutionDescription ended, List<String> targets) {
    Instant stop = ended.stopTime() == null ? ended.startTime() : ended.stopTime();
    String id = id(ended);
    String body =
        new CloudEvent(
                id,
                source,
                EVENT + ended.status().name().toLowerCase(Locale.ROOT),
                ended.arn(),
                stop,
                data(ended, stop))
            .text();
    return targets.stream().map(target -> new OutgoingMessage(id, target, body, stop)).toList();
  }

  /// The same for the same end, another one after a redrive.
  private static String id(ExecutionDescription ended) {
    return Sha256.hex(ended.arn() + '#' + ended.redrive().count()).substring(0, ID_LENGTH);
  }

  private static JsonObject data(ExecutionDescription ended, Instant stop) {
    String path = ControlApi.segment(ended.id().inPath());
    var data =
        JsonObject.builder()
            .put("id", ended.id().toString())
            .put("executionArn", ended.arn())
            .put("stateMachineArn", ended.machineArn())
            .put("name", ended.id().name())
            .putIfPresent("route", ended.route())
            .put("status", ended.status().name())
            .put("startDate", ended.startTime().toString())
            .put("stopDate", stop.toString())
            .put("path", "/stepgate/executions/" + path);
    String output = ended.output();
    if (output != null && output.length() <= MAX_OUTPUT) {
      data.put("output", JsonReader.read(output, JsonLimits.STORED));
    } else if (output != null) {
      data.put("outputOmitted", true);
    }
    return data.putIfPresent("error", ended.error()).build();
  }
}
