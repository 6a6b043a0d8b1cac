package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;

class HistoryTextTest {
  private final HistoryText text = new HistoryText(ZoneOffset.UTC);

  @Test
  void progress_ofIterationsSideBySide_takesTheTimeOfTheirOwnBranch() {
    var lines =
        List.of(
                entered(2, 1, 1.0, "Each"),
                entered(3, 1, 2.0, "Each"),
                exited(4, 2, 5.0, "Each"),
                exited(5, 3, 5.0, "Each"))
            .stream()
            .map(text::progress)
            .flatMap(Optional::stream)
            .toList();

    assertThat(lines)
        .containsExactly(
            "00:00:01.000  entered  Each  (Pass)",
            "00:00:02.000  entered  Each  (Pass)",
            "00:00:05.000  exited   Each  4.0 s",
            "00:00:05.000  exited   Each  3.0 s");
  }

  @Test
  void progress_ofAFailure_showsErrorAndCauseEscaped() {
    var event =
        event(
            "{'id':7,'previousEventId':6,'timestamp':0,'type':'TaskFailed','taskFailedEventDetails':{'error':'E','cause':'no\\u001b"
                + " way\\n'}}");

    assertThat(text.progress(event))
        .contains("00:00:00.000  trouble  TaskFailed: E: no\\u001b way\\n");
  }

  @Test
  void progress_ofOtherEvents_isSilent() {
    assertThat(
            text.progress(
                event("{'id':1,'previousEventId':0,'timestamp':0,'type':'TaskScheduled'}")))
        .isEmpty();
  }

  @Test
  void progress_ofAnEventOfUnknownShape_isSilent() {
    assertThat(text.progress(event("{'id':'x','timestamp':'y','type':3}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 ms",
    "999,999 ms",
    "1000,1.0 s",
    "59999,59.9 s",
    "60000,1 m 0 s",
    "3599999,59 m 59 s",
    "3600000,1 h 0 m",
    "90000000,25 h 0 m",
  })
  void span_isShownInTheUnitThatSuitsIt(long millis, String expected) {
    assertThat(ExecutionText.span(Duration.ofMillis(millis))).isEqualTo(expected);
  }

  private static JsonObject entered(int id, int previous, double time, String state) {
    return event(
        "{'id':%d,'previousEventId':%d,'timestamp':%s,'type':'PassStateEntered','stateEnteredEventDetails':{'name':'%s'}}"
            .formatted(id, previous, time, state));
  }

  private static JsonObject exited(int id, int previous, double time, String state) {
    return event(
        "{'id':%d,'previousEventId':%d,'timestamp':%s,'type':'PassStateExited','stateExitedEventDetails':{'name':'%s'}}"
            .formatted(id, previous, time, state));
  }

  private static JsonObject event(String json) {
    return (JsonObject) JsonReader.read(json.replace('\'', '"'), JsonLimits.NETWORK);
  }
}
