package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionStatus;

/// T34 through a whole engine: executions whose expressions would take for ever or fill the memory
/// fail at a count, and leave other executions, the memory and the threads as they were.
@Timeout(120)
final class AttacksTest {
  private static final String QUERY_ERROR = "States.QueryEvaluationError";
  private static final String DATA_LIMIT = "States.DataLimitExceeded";
  private static final String RUNTIME = "States.Runtime";

  private static final String REGEX = "regular expressions read more than 5000000 characters";
  private static final String LARGE = "a value is larger than 4194304 bytes";
  private static final String DEEP = "nests deeper than 500 levels";
  private static final String TOO_LONG = "takes too long";
  private static final String STEPS = "takes more than 1000000 steps";

  /// Four times what the limits let an evaluation make; and 1e9 characters would be more.
  private static final long ALLOCATED_BYTES = 256L << 20;

  /// What may be left of seven attacks, made twice: far less than one of them makes.
  private static final long HEAP_BYTES = 32L << 20;

  /// Threads that the Java runtime starts and ends for itself.
  private static final Pattern RUNTIME_THREADS =
      Pattern.compile("(ForkJoinPool|VirtualThread|Attach|Cleaner|process reaper|Read-Poller).*");

  private static final String NORMAL =
      """
      {"StartAt":"A","QueryLanguage":"JSONata","States":{
        "A":{"Type":"Pass","Assign":{"n":"{% $states.input.n + 1 %}"},"Next":"B"},
        "B":{"Type":"Choice","Choices":[{"Condition":"{% $n = 2 %}","Next":"C"}]},
        "C":{"Type":"Pass","Output":"{% $n * 21 %}","End":true}}}\
      """;

  private static final JsonValue SUBJECT =
      JsonObject.of("text", new JsonString("a".repeat(40) + "!"));
  private static final JsonValue NOTHING = JsonObject.EMPTY;

  @TempDir Path folder;
  private Pool pool;

  /// Places of a state machine in which an expression can stand.
  enum Place {
    OUTPUT("{'Type':'Pass','Output':{'x':EXPRESSION},'End':true}"),
    ASSIGN("{'Type':'Pass','Assign':{'x':EXPRESSION},'End':true}"),
    CONDITION(
        "{'Type':'Choice','Choices':[{'Condition':EXPRESSION,'Next':'Z'}],'Default':'Z'},"
            + "'Z':{'Type':'Succeed'}");

    private final String state;

    Place(String state) {
      this.state = state.replace('\'', '"');
    }

    String machine(String expression) {
      String quoted = new JsonString("{% " + expression + " %}").toString();
      return "{\"StartAt\":\"S\",\"QueryLanguage\":\"JSONata\",\"States\":{\"S\":"
          + state.replace("EXPRESSION", quoted)
          + "}}";
    }
  }

  record Attack(String expression, JsonValue input, String cause) {}

  private static final List<Attack> ATTACKS =
      List.of(
          new Attack("$exists($match($states.input.text, /^(.*a){25}$/))", SUBJECT, REGEX),
          new Attack("$contains($states.input.text, /^(.*a){25}$/)", SUBJECT, REGEX),
          new Attack("$length($pad('a', 1e9)) = 1", NOTHING, LARGE),
          new Attack(
              "$length($reduce([1..64], function($s, $i) { $s & $s }, 'a')) = 1", NOTHING, LARGE),
          new Attack("($f := function($n) { 1 + $f($n + 1) }; $f(1)) = 1", NOTHING, DEEP),
          new Attack(
              "$exists($reduce([1..100000], function($a, $i) { [[$a]] }, 1))", NOTHING, DEEP),
          new Attack("($f := function($n) { $f($n + 1) }; $f(1)) = 1", NOTHING, STEPS));

  static Stream<Arguments> attacks() {
    return ATTACKS.stream()
        .flatMap(attack -> Stream.of(Place.values()).map(place -> arguments(place, attack)));
  }

  @BeforeEach
  void open() {
    pool = new Pool(folder).standard("normal", NORMAL);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void t34_jsonataAttack_failsAtItsLimit(Place place, Attack attack) throws Exception {
    assertFails(place.machine(attack.expression()), attack.input(), QUERY_ERROR, attack.cause());
  }

  private void assertFails(String machine, JsonValue input, String error, String cause)
      throws Exception {
    pool.standard("attack", machine);
    Pool.Worker worker = pool.worker();
    long before = allocatedBytes();

    worker.start("attack", "n", JsonWriter.write(input));
    ExecutionDescription ended = worker.ended("attack", "n");

    assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(ended.error()).isEqualTo(error);
    // On a machine that takes a second for what the limits allow, the backstop is faster.
    assertThat(ended.cause()).containsAnyOf(cause, TOO_LONG);
    assertThat(allocatedBytes() - before).isLessThan(ALLOCATED_BYTES);
  }

  /// What all threads have allocated, those that have ended too.
  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
  }

  static Stream<Arguments> sources() {
    return Stream.of(
        arguments("(".repeat(16_000) + "1" + ")".repeat(16_000), "nests deeper than 250 levels"),
        arguments("(".repeat(251) + "1" + ")".repeat(251), "nests deeper than 250 levels"),
        arguments("1" + "+1".repeat(15_000), "nests deeper than 250 levels"),
        arguments("1" + " ".repeat(40_000) + "+1", "longer than 32768 characters"));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void t34_sourceBeyondTheLimits_isRefusedAtItsPlace(String source, String hint) {
    var parsed = new DefinitionParser(_ -> true).parseJson(Place.OUTPUT.machine(source));

    assertThat(parsed)
        .isInstanceOfSatisfying(
            ParseResult.Faulty.class,
            faulty ->
                assertThat(faulty.faults())
                    .singleElement()
                    .satisfies(fault -> {
                      assertThat(fault.toString()).contains("/States/S/Output/x");
                      assertThat(fault.hint()).contains(hint);
                    }));
  }

  @ParameterizedTest
  @MethodSource("nested")
  void t34_sourceAtTheLimit_isEvaluated(String source) throws Exception {
    pool.standard("deep", Place.OUTPUT.machine(source));
    Pool.Worker worker = pool.worker();

    worker.start("deep", "n", "{}");

    assertThat(worker.ended("deep", "n").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  static Stream<String> nested() {
    return Stream.of("(".repeat(250) + "1" + ")".repeat(250), "1" + "+1".repeat(250));
  }

  static Stream<Arguments> pathAttacks() {
    JsonValue nested = nestedObjects(100);
    JsonValue large = JsonObject.of("a", new JsonString("x".repeat(200_000)));
    var numbers = Stream.generate(() -> (JsonValue) JsonNumber.of(1)).limit(1_000).toList();
    JsonValue list = JsonObject.of("a", JsonArray.of(numbers));
    String places = "{}".repeat(1_300);
    String values = ", $.a".repeat(1_300);
    return Stream.of(
        arguments("$..*..*..*..*..*", nested, RUNTIME, "looked at more than 1000000 values"),
        arguments(
            "$..[?(@..a)]..[?(@..a)]..[?(@..a)]",
            nested,
            RUNTIME,
            "looked at more than 1000000 values"),
        arguments(
            "$.a[?(@ in $.a)]..[?(@ in $.a)]", list, RUNTIME, "looked at more than 1000000 values"),
        arguments("States.Format('" + places + "'" + values + ")", large, DATA_LIMIT, "'S'"),
        arguments(
            "States.Array(" + "States.JsonToString($), ".repeat(400) + "1)",
            large,
            DATA_LIMIT,
            "'S'"),
        arguments(
            "States.ArrayRange(0, 2147483647, 1)",
            NOTHING,
            "States.IntrinsicFailure",
            "no more than 1000 elements"));
  }

  @ParameterizedTest
  @MethodSource("pathAttacks")
  void t34_jsonPathAttack_failsAtItsLimit(
      String expression, JsonValue input, String error, String cause) throws Exception {
    String machine =
        "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Pass\",\"Parameters\":{\"x.$\":"
            + new JsonString(expression)
            + "},\"End\":true}}}";

    assertFails(machine, input, error, cause);
  }

  @Test
  void t34_largeTextAndDelimiters_areSplitInOnePass() throws Exception {
    String machine =
        """
        {"StartAt":"S","States":{
          "S":{"Type":"Pass","Parameters":{"x.$":"States.StringSplit($.text, $.at)"},
            "OutputPath":"$.x[0]","End":true}}}\
        """;
    pool.standard("split", machine);
    Pool.Worker worker = pool.worker();
    String input =
        "{\"text\":\"" + "a".repeat(120_000) + "-\",\"at\":\"" + "é".repeat(60_000) + "-\"}";

    worker.start("split", "n", input);

    assertThat(worker.ended("split", "n").output()).isEqualTo("\"" + "a".repeat(120_000) + "\"");
  }

  @ParameterizedTest
  @MethodSource("manyExpressions")
  void t34_manyExpressionsInOneState_failTogether(String machine, JsonValue input)
      throws Exception {
    assertFails(machine, input, DATA_LIMIT, "'S'");
  }

  static Stream<Arguments> manyExpressions() {
    String each = new JsonString("{% $pad('a', 4000000) %}").toString();
    String all = new JsonString("{% $states.input %}").toString();
    JsonValue large = JsonObject.of("a", new JsonString("x".repeat(200_000)));
    return Stream.of(
        arguments(outputs(each, 1_000), NOTHING),
        arguments(outputs(all, 20_000), large),
        arguments(
            "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Pass\",\"Parameters\":{"
                + members("\"States.JsonToString($)\"", 1_000)
                + "},\"End\":true}}}",
            large));
  }

  private static String outputs(String expression, int count) {
    return "{\"StartAt\":\"S\",\"QueryLanguage\":\"JSONata\",\"States\":{\"S\":{\"Type\":\"Pass\","
        + "\"Output\":["
        + String.join(",", Collections.nCopies(count, expression))
        + "],\"End\":true}}}";
  }

  private static String members(String expression, int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> "\"m" + i + ".$\":" + expression)
        .collect(Collectors.joining(","));
  }

  @Test
  void t34_attacksAtOnce_disturbNeitherOthersNorThreadsNorMemory() throws Exception {
    for (int i = 0; i < ATTACKS.size(); i++) {
      pool.standard("attack" + i, Place.CONDITION.machine(ATTACKS.get(i).expression()));
    }
    Set<Thread> threadsBefore = liveThreads();
    Pool.Worker worker = pool.worker();
    long heapBefore = usedHeap();
    var firstStarted = new CountDownLatch(2);
    try (var attackers = Executors.newVirtualThreadPerTaskExecutor()) {
      var ends =
          Stream.of("attacker0", "attacker1")
              .map(name -> attackers.submit(() -> attackAll(worker, name, firstStarted)))
              .toList();
      firstStarted.await();
      for (int i = 0; i < 50; i++) {
        worker.start("normal", "n" + i, "{\"n\":1}");
        assertThat(worker.ended("normal", "n" + i).output()).isEqualTo("42");
      }
      for (var end : ends) {
        assertThat(end.get()).containsOnly(QUERY_ERROR);
      }
    }

    assertThat(usedHeap() - heapBefore).isLessThan(HEAP_BYTES);
    pool.close();
    for (Thread thread : liveThreads()) {
      if (!threadsBefore.contains(thread)) {
        assertThat(thread.join(Duration.ofSeconds(30))).as("end of " + thread.getName()).isTrue();
      }
    }
  }

  /// One attack after the other.
  ///
  /// @return how they ended
  private static List<String> attackAll(Pool.Worker worker, String name, CountDownLatch started)
      throws InterruptedException {
    var errors = new ArrayList<String>();
    for (int i = 0; i < ATTACKS.size(); i++) {
      worker.start("attack" + i, name, JsonWriter.write(ATTACKS.get(i).input()));
      started.countDown();
      errors.add(String.valueOf(worker.ended("attack" + i, name).error()));
    }
    return errors;
  }

  /// The platform threads that a worker has made, and whoever they have made.
  private static Set<Thread> liveThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !RUNTIME_THREADS.matcher(thread.getName()).matches())
        .collect(Collectors.toSet());
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /// Objects in objects, each with two members.
  private static JsonValue nestedObjects(int depth) {
    JsonValue value = JsonObject.of("a", JsonNumber.of(1));
    for (int i = 0; i < depth; i++) {
      value = JsonObject.of("a", value, "b", JsonNumber.of(i));
    }
    return value;
  }
}
