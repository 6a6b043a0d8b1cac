package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.asl.Samples.json;
import static org.stepgate.asl.Samples.machine;
import static org.stepgate.asl.Samples.scope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Definitions in `test-fixtures/asl`. Beside each faulty one stands a text with its faults; adding
/// two files adds a case.
final class DefinitionParserTest {
  private static final Path FIXTURES = Path.of("test-fixtures/asl");

  private final DefinitionParser parser =
      new DefinitionParser(resource -> !resource.endsWith("unknown"));

  static List<Path> faulty() throws IOException {
    return definitions(FIXTURES.resolve("faulty"));
  }

  static List<Path> valid() throws IOException {
    return definitions(FIXTURES.resolve("valid"));
  }

  static List<Path> demo() throws IOException {
    return definitions(Path.of("test-fixtures/site/machines"));
  }

  private static List<Path> definitions(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  private ParseResult parse(Path file) {
    try {
      String text = Files.readString(file);
      return file.toString().endsWith(".yaml") ? parser.parseYaml(text) : parser.parseJson(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("faulty")
  void parse_faultyDefinition_reportsEveryFault(Path file) throws IOException {
    Path expected = Path.of(file.toString().replaceFirst("\\.[a-z]+$", ".txt"));

    ParseResult result = parse(file);

    assertThat(result).isInstanceOf(ParseResult.Faulty.class);
    String faults =
        ((ParseResult.Faulty) result)
            .faults().stream().map(DefinitionParserTest::line).collect(Collectors.joining());
    assertThat(faults).isEqualTo(Files.readString(expected));
  }

  private static String line(Fault fault) {
    return fault.position()
        + " "
        + fault.pointer()
        + "\n  "
        + fault
        + "\n"
        + (fault.hint() == null ? "" : "  (" + fault.hint() + ")\n");
  }

  @ParameterizedTest
  @MethodSource({"valid", "demo"})
  void parse_validDefinition_hasNoFault(Path file) {
    assertThat(parse(file)).isInstanceOf(ParseResult.Parsed.class);
  }

  @Test
  void parse_everything_keepsWhatTheInterpreterNeeds() {
    StateMachine machine =
        ((ParseResult.Parsed) parse(FIXTURES.resolve("valid/everything.json"))).machine();

    assertThat(machine.comment()).isEqualTo("One of everything");
    assertThat(machine.timeoutSeconds()).isEqualTo(99_999_999);
    assertThat(machine.graph().startAt()).isEqualTo("Prepare");
    assertThat(machine.graph().states().sequencedKeySet())
        .containsExactly("Prepare", "Each", "Both", "Pick", "Good", "Bad");
    var each = (State.Map) machine.graph().state("Each");
    var call = (State.Task) each.processor().state("Call");
    assertThat(call.errors().retriers())
        .containsExactly(
            new ErrorHandling.Retrier(List.of("States.Timeout", "Http.503"), 0, 5, 1.5, 60L, true),
            new ErrorHandling.Retrier(List.of("States.ALL"), 1, 3, 2.0, null, false));
    assertThat(call.transition()).isEqualTo(State.Transition.End.END);
    ErrorHandling.Catcher catcher = call.errors().catchers().getFirst();
    assertThat(catcher.next()).isEqualTo("Note");
    assertThat(catcher.flow().outcome(json("{'a':1}"), json("{'Error':'E'}"), scope()).output())
        .isEqualTo(json("{'a':1,'error':{'Error':'E'}}"));
    assertThat(each.transition()).isEqualTo(new State.Transition.Next("Both"));
    var choice = (State.Choice) machine.graph().state("Pick");
    assertThat(choice.defaultState()).isEqualTo("Bad");
    assertThat(choice.rules()).extracting(ChoiceRule::next).containsExactly("Good", "Good");
  }

  @Test
  void parse_everything_compilesItsExpressions() {
    StateGraph graph =
        ((ParseResult.Parsed) parse(FIXTURES.resolve("valid/everything.json"))).machine().graph();
    var each = (State.Map) graph.state("Each");
    var both = (State.Parallel) graph.state("Both");
    var bad = (State.Fail) graph.state("Bad");
    var input = json("{'items':[1,2],'parallel':4,'s':9}");

    MapItems items = each.items();
    assertThat(items.items().select(input, scope())).containsExactly(json("1"), json("2"));
    assertThat(Objects.requireNonNull(items.itemSelector()).evaluate(input, scope()))
        .isEqualTo(json("{'item':'v'}"));
    assertThat(Objects.requireNonNull(items.maxConcurrency()).evaluate(input, scope()))
        .isEqualTo(4);
    assertThat(Objects.requireNonNull(items.toleratedFailureCount()).evaluate(input, scope()))
        .isEqualTo(2);
    assertThat(Objects.requireNonNull(items.toleratedFailurePercentage()).evaluate(input, scope()))
        .isEqualTo(50);
    var seconds = (State.Wait) both.branches().getFirst().state("A");
    assertThat(((WaitTime.Seconds) seconds.time()).seconds().evaluate(input, scope())).isEqualTo(9);
    var moment = (State.Wait) both.branches().getLast().state("B");
    assertThat(((WaitTime.Timestamp) moment.time()).moment().evaluate(input, scope()))
        .isEqualTo(Instant.parse("2016-03-14T01:59:00Z"));
    var failure = json("[{'error':'E','cause':'C'}]");
    assertThat(Objects.requireNonNull(bad.error()).evaluate(failure, scope())).isEqualTo("E");
    assertThat(Objects.requireNonNull(bad.cause()).evaluate(failure, scope()))
        .isEqualTo("because of C");
  }

  @Test
  void parse_legacyMap_readsParametersAsItemSelector() {
    StateGraph graph =
        ((ParseResult.Parsed) parse(FIXTURES.resolve("valid/legacy-map.yaml"))).machine().graph();
    var each = (State.Map) graph.state("Each");

    assertThat(each.flow().effectiveInput(json("{'x':1}"), scope())).isEqualTo(json("{'x':1}"));
    assertThat(
            Objects.requireNonNull(each.items().itemSelector()).evaluate(json("{'x':1}"), scope()))
        .isEqualTo(json("{'x':1}"));
  }

  @Test
  void parse_deepNesting_isRefusedWithoutRecursion() {
    String bomb = "{\"States\":".repeat(100_000);

    ParseResult result = parser.parseJson(bomb);

    assertThat(((ParseResult.Faulty) result).faults())
        .singleElement()
        .extracting(Fault::code)
        .isEqualTo(Fault.Code.INVALID_JSON_DESCRIPTION);
  }

  @Test
  void parse_deepestConditions_areWithinTheLimit() {
    String rule = "{'Not':".repeat(200) + "{'Variable':'$.a','IsPresent':true}" + "}".repeat(200);

    StateMachine machine =
        machine(
            "{'StartAt':'c','States':{'c':{'Type':'Choice','Choices':["
                + rule.replaceFirst("\\{", "{'Next':'e',")
                + "]},'e':{'Type':'Succeed'}}}");

    var choice = (State.Choice) machine.graph().state("c");
    assertThat(choice.rules().getFirst().condition().holds(json("{'a':1}"), scope())).isTrue();
  }
}
