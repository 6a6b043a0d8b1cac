package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.engine.Advance.ChildResult;
import org.stepgate.engine.Frame.Links;
import org.stepgate.engine.Frame.Phase;
import org.stepgate.engine.Frame.Progress;
import org.stepgate.engine.Frame.Tolerance;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.engine.HistoryEvent.Detail;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;

/// The stored forms are pinned in `test-fixtures/engine`: what is there must be written so, and
/// stays readable for ever.
class ExecutionCodecTest {
  private static final Path FIXTURES = Path.of("test-fixtures/engine");
  private static final Instant TIME = Instant.ofEpochMilli(1_767_225_600_123L);
  private static final Payload SMALL =
      Payload.inline(JsonReader.read("{\"a\":1}", JsonLimits.STORED));
  private static final Payload SPACED =
      Payload.inline(JsonReader.read("[1]", JsonLimits.STORED)).withText("[ 1 ]");
  private static final Payload STORED = Payload.stored(7, JsonObject.EMPTY);
  private static final Visit VISIT = new Visit("A \"b\"", SMALL, 3, 4, TIME, List.of());
  private static final Visit RETRIED = new Visit("B", STORED, 0, 2, TIME, List.of(2L, 0L));

  static Stream<Arguments> frames() {
    return Stream.of(
        Arguments.of("frame-ready", frame(new Phase.Ready("Start", SPACED))),
        Arguments.of(
            "frame-with-variables",
            frame(new Phase.AwaitingTimer(VISIT, new TimerId(5)))
                .with(new Variables(new TreeMap<>(Map.of("x", SMALL, "aé", STORED))))),
        Arguments.of(
            "frame-awaiting-task",
            frame(
                new Phase.AwaitingTask(
                    VISIT, new TaskId(9), "token", new TimerId(3), new TimerId(4), 60))),
        Arguments.of(
            "frame-awaiting-task-without-limits",
            frame(new Phase.AwaitingTask(RETRIED, new TaskId(9), null, null, null, 0))),
        Arguments.of("frame-awaiting-timer", frame(new Phase.AwaitingTimer(VISIT, new TimerId(5)))),
        Arguments.of(
            "frame-awaiting-retry", frame(new Phase.AwaitingRetry(RETRIED, new TimerId(6)))),
        Arguments.of(
            "frame-awaiting-children", frame(new Phase.AwaitingChildren(VISIT, new FrameId(12)))),
        Arguments.of(
            "frame-fan-out",
            frame(
                new Phase.FanOut(
                    STORED,
                    100,
                    4,
                    new Tolerance(5L, 10.0),
                    new Progress(7, 4, 1),
                    new Links(10, 20, 21)))),
        Arguments.of(
            "frame-fan-out-strict",
            frame(
                new Phase.FanOut(
                    SMALL, 2, 0, null, new Progress(2, 1, 0), new Links(10, 20, 20)))));
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of("header-initial", ExecutionHeader.INITIAL),
        Arguments.of(
            "header-succeeded",
            new ExecutionHeader(
                ExecutionStatus.SUCCEEDED, 9, 1, 1, 1, 8, STORED, null, null, TIME)),
        Arguments.of(
            "header-failed",
            new ExecutionHeader(
                ExecutionStatus.FAILED, 9, 4, 3, 2, 1, null, "E", "because", TIME)));
  }

  static List<HistoryEvent> history() {
    return List.of(
        new HistoryEvent(
            1,
            0,
            TIME,
            HistoryEventType.ExecutionStarted,
            List.of(new Detail.Data("input", SMALL), new Detail.Text("roleArn", "role"))),
        new HistoryEvent(
            2,
            0,
            TIME,
            HistoryEventType.MapStateEntered,
            List.of(new Detail.Text("name", "M"), new Detail.Data("input", SMALL))),
        new HistoryEvent(
            3,
            2,
            TIME.plusMillis(5),
            HistoryEventType.MapStateStarted,
            List.of(new Detail.Count("length", 0))),
        new HistoryEvent(4, 3, TIME.plusMillis(5), HistoryEventType.MapStateSucceeded, List.of()),
        new HistoryEvent(
            5,
            3,
            TIME.plusMillis(6),
            HistoryEventType.MapStateExited,
            List.of(
                new Detail.Text("name", "M"),
                new Detail.Data("output", STORED),
                new Detail.Assigned(
                    "assignedVariables", new TreeMap<>(Map.of("x", SMALL, "y", STORED))))),
        new HistoryEvent(
            6,
            5,
            TIME.plusMillis(6),
            HistoryEventType.TaskScheduled,
            List.of(new Detail.Nested("taskCredentials", "roleArn", "other"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("frames")
  void write_frame_isPinnedAndReadsBack(String fixture, Frame frame) throws IOException {
    String text = pinned(fixture, ExecutionCodec.write(frame));

    Frame read = ExecutionCodec.readFrame(text, ExecutionCodecTest::payload);

    assertThat(ExecutionCodec.write(read)).isEqualTo(text);
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFieldsOfTypes(Payload.class)
        .isEqualTo(frame);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void write_header_isPinnedAndReadsBack(String fixture, ExecutionHeader header)
      throws IOException {
    String text = pinned(fixture, ExecutionCodec.write(header));

    assertThat(ExecutionCodec.readHeader(text, ExecutionCodecTest::payload)).isEqualTo(header);
  }

  @Test
  void write_result_isPinnedAndReadsBack() throws IOException {
    var result = new ChildResult(new FrameId(2), 5, STORED);
    String text = pinned("result", ExecutionCodec.write(result));

    assertThat(ExecutionCodec.readResult(text, ExecutionCodecTest::payload)).isEqualTo(result);
  }

  @Test
  void write_history_isPinnedAndReadsBack() throws IOException {
    String text = pinned("history", ExecutionCodec.write(history()));

    List<HistoryEvent> read = ExecutionCodec.readEvents(text, ExecutionCodecTest::payload);

    assertThat(ExecutionCodec.write(read)).isEqualTo(text);
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFieldsOfTypes(Payload.class)
        .isEqualTo(history());
  }

  @Test
  void readFrame_textThatWasGiven_keepsItsWhiteSpace() {
    String text = ExecutionCodec.write(frame(new Phase.Ready("Start", SPACED)));

    var read = (Phase.Ready) ExecutionCodec.readFrame(text, ExecutionCodecTest::payload).phase();

    assertThat(read.input().text()).isEqualTo("[ 1 ]");
    assertThat(read.input().json()).isEqualTo(SPACED.json());
  }

  @Test
  void write_historyWithAGap_isRefused() {
    List<HistoryEvent> gap = List.of(history().get(0), history().get(2));

    assertThatThrownBy(() -> ExecutionCodec.write(gap))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExecutionCodec.write(List.<HistoryEvent>of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void readFrame_damagedText_saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> ExecutionCodec.readFrame(text, ExecutionCodecTest::payload))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message);
  }

  static Stream<Arguments> damaged() {
    String whole = ExecutionCodec.write(frame(new Phase.Ready("Start", SMALL)));
    return Stream.of(
        Arguments.of("[]", "no JSON object"),
        Arguments.of("{}", "version"),
        Arguments.of(whole.replace("\"version\":1", "\"version\":2"), "newer program"),
        Arguments.of(whole.replace("Ready", "Sleepy"), "Sleepy"),
        Arguments.of(whole.replace("\"state\":\"Start\",", ""), "state"),
        Arguments.of(whole.replace("\"index\":1", "\"index\":\"1\""), "index"),
        Arguments.of(whole.replace("\"json\"", "\"yson\""), "payload"));
  }

  /// The fixture, which must be what is written now.
  private static String pinned(String fixture, String written) throws IOException {
    Path file = FIXTURES.resolve(fixture + ".json");
    assertThat(written).isEqualTo(Files.readString(file).strip());
    return written;
  }

  private static Frame frame(Phase phase) {
    return new Frame(new FrameId(3), new FrameId(2), 1, 17, phase);
  }

  private static Payload payload(long id) {
    assertThat(id).isEqualTo(STORED.id());
    return STORED;
  }
}
