package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stepgate.asl.Samples.json;
import static org.stepgate.asl.Samples.scope;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

final class IntrinsicFunctionTest {
  private static final String INPUT =
      "{'s':'text','n':2,'l':[1,2,2,3,'a',{'k':1},{'k':1}],'o':{'a':1,'b':[2,null]},'t':'<{}>',"
          + "'z':null,'yes':true}";

  private static JsonValue evaluate(String expression, JsonValue input) {
    return ValueExpression.compile("f.$", expression).evaluate(input, scope());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "States.Format('{} and {}', $.s, 5) | 'text and 5'",
        "States.Format('{}', $.o) | '{a=1, b=[2, null]}'",
        "States.Format('{}{}{}', true, null, -1.5) | 'truenull-1.5'",
        "States.Format($.t, $.s) | '<text>'",
        "States.Format('\\{{}\\} it\\'s \\\\', $.n) | `'{2} it\\u0027s \\\\'`",
        "States.Format('no place') | 'no place'",
        "States.Format('{}', $.l[7]) | fails",
        "States.StringToJson('{\"a\": [1]}') | {'a':[1]}",
        "States.StringToJson('') | null",
        "States.StringToJson('  ') | null",
        "States.StringToJson('-0') | 0",
        "States.StringToJson('{') | fails",
        "States.StringToJson($.n) | fails",
        "States.JsonToString($.o) | '{\\\"a\\\":1,\\\"b\\\":[2,null]}'",
        "States.JsonToString($.s) | '\\\"text\\\"'",
        "States.Array() | []",
        "States.Array('a', $.n, null, States.Array(1)) | ['a',2,null,[1]]",
        "States.ArrayPartition($.l, 3) | [[1,2,2],[3,'a',{'k':1}],[{'k':1}]]",
        "States.ArrayPartition($.l, 2147483647) | [[1,2,2,3,'a',{'k':1},{'k':1}]]",
        "States.ArrayPartition(States.Array(), 1) | []",
        "States.ArrayPartition($.l, 0) | fails",
        "States.ArrayContains($.l, 3) | true",
        "States.ArrayContains($.l, 3.0) | true",
        "States.ArrayContains($.l, '3') | false",
        "States.ArrayContains($.l, States.StringToJson('{\"k\":1}')) | true",
        "States.ArrayRange(1, 9, 2) | [1,3,5,7,9]",
        "States.ArrayRange(3, 1, -1) | [3,2,1]",
        "States.ArrayRange(1, 0, 1) | []",
        "States.ArrayRange(0.5, 2.4, 1) | [1,2]",
        "States.ArrayRange(1, 3, 0) | fails",
        "States.ArrayGetItem($.l, 4) | 'a'",
        "States.ArrayGetItem($.l, 7) | fails",
        "States.ArrayGetItem($.l, -1) | fails",
        "States.ArrayLength($.l) | 7",
        "States.ArrayLength($.s) | fails",
        "States.ArrayUnique($.l) | [1,2,3,'a',{'k':1}]",
        "States.Base64Encode('Data to encode') | 'RGF0YSB0byBlbmNvZGU='",
        "States.Base64Decode('RGF0YSB0byBlbmNvZGU=') | 'Data to encode'",
        "States.Base64Decode('') | ''",
        "States.Base64Decode('***') | fails",
        "States.Base64Decode('/w==') | fails",
        "States.Hash('input data', 'SHA-1') | 'aaff4a450a104cd177d28d18d74485e8cae074b7'",
        "States.Hash('input data', 'MD5') | '812f45842bc6d66ee14572ce20db8e86'",
        "States.Hash('input data', 'CRC') | fails",
        "States.JsonMerge($.o, States.StringToJson('{\"b\":1,\"c\":2}'), false) |"
            + " {'a':1,'b':1,'c':2}",
        "States.JsonMerge($.o, $.o, true) | fails",
        "States.JsonMerge($.o, $.o, $.yes) | fails",
        "States.JsonMerge($.o, $.l, false) | fails",
        "States.MathAdd(1, -1) | 0",
        "States.MathAdd(-1.5, -1.51) | -3",
        "States.MathAdd(2.5, 0) | 3",
        "States.MathAdd(2147483647, 2147483647) | 4294967294",
        "States.MathAdd(2147483648, 0) | fails",
        "States.MathAdd(1e400, 0) | fails",
        "States.MathAdd(1e-99999999999, 0) | 0",
        "States.MathRandom(5, 6) | 5",
        "States.MathRandom(5, 5) | fails",
        "States.StringSplit('a,b;;c', ',;') | ['a','b','c']",
        "States.StringSplit('abc', '') | ['abc']",
        "States.StringSplit('', ',') | []",
        "States.MathAdd(States.ArrayLength(States.StringSplit('a-b', '-')), $.n) | 4",
        "States.Array( $.n ,\t$$.Execution.Id ) | [2,'e1']",
        "States.Array($.l[?(@.k == 1)], $['s']) | [[{'k':1},{'k':1}],'text']",
      })
  void evaluate_isTheResultOrFails(String expression, String expected) {
    if (expected.equals("fails")) {
      assertThatThrownBy(() -> evaluate(expression, json(INPUT)))
          .isInstanceOf(EvaluationException.class)
          .hasMessageStartingWith("The function '" + expression + "' had the following error: ");
    } else {
      assertThat(evaluate(expression, json(INPUT))).isEqualTo(json(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "States.Format",
        "States.Format(",
        "States.Format()",
        "States.Format('a'",
        "States.Format('a)",
        "States.Format('a',)",
        "States.Format('a') x",
        " States.Format('a')",
        "States.Format(5)",
        "States.Format('\\\"')",
        "States.Format('\\n')",
        "States.Format('{}', x)",
        "States.Format('{}', $.a[)",
        "States.Nothing()",
        "Nothing.Format('a')",
        "States. Format('a')",
        "States.UUID(1)",
        "States.ArrayLength()",
        "States.ArrayLength($.a, $.b)",
        "States.MathAdd(1, '-1')",
        "States.MathAdd(1, 01)",
        "States.MathRandom(1)",
      })
  void compile_textThatIsNoCall_isRefused(String text) {
    assertThatThrownBy(() -> ValueExpression.compile("f.$", text))
        .isInstanceOf(ExpressionSyntaxException.class);
  }

  @Test
  void compile_nestedCalls_areRefusedBeyondTheLimit() {
    String deepest =
        "States.Array(".repeat(IntrinsicParser.MAX_NESTING)
            + ")".repeat(IntrinsicParser.MAX_NESTING);

    assertThatCode(() -> ValueExpression.compile("f.$", deepest)).doesNotThrowAnyException();
    assertThatThrownBy(() -> ValueExpression.compile("f.$", "States.Array(" + deepest + ")"))
        .hasMessageContaining("nested deeper than 10 levels");
  }

  @Test
  void compile_longExpression_isRefusedBeyondTheLimit() {
    String longest = "States.Format('" + "a".repeat(IntrinsicParser.MAX_CHARACTERS - 17) + "')";

    assertThatCode(() -> ValueExpression.compile("f.$", longest)).doesNotThrowAnyException();
    assertThatThrownBy(() -> ValueExpression.compile("f.$", longest + " "))
        .hasMessageContaining("longer than 10000 characters");
  }

  @Test
  void arrayRange_elements_areLimited() {
    assertThat(evaluate("States.ArrayLength(States.ArrayRange(1, 1000, 1))", json("{}")))
        .isEqualTo(JsonNumber.of(1_000));
    assertThatThrownBy(() -> evaluate("States.ArrayRange(1, 1001, 1)", json("{}")))
        .hasMessageContaining("no more than 1000 elements");
  }

  @ParameterizedTest
  @ValueSource(strings = {"States.Base64Encode($.s)", "States.Hash($.s, 'SHA-256')"})
  void textFunctions_characters_areLimited(String expression) {
    JsonValue longest = JsonObject.of("s", new JsonString("a".repeat(10_000)));
    JsonValue tooLong = JsonObject.of("s", new JsonString("a".repeat(10_001)));

    assertThatCode(() -> evaluate(expression, longest)).doesNotThrowAnyException();
    assertThatThrownBy(() -> evaluate(expression, tooLong))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> assertThat(e.error()).isEqualTo("States.IntrinsicFailure"));
  }

  @Test
  void format_placesWithoutArguments_fail() {
    assertThatThrownBy(() -> evaluate("States.Format('{} {}', 1)", json("{}")))
        .hasMessageContaining("2 occurrences of {} for 1 arguments");
    assertThatThrownBy(() -> evaluate("States.Format('{}', 1, 2)", json("{}")))
        .hasMessageContaining("1 occurrences of {} for 2 arguments");
  }

  @Test
  void uuid_sameSeed_isTheSameAndOfVersion4() {
    JsonValue one = evaluate("States.UUID()", json("{}"));

    assertThat(evaluate("States.UUID()", json("{}"))).isEqualTo(one);
    UUID uuid = UUID.fromString(((JsonString) one).value());
    assertThat(uuid.version()).isEqualTo(4);
    assertThat(uuid.variant()).isEqualTo(2);
  }

  @Test
  void mathRandom_seed_decides() {
    String expression = "States.MathRandom(0, 1000000, 3)";

    assertThat(evaluate(expression, json("{}"))).isEqualTo(evaluate(expression, json("{}")));
  }
}
