package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stepgate.asl.Samples.json;
import static org.stepgate.asl.Samples.scope;

import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;

final class PathTest {
  private static final String INPUT =
      "{'a':[1,2,3],'b':{'c':'x','d-e':{'f g':null}},"
          + "'list':[{'k':'x','n':1},{'k':'y','n':2.0,'tags':['p','q']},{'n':null}]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.a | [1,2,3]",
        "$.b.c | 'x'",
        "$['b']['c'] | 'x'",
        "$[\"b\"].c | 'x'",
        "$.b.d-e['f g'] | null",
        "$.a[0] | 1",
        "$.a[-1] | 3",
        "$.list[1].tags[0] | 'p'",
        "$$.Execution.Id | 'e1'",
        "$$.Execution['Input'].n | 7",
      })
  void find_pathOfNamesAndIndexes_isTheValue(String path, String expected) {
    RootedPath compiled = RootedPath.compile(path);

    assertThat(compiled.isReference()).isTrue();
    assertThat(compiled.find(json(INPUT), scope())).isEqualTo(json(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "$.a[*]; [1,2,3]",
        "$.a[0,2]; [1,3]",
        "$.a[1:]; [2,3]",
        "$.a[:2]; [1,2]",
        "$.a[-2:]; [2,3]",
        "$..n; [1,2.0,null]",
        "$.list[?(@.n == 1)].k; ['x']",
        "$.list[?(@.n >= 1)].k; ['x','y']",
        "$.list[?(@.k == 'y' && @.n < 3)].n; [2.0]",
        "$.list[?(@.k == 'z' || @.n == 2)].k; ['y']",
        "$.list[?(@.k in ['y','z'])].k; ['y']",
        "$.list[?(@.k nin ['y'])].k; ['x']",
        "$.list[?(@.tags)].k; ['y']",
        "$.list[?(@.tags contains 'q')].k; ['y']",
        "$.list[?(@.k == $.b.c)].n; [1]",
        "$.list[?(!(@.k))].n; [null]",
        "$['a','b']['c']; ['x']",
        "$.nothing[*]; []",
        "$.nothing[1:].x; []",
        "$$.Execution.Input[*]; [7]",
      })
  void find_pathOfManyValues_isAnArray(String path, String expected) {
    RootedPath compiled = RootedPath.compile(path);

    assertThat(compiled.isReference()).isFalse();
    assertThat(compiled.find(json(INPUT), scope())).isEqualTo(json(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.no | No results for path: $['no']",
        "$.no.such | Missing property in path $['no']",
        "$.b.no | No results for path: $['b']['no']",
        "$.a[3] | No results for path: $['a'][3]",
        "$.a[-4] | No results for path: $['a'][-4]",
        "$.b.c.d | Expected to find an object with property ['d'] in path $['b']['c'] but found a"
            + " string.",
        "$.b.c[0] | Filter: [0] can only be applied to arrays. Current context is: x",
      })
  void require_missingValue_saysWhyInTheWordsOfAws(String path, String reason) {
    RootedPath compiled = RootedPath.compile(path);

    assertThat(compiled.find(json(INPUT), scope())).isNull();
    assertThatThrownBy(() -> compiled.require(json(INPUT), scope()))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.Runtime");
              assertThat(e.causeText()).isEqualTo("Invalid path '" + path + "' : " + reason);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "@.a",
        "$.",
        "$..",
        "$ .a",
        "$.a b",
        "$.a[",
        "$.a]",
        "$.a['b",
        "$.a[?(@.b]",
        "$.a[?(",
        "$.a.length()",
        "$.sum($.a)",
        "$.a[+1]",
        "$.a[?(@.b == )]",
        "$$a",
      })
  void compile_textThatIsNoPath_isRefused(String text) {
    assertThatThrownBy(() -> RootedPath.compile(text))
        .isInstanceOfSatisfying(
            ExpressionSyntaxException.class, e -> assertThat(e.isUnsupported()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"$.a[?(@.k =~ /(x+)+y/)]", "$name[?(@.k =~ /(x+)+y/)]"})
  void compile_whatThisVersionLacks_isRefusedAsThat(String text) {
    assertThatThrownBy(() -> RootedPath.compile(text))
        .isInstanceOfSatisfying(
            ExpressionSyntaxException.class, e -> assertThat(e.isUnsupported()).isTrue());
  }

  @Test
  void compile_longPath_isRefusedBeyondTheLimit() {
    String longest = "$." + "a".repeat(QueryPath.MAX_CHARACTERS - 2);

    assertThatCode(() -> RootedPath.compile(longest)).doesNotThrowAnyException();
    assertThatThrownBy(() -> RootedPath.compile(longest + "a"))
        .hasMessageContaining("longer than 1024 characters");
  }

  @Test
  void compile_nestedFilters_areRefusedBeyondTheLimit() {
    String deepest = "$[?" + "(".repeat(QueryPath.MAX_NESTING - 1) + "@.a";
    String close = ")".repeat(QueryPath.MAX_NESTING - 1) + "]";

    assertThatCode(() -> RootedPath.compile(deepest + close)).doesNotThrowAnyException();
    assertThatThrownBy(() -> RootedPath.compile(deepest.replace("@", "(@") + ")" + close))
        .hasMessageContaining("nested deeper than 24 levels");
  }

  @Test
  void t34_repeatedDescent_endsByCountedWork() {
    JsonValue deep = json("[".repeat(200) + "1" + "]".repeat(200));
    RootedPath path = RootedPath.compile("$..*..*..*..*");

    assertThatThrownBy(() -> path.find(deep, scope()))
        .isInstanceOfSatisfying(
            EvaluationException.class, e -> assertThat(e.error()).isEqualTo("States.Runtime"))
        .hasMessageContaining("looked at more than");
  }

  @Test
  void t34_descentThroughMuchData_isWithinTheBound() {
    var items = new ArrayList<JsonValue>();
    for (int i = 0; i < 50_000; i++) {
      items.add(JsonObject.of("id", JsonNumber.of(i)));
    }
    JsonValue input = JsonObject.of("items", JsonArray.of(items));

    JsonValue found = RootedPath.compile("$..id").find(input, scope());

    assertThat(((JsonArray) Objects.requireNonNull(found)).size()).isEqualTo(50_000);
  }

  @Test
  void find_hugeExponent_comparesWithoutFailure() {
    JsonValue input = json("[{'n':1e99999999999},{'n':1}]");

    assertThat(RootedPath.compile("$[?(@.n > 5)]").find(input, scope()))
        .isEqualTo(json("[{'n':1e99999999999}]"));
  }
}
