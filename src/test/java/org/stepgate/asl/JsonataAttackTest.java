package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// T34: expressions and data that would take for ever or fill the memory end as
/// `States.QueryEvaluationError` within the counts that the limits allow. Time is only a backstop,
/// at ten times what the threat model asks for.
final class JsonataAttackTest {
  private static final JsonataLimits LIMITS = JsonataLimits.defaults();
  private static final Duration BACKSTOP = Duration.ofSeconds(10);
  private static final String STEPS = "takes more than";
  private static final String LARGE = "a value is larger than";
  private static final String MADE = "bytes of values";
  private static final String REGEX = "regular expressions read more than";
  private static final String DEEP = "nests deeper than";

  static Stream<Arguments> attacks() {
    JsonValue text = new JsonString("a".repeat(40) + "!");
    JsonValue long1 = new JsonString("a".repeat(1 << 20));
    return Stream.of(
        // The four of FACTS; the last one is refused before it is evaluated.
        arguments("$match($, /^(.*a){25}$/)", text, REGEX),
        arguments("$pad('a', 1e9)", null, LARGE),
        arguments("$reduce([1..64], function($s, $i) { $s & $s }, 'a')", null, LARGE),
        // Regular expressions on each way to them
        arguments("$contains($, /^(.*a){25}$/)", text, REGEX),
        arguments("$replace($, /^(.*a){25}$/, 'x')", text, REGEX),
        arguments("$split($, /^(.*a){25}$/)", text, REGEX),
        arguments("$ ~> /^(.*a){25}$/", text, REGEX),
        arguments("($f := /^(.*a){25}$/; $f($))", text, REGEX),
        arguments("$map([$], /^(.*a){25}$/)", text, REGEX),
        arguments("$contains($, /^(.*A){25}$/im)", text, REGEX),
        arguments("$replace($, /a/, function($m) { $pad('b', 100000) })", long1, LARGE),
        arguments("$replace($, 'a', $pad('b', 1000))", long1, LARGE),
        arguments("$contains($, /(a|b)*c/)", long1, "too deeply"),
        arguments("$match($, /a/).match", long1, MADE),
        arguments("$split($, '')", long1, LARGE),
        // Strings
        arguments("$pad('a', -1e18)", null, LARGE),
        arguments("$map([1..100], function($i) { $pad('a', 4000000) })", null, STEPS),
        arguments("$join($map([1..1000], function($i) { 'a' }), $pad('-', 1e6))", null, LARGE),
        arguments("$encodeUrl($)", long1, "at most 8192 characters"),
        arguments("$string($reduce([1..40], function($a, $i) {{'x': [$a, $a]}}, 1))", null, LARGE),
        arguments("$reduce([1..100000], function($a, $i) { {'a': $a} }, 1)", null, DEEP),
        // Arrays
        arguments("[1..10000000]", null, LARGE),
        arguments("$range(1, 1e15, 1)", null, LARGE),
        arguments("$reduce([1..40], function($a, $i) { $append($a, $a) }, [1])", null, LARGE),
        arguments("($a := [1..100000]; $a.$a)", null, LARGE),
        arguments("$map([1..1000], function($i) { [1..500000] })", null, MADE),
        arguments("$reduce([1..100000], $append)", null, STEPS),
        arguments("$sort([1..100000], function($a, $b) { $a > $b })", null, STEPS),
        arguments("[1..100000]^($ % 7, -$)", null, STEPS),
        arguments("$shuffle([1..400000]) ~> $zip([1..400000]) ~> $string()", null, LARGE),
        arguments("[1..5000].[1..5000]", null, LARGE),
        arguments("[1..100000][$ in [1..100000]]", null, STEPS),
        // Recursion
        arguments("($f := function($n) { $f($n + 1) }; $f(1))", null, STEPS),
        arguments("($f := function($n) { 1 + $f($n + 1) }; $f(1))", null, DEEP),
        arguments("($f := function($n) { $map([$n], $f) }; $f(1))", null, DEEP),
        arguments("($f := function() { $map([1, 2], function($v) { $f() }) }; $f())", null, DEEP),
        arguments("($f := function($g) { $g($g) }; $f($f))", null, STEPS),
        arguments(
            "$reduce([1..1000], function($a, $i) {"
                + " $reduce([1..1000], function($b, $j) { $reduce([1..1000], $append) }) })",
            null,
            STEPS),
        arguments(
            "$each($, function($v) { $each($$, function($w) { $each($$, $string) }) })",
            wide(1_000),
            STEPS),
        // Objects
        arguments("$ ~> |**[a]|{'x': [a, a]}|", nested(40), LARGE),
        arguments("($d := $ ~> |$|{'self': $}|; $string($d))", wide(3), DEEP),
        arguments("$merge($map([1..1000000], function($i) {{$string($i): $i}}))", null, LARGE),
        arguments("$distinct($map([1..100000], function($i) {{'a': $i, 'b': -$i}}))", null, LARGE),
        // Numbers and pictures
        arguments("$formatInteger(1e12, 'I')", null, "Roman"),
        arguments("$fromMillis(1e300)", null, "8.64e15"),
        arguments("$fromMillis(0, '[Y,999999999]')", null, "9999"),
        arguments("$formatNumber(1, $pad('0', 1000000))", null, "picture"),
        arguments("$parseInteger($, 'w')", long1, "at most 512"),
        arguments("$toMillis($pad('1', 400), '[f][f][f][f][f]x')", null, "parts together"),
        arguments("$power(10, 1000)", null, "D3061"),
        arguments("$round(1, 1e300) / 0", null, "D1001"),
        arguments("$eval('1')", null, "not supported"));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void t34_attack_endsAtItsLimit(String source, @Nullable JsonValue input, String cause) {
    assertEnds(source, input, cause);
  }

  static Stream<Arguments> largeData() {
    var items = new ArrayList<JsonValue>();
    for (int i = 0; i < 100_000; i++) {
      items.add(JsonObject.of("type", new JsonString("t"), "price", JsonNumber.of(i)));
    }
    var members = new LinkedHashMap<String, JsonValue>();
    for (int i = 0; i < 100_000; i++) {
      members.put("member " + i, JsonArray.of(JsonNumber.of(i)));
    }
    JsonValue array = JsonArray.of(items);
    JsonValue object = JsonObject.of(members);
    JsonValue within = JsonArray.of(List.of(array));
    return Stream.of(
        arguments("**", array, LARGE),
        arguments("*", object, STEPS),
        arguments("${type: $sum(price)}", array, STEPS),
        arguments("$map([1..10000], function($i) { $$.price })", within, STEPS),
        arguments("$map([1..100000], function($i) { $$ = $$ })", object, LARGE),
        arguments("$spread($)", object, LARGE),
        arguments("$keys($)", array, LARGE));
  }

  @ParameterizedTest
  @MethodSource("largeData")
  void t34_tenMegabytesOfData_endAtALimit(String source, JsonValue input, String cause) {
    assertEnds(source, input, cause);
  }

  private static void assertEnds(String source, @Nullable JsonValue input, String cause) {
    var expression = JsonataExpression.parse(source, LIMITS);
    JsonataMeter meter = expression.meter(JsonataSurroundings.of(Instant.EPOCH, new Random(1)));

    assertTimeout(
        BACKSTOP,
        () ->
            assertThatThrownBy(() -> expression.evaluate(input, Map.of(), meter))
                .isInstanceOfSatisfying(
                    EvaluationException.class,
                    failure -> {
                      assertThat(failure.error()).isEqualTo("States.QueryEvaluationError");
                      assertThat(failure.causeText()).contains(cause).hasSizeLessThan(1_100);
                    }));

    assertThat(meter.regexCharacters()).isLessThanOrEqualTo(LIMITS.regexCharacters() + 1);
    assertThat(meter.allocatedBytes())
        .isLessThanOrEqualTo(LIMITS.allocatedBytes() + 8 * LIMITS.valueBytes());
  }

  static Stream<Arguments> sources() {
    return Stream.of(
        arguments("(".repeat(16_000) + "1" + ")".repeat(16_000), "nests deeper", 250),
        arguments("1" + "+1".repeat(15_000), "nests deeper", 501),
        arguments("-".repeat(20_000) + "1", "nests deeper", 250),
        arguments("a" + ".a".repeat(15_000), "nests deeper", 501),
        arguments("1" + " ? 1 : 1".repeat(1_000), "nests deeper", -1),
        arguments("a" + " ?: a".repeat(30), "?: and ??", -1),
        arguments("a" + " ?? a".repeat(30), "?: and ??", -1),
        arguments("((((((((a ?: a) ?: a) ?: a) ?: a) ?: a) ?: a) ?: a) ?: a)", "?: and ??", -1),
        arguments("/" + "(".repeat(20_000) + "a" + ")".repeat(10) + "/", "", -1),
        arguments("function($x)<" + "s?".repeat(30) + ">{1}", "signature", 12),
        arguments("function($x)<(s]+)+[n)>{1}", "signature", -1),
        arguments("($__evaluate_entry := 1; 2)", "reserved", 1),
        arguments("function($__evaluate_exit) { 1 }", "reserved", 9),
        arguments("1" + " ".repeat(32_768), "longer than 32768 characters", 32_768));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void t34_sourceThatTheParserCouldNotBear_isRefused(String source, String message, int offset) {
    assertThatThrownBy(() -> JsonataExpression.parse(source, LIMITS))
        .isInstanceOfSatisfying(
            JsonataException.class,
            fault -> {
              assertThat(fault).hasMessageContaining(message);
              assertThat(fault.offset()).isBetween(0, source.length());
              if (offset >= 0) {
                assertThat(fault.offset()).isEqualTo(offset);
              }
            });
  }

  @Test
  void parse_atTheLimits_isAccepted() {
    int depth = LIMITS.expressionDepth();

    JsonataExpression.parse("(".repeat(depth) + "1" + ")".repeat(depth), LIMITS);
    JsonataExpression.parse("1" + "+1".repeat(depth), LIMITS);
    JsonataExpression.parse("[" + "1+1,".repeat(5_000) + "1]", LIMITS);
    JsonataExpression.parse("1" + " ".repeat(LIMITS.expressionCharacters() - 1), LIMITS);
    JsonataExpression.parse("a" + " ?: a".repeat(6), LIMITS);
  }

  @Test
  void evaluate_surroundingsExpire_givesUp() {
    var expired =
        new JsonataSurroundings() {
          @Override
          public Instant now() {
            return Instant.EPOCH;
          }

          @Override
          public Random random() {
            return new Random(1);
          }

          @Override
          public boolean expired() {
            return true;
          }
        };
    var endless = JsonataExpression.parse("($f := function() { $f() }; $f())", LIMITS);
    var brief = JsonataExpression.parse("1 + 1", LIMITS);

    assertThatThrownBy(() -> endless.evaluate(null, Map.of(), expired))
        .hasMessage("the evaluation takes too long");
    assertThat(brief.evaluate(null, Map.of(), expired)).contains(JsonNumber.of(2));
  }

  @Test
  void evaluate_afterAnAttack_theSameThreadGoesOn() {
    var attack = JsonataExpression.parse("($f := function($n) { 1 + $f($n) }; $f(1))", LIMITS);
    var other = JsonataExpression.parse("$sum([1..100])", LIMITS);
    var surroundings = JsonataSurroundings.of(Instant.EPOCH, new Random(1));

    assertThatThrownBy(() -> attack.evaluate(null, Map.of(), surroundings))
        .isInstanceOf(EvaluationException.class);

    assertThat(other.evaluate(null, Map.of(), surroundings)).contains(JsonNumber.of(5_050));
  }

  private static JsonValue nested(int depth) {
    JsonValue value = JsonObject.of("leaf", JsonNumber.of(1));
    for (int i = 0; i < depth; i++) {
      value = JsonObject.of("a", value, "filler", new JsonString("x".repeat(300)));
    }
    return value;
  }

  private static JsonValue wide(int members) {
    var object = new LinkedHashMap<String, JsonValue>();
    for (int i = 0; i < members; i++) {
      object.put("m" + i, JsonNumber.of(i));
    }
    return JsonObject.of(object);
  }
}
