package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;

final class JsonataExpressionTest {
  private static final JsonataLimits LIMITS = JsonataLimits.defaults();

  private static JsonataSurroundings surroundings() {
    return JsonataSurroundings.of(Instant.parse("2026-01-02T03:04:05.678Z"), new Random(42));
  }

  private static String evaluate(String source, String input) {
    return evaluate(source, input, LIMITS);
  }

  private static String evaluate(String source, String input, JsonataLimits limits) {
    JsonValue value = JsonReader.read(input, JsonLimits.NETWORK);
    return JsonataExpression.parse(source, limits)
        .evaluate(value, Map.of(), surroundings())
        .map(JsonValue::toString)
        .orElse("nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // What an expression passes on keeps its text and order.
        "$ | {\"b\":1.50,\"a\":[1e2,12345678901234567890123,-0,1E400,0.1234567890123456789]} |"
            + " {\"b\":1.50,\"a\":[1e2,12345678901234567890123,-0,1E400,0.1234567890123456789]}",
        "a | {\"a\":12345678901234567890123} | 12345678901234567890123",
        "[a, 1] | {\"a\":12345678901234567890123} | [12345678901234567890123,1]",
        "{'x': a} | {\"a\":9007199254740993} | {\"x\":9007199254740993}",
        "$string(a) | {\"a\":9007199254740993} | \"9007199254740993\"",
        "a + 1 | {\"a\":12345678901234567890123} | 1.2345678901234568E22",
        "a = b | {\"a\":1,\"b\":1.0} | true",
        "a < b | {\"a\":12345678901234567890123,\"b\":12345678901234567890124} | true",
        "a.b | {\"a\":[{\"b\":1},{\"b\":2}]} | [1,2]",
        // Null is a value, nothing is none.
        "a | {\"a\":null} | null",
        "a | {\"b\":null} | nothing",
        "[a, b] | {\"b\":null} | [null]",
        "{'a': a, 'b': b} | {\"b\":null} | {\"b\":null}",
        "$ | null | null",
        "$type(a) | {\"a\":null} | \"null\"",
        "$exists(a) | {\"a\":null} | true",
        "$keys($) | {\"z\":1,\"a\":null} | [\"z\",\"a\"]",
        "$[0] | [[]] | []",
        "$.{'n': $count($)} | [[]] | {\"n\":0}",
        // Regular expressions stand in each place where one may begin.
        "$match(a, /b+/)[0].index | {\"a\":\"abbc\"} | 1",
        "$match(a, /(b)(x)?/).groups | {\"a\":\"abbc\"} | [\"b\",\"\",\"b\",\"\"]",
        "a ~> /b(b)/ ~> function($m) { $m.groups } | {\"a\":\"abbc\"} | [\"b\"]",
        "$contains(a, /B/i) and 6 / 2 / 3 = 1 | {\"a\":\"abc\"} | true",
        "$split(a, / *, */) | {\"a\":\"x , y,z\"} | [\"x\",\"y\",\"z\"]",
        "$replace(a, /(\\w)(\\d)/, '$2$1$$$3') | {\"a\":\"a1b2\"} | \"1a$2b$\"",
        "$replace(a, /[a-z]/, function($m) { $uppercase($m.match) }) | {\"a\":\"a1b2\"} | \"A1B2\"",
        "$replace(a, '.', '-', 1) | {\"a\":\"1.2.3\"} | \"1-2.3\"",
        "$replace(a, /[\\/\"]/, '_') /* it's */ | {\"a\":\"x/y\\\"z\"} | \"x_y_z\"",
        "*[$contains($, /^a/)] | {\"x\":\"ab\",\"y\":\"ba\"} | \"ab\"",
        // Characters, not UTF-16 units
        "$length(a) & $substring(a, 1, 1) & $pad('', 2, '😀') | {\"a\":\"x😀y\"} | \"3😀😀😀\"",
        "$split(a, '') | {\"a\":\"x😀\"} | [\"x\",\"😀\"]",
        "$substring(a, -2) & $substring(a, 1, -1) | {\"a\":\"hello\"} | \"lo\"",
        // Searches that fall back
        "$substringAfter(a, 'aab') | {\"a\":\"aaaabx\"} | \"x\"",
        "$substringBefore(a, 'abab') | {\"a\":\"xabaabab\"} | \"xaba\"",
        // Time and chance come from the surroundings
        "$now() & ' ' & $millis() | null | \"2026-01-02T03:04:05.678Z 1767323045678\"",
        "$toMillis('2026-01-02T03:04:05.678') = $millis() | null | true",
        "$fromMillis(0, '[Y0001]-[M01]-[D01]') | null | \"1970-01-01\"",
        "$random(7) = $random(7) and $random(7) < 1 | null | true",
        // Functions of Step Functions
        "$partition([1..5], 2) | null | [[1,2],[3,4],[5]]",
        "$partition([1..4], 9) | null | [[1,2,3,4]]",
        "$range(0, 1, 0.25) | null | [0,0.25,0.5,0.75,1]",
        "$range(3, 1, -1) | null | [3,2,1]",
        "$hash('x', 'MD5') | null | \"9dd4e461268c8034f5c8564e155c67a6\"",
        "$parse('{\"a\": [1, null]}').a | null | [1,null]",
        "$join(['', '', 'a', ''], '-') | null | \"--a-\"",
        // Our own versions of the library's functions
        "$sort([3, 1.5, 2]) | null | [1.5,2,3]",
        "$sort($, function($a, $b) { $a.n > $b.n }).k |"
            + " [{\"n\":2,\"k\":1},{\"n\":1,\"k\":2},{\"n\":2,\"k\":3}] | [2,1,3]",
        "$distinct($) | [{\"a\":1,\"b\":2},{\"b\":2,\"a\":1.0},[1],[1],\"1\",1] |"
            + " [{\"a\":1,\"b\":2},[1],\"1\",1]",
        "$spread($) | [{\"a\":1,\"b\":2},{\"c\":3}] | [{\"a\":1},{\"b\":2},{\"c\":3}]",
        "$number('-007') + $number('0x10') + $number(true) | null | 10",
        "$round(2.345, 2) & $round(2.5) & $round(1234, -2) & $abs(-3) | null | \"2.34212003\"",
        "$map(['a', 'b'], $pad(?, 2, '-')) | null | [\"a-\",\"b-\"]",
      })
  void evaluate_expression_givesTheValue(String source, String input, String expected) {
    assertThat(evaluate(source, input)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 + | 3 | S0207",
        "(1 | 2 | S0203",
        "'abc | 0 | a string is not closed",
        "1 /* x | 2 | a comment is not closed",
        "$match(a, /a**/) | 13 | a regular expression is wrong",
        "$match(a, //) | 10 | a regular expression is empty",
        "a ~> /b | 5 | a regular expression is not closed",
        "[1, 2 | 5 | S0203",
        "a := 1 | 1 | S0212",
        "function($x)<q>{1} | 13 | a signature cannot hold q",
        "function($x)<(>{1} | 12 | a signature",
      })
  void parse_faultySource_saysWhatAndWhere(String source, int offset, String message) {
    assertThatThrownBy(() -> JsonataExpression.parse(source, LIMITS))
        .isInstanceOfSatisfying(
            JsonataException.class,
            fault -> {
              assertThat(fault).hasMessageContaining(message);
              assertThat(fault.offset()).isEqualTo(offset);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "/", "{", "}", "`", "$f(", "|a|", "function(1){2}", "/*"})
  void parse_fragment_isRefusedAndNothingElse(String source) {
    assertThatThrownBy(() -> JsonataExpression.parse(source, LIMITS))
        .isInstanceOfSatisfying(
            JsonataException.class,
            fault -> assertThat(fault.offset()).isBetween(0, source.length()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 + 'a' | T2002",
        "$error('out of stock') | D3137: out of stock",
        "$assert(false, 'no') | D3141: no",
        "nosuch() | T1006",
        "$sum('a') | T0412",
        "$number('1d') | D3030",
        "$number('NaN') | D3030",
        "1 / 0 | D1001",
        "$match('a', /x*/) | D1004",
        "$split('a', /x*/) | D1004",
        "function() { 1 } | the result holds a function",
        "{'f': $sum} | the result holds a function",
        "$parse('{') | $parse: ",
        "$hash('a', 'CRC') | $hash knows",
        "$partition([1], 0) | $partition needs",
        "$range(1, 2, 0) | $range needs",
        "$merge([1]) | T0412",
      })
  void evaluate_failure_isAQueryEvaluationError(String source, String cause) {
    assertThatThrownBy(() -> evaluate(source, "{}"))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            failure -> {
              assertThat(failure.error()).isEqualTo("States.QueryEvaluationError");
              assertThat(failure.causeText()).startsWith(cause);
            });
  }

  @Test
  void evaluate_causeOfAnyLength_isShortened() {
    assertThatThrownBy(() -> evaluate("$error($pad('x', 5000))", "null"))
        .satisfies(failure -> assertThat(failure.getMessage()).hasSize(1_001).endsWith("…"));
  }

  @Test
  void evaluate_bindings_areVariables() {
    var expression = JsonataExpression.parse("$states.input.n + $n", LIMITS);
    Map<String, JsonValue> bindings = new LinkedHashMap<>();
    bindings.put("states", JsonReader.read("{\"input\":{\"n\":1}}", JsonLimits.NETWORK));
    bindings.put("n", JsonReader.read("2", JsonLimits.NETWORK));

    assertThat(expression.evaluate(null, bindings, surroundings()).map(JsonValue::toString))
        .contains("3");
    assertThat(expression.evaluate(null, Map.of(), surroundings())).isEmpty();
  }

  @Test
  void evaluate_withoutInput_selectsNothing() {
    assertThat(JsonataExpression.parse("a.b", LIMITS).evaluate(null, Map.of(), surroundings()))
        .isEqualTo(Optional.empty());
  }

  @Test
  void evaluate_sameSurroundings_givesTheSame() {
    String source = "[$uuid(), $random(), $shuffle([1..20])]";

    String first = evaluate(source, "null");

    assertThat(evaluate(source, "null")).isEqualTo(first);
    assertThat(first)
        .matches("\\[\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\",0.*");
  }

  static Stream<JsonataFunction> functions() {
    return JsonataFunctions.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void evaluate_anyFunctionOfTheLibrary_isOursInstead(JsonataFunction function) {
    JsonataMeter without = meterOf("$exists(1)");
    JsonataMeter with = meterOf("$exists($" + function.name() + ")");

    assertThat(with.stopped()).isNull();
    assertThat(with.steps()).isEqualTo(without.steps());
  }

  private static JsonataMeter meterOf(String source) {
    var expression = JsonataExpression.parse(source, LIMITS);
    JsonataMeter meter = expression.meter(surroundings());
    assertThat(expression.evaluate(null, Map.of(), meter)).isPresent();
    return meter;
  }

  @Test
  void evaluate_limits_areReachedAndNotPassed() {
    JsonataMeter meter = meterOf("$sum([1..100])");
    long steps = meter.steps();

    assertThat(evaluate("$sum([1..100])", "null", LIMITS.withSteps(steps))).isEqualTo("5050");
    assertThatThrownBy(() -> evaluate("$sum([1..100])", "null", LIMITS.withSteps(steps - 1)))
        .hasMessageContaining("takes more than " + (steps - 1) + " steps");

    assertThat(evaluate("$pad('a', 100)", "null", LIMITS.withBytes(100, 1_000))).hasSize(102);
    assertThatThrownBy(() -> evaluate("$pad('a', 101)", "null", LIMITS.withBytes(100, 1_000)))
        .hasMessage("a value is larger than 100 bytes");
    assertThatThrownBy(() -> evaluate("$pad('a', 99)", "null", LIMITS.withBytes(100, 98)))
        .hasMessage("the evaluation makes more than 98 bytes of values");

    assertThat(evaluate("1 + 1", "null", LIMITS.withDepth(2))).isEqualTo("2");
    assertThatThrownBy(() -> evaluate("1 + 1", "null", LIMITS.withDepth(1)))
        .hasMessage("the evaluation nests deeper than 1 levels");

    assertThat(evaluate("$contains('aab', /b/)", "null", LIMITS.withRegexCharacters(3)))
        .isEqualTo("true");
    assertThatThrownBy(
            () -> evaluate("$contains('aab', /b/)", "null", LIMITS.withRegexCharacters(2)))
        .hasMessage("regular expressions read more than 2 characters");
  }

  @Test
  void limits_notPositive_areRefused() {
    assertThatThrownBy(() -> LIMITS.withSteps(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LIMITS.withDepth(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LIMITS.withBytes(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void evaluate_byManyThreads_isTheSameForEach() throws Exception {
    var expression =
        JsonataExpression.parse(
            "($f := function($n) { $n < 2 ? 1 : $n * $f($n - 1) };"
                + " items{type: $sum(price) + $f(5)} ~> |$|{'m': $match('x1', /[0-9]/).match}|)",
            LIMITS);
    JsonValue input =
        JsonReader.read(
            "{\"items\":[{\"type\":\"a\",\"price\":1},{\"type\":\"b\",\"price\":2},"
                + "{\"type\":\"a\",\"price\":3}]}",
            JsonLimits.NETWORK);
    Callable<JsonValue> task =
        () -> {
          JsonValue last = JsonObject.EMPTY;
          for (int i = 0; i < 200; i++) {
            last = expression.evaluate(input, Map.of(), surroundings()).orElseThrow();
          }
          return last;
        };
    var results = new ArrayList<Future<JsonValue>>();

    try (var virtual = Executors.newVirtualThreadPerTaskExecutor();
        var platform = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 4; i++) {
        results.add(virtual.submit(task));
        results.add(platform.submit(task));
      }
    }

    for (Future<JsonValue> result : results) {
      assertThat(result.get()).hasToString("{\"a\":124,\"b\":122,\"m\":\"1\"}");
    }
  }

  @Test
  void source_ofAnExpression_isWhatWasGiven() {
    var expression = JsonataExpression.parse("$match(a, /b/)", LIMITS);

    assertThat(List.of(expression.source(), expression.toString())).containsOnly("$match(a, /b/)");
  }
}
