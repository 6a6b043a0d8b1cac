package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.store.OutgoingMessage;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.RedriveState;

class EndEventsTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:execution:m:n";

  private static ExecutionDescription ended(
      ExecutionStatus status, @Nullable String output, int redrives) {
    boolean good = status == ExecutionStatus.SUCCEEDED;
    return new ExecutionDescription(
        new ExecutionId("embedded", "m", "n"),
        ARN,
        "arn:aws:states:us-east-1:123456789012:stateMachine:m",
        null,
        null,
        status,
        START,
        START.plusSeconds(5),
        "{\"secret\":1}",
        output,
        good ? null : "E",
        good ? null : "a cause",
        "orders",
        null,
        null,
        "{}",
        new RedriveState(redrives, null, null, false));
  }

  private static JsonObject body(OutgoingMessage message) {
    return (JsonObject) JsonReader.read(message.body(), JsonLimits.STORED);
  }

  @Test
  void of_success_isACloudEventWithTheOutput() {
    var events = new EndEvents();
    events.use("https://flow.example.com/");

    List<OutgoingMessage> messages =
        events.of(ended(ExecutionStatus.SUCCEEDED, "{\"a\":1.50}", 0), List.of("x", "y"));

    assertThat(messages).extracting(OutgoingMessage::target).containsExactly("x", "y");
    assertThat(messages).extracting(OutgoingMessage::id).doesNotContain(".").hasSize(2);
    JsonObject event = body(messages.getFirst());
    assertThat(event.string("specversion")).isEqualTo("1.0");
    assertThat(event.string("source")).isEqualTo("https://flow.example.com/");
    assertThat(event.string("type")).isEqualTo("org.stepgate.execution.succeeded");
    assertThat(event.string("subject")).isEqualTo(ARN);
    assertThat(event.string("time")).isEqualTo("2026-03-01T12:00:05Z");
    assertThat(event.string("id")).isEqualTo(messages.getFirst().id());
    assertThat(event.get("data").toString())
        .contains("\"output\":{\"a\":1.50}", "\"status\":\"SUCCEEDED\"", "\"route\":\"orders\"")
        .contains("\"path\":\"/stepgate/executions/embedded%3Am%3An\"")
        .doesNotContain("secret");
  }

  @Test
  void of_failure_hasTheErrorAndNotTheCause() {
    var message =
        new EndEvents().of(ended(ExecutionStatus.FAILED, null, 0), List.of("x")).getFirst();

    assertThat(body(message).string("type")).isEqualTo("org.stepgate.execution.failed");
    assertThat(message.body()).contains("\"error\":\"E\"").doesNotContain("a cause");
  }

  @Test
  void of_anotherEnd_hasAnotherId() {
    var events = new EndEvents();
    var first = events.of(ended(ExecutionStatus.FAILED, null, 0), List.of("x")).getFirst();
    var again = events.of(ended(ExecutionStatus.FAILED, null, 0), List.of("x")).getFirst();
    var redriven = events.of(ended(ExecutionStatus.FAILED, null, 1), List.of("x")).getFirst();

    assertThat(again).isEqualTo(first);
    assertThat(redriven.id()).isNotEqualTo(first.id());
  }

  @ParameterizedTest
  @CsvSource({"-1,true", "0,true", "1,false"})
  void of_output_hasALimit(int more, boolean told) {
    String output = '"' + "x".repeat(EndEvents.MAX_OUTPUT - 2 + more) + '"';

    var message =
        new EndEvents().of(ended(ExecutionStatus.SUCCEEDED, output, 0), List.of("x")).getFirst();

    assertThat(message.body().contains("\"output\":\"xxx")).isEqualTo(told);
    assertThat(message.body().contains("\"outputOmitted\":true")).isEqualTo(!told);
  }
}
