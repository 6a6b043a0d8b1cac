package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stepgate.asl.Samples.json;
import static org.stepgate.asl.Samples.scope;
import static org.stepgate.asl.Samples.state;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonValue;

final class JsonPathDataFlowTest {
  private static DataFlow flow(String fields) {
    String more = fields.isEmpty() ? "" : "," + fields;
    return state("'Type':'Task','Resource':'arn:aws:states:::x','End':true" + more).flow();
  }

  @Test
  void defaults_leaveTheValuesThemselves() {
    JsonValue input = json("{'a':1}");
    JsonValue result = json("{'b':1}");

    assertThat(flow("").effectiveInput(input, scope())).isSameAs(input);
    assertThat(flow("").outcome(input, result, scope()).output()).isSameAs(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'InputPath':null | {}",
        "'InputPath':'$.a' | {'b':[1,2]}",
        "'InputPath':'$.a.b[*]' | [1,2]",
        "'InputPath':'$$.Execution.Id' | 'e1'",
        "'Parameters':{'x':1,'y':{'z':[true,null]}} | {'x':1,'y':{'z':[true,null]}}",
        "'Parameters':{'x.$':'$.a.b','y':{'n.$':'$$.Execution.Input.n'}} | {'x':[1,2],'y':{'n':7}}",
        "'Parameters':{'l':[{'x.$':'$.s'},'$.s']} | {'l':[{'x':'t'},'$.s']}",
        "'InputPath':'$.a','Parameters':{'x.$':'$.b[0]'} | {'x':1}",
        "'Parameters':{'x.$':'$.a.b[5]'} | {'x':null}",
        "'Parameters':{'x.$':'$.no[*].y'} | {'x':[]}",
        "'Parameters':{'x.$':'States.ArrayLength($.a.b)'} | {'x':2}",
        "'Parameters':['x',{'y.$':'$.s'}] | ['x',{'y':'t'}]",
      })
  void effectiveInput_followsInputPathAndParameters(String fields, String expected) {
    assertThat(flow(fields).effectiveInput(json("{'a':{'b':[1,2]},'s':'t'}"), scope()))
        .isEqualTo(json(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'ResultPath':null | {'a':{'b':[1,2]}}",
        "'ResultPath':'$' | {'r':5}",
        "'ResultPath':'$.a' | {'a':{'r':5}}",
        "'ResultPath':'$.new' | {'a':{'b':[1,2]},'new':{'r':5}}",
        "'ResultPath':'$.x.y.z' | {'a':{'b':[1,2]},'x':{'y':{'z':{'r':5}}}}",
        "'ResultPath':'$.a.b[1]' | {'a':{'b':[1,{'r':5}]}}",
        "'ResultPath':'$.a.b[-1]' | {'a':{'b':[1,{'r':5}]}}",
        "'ResultSelector':{'only.$':'$.r'} | {'only':5}",
        "'ResultSelector':{'id.$':'$$.Execution.Id'},'ResultPath':'$.a' | {'a':{'id':'e1'}}",
        "'OutputPath':'$.r' | 5",
        "'OutputPath':null | {}",
        "'ResultPath':'$.x','OutputPath':'$.x.r' | 5",
        "'OutputPath':'$$.Execution.Id' | 'e1'",
      })
  void output_followsResultSelectorResultPathAndOutputPath(String fields, String expected) {
    assertThat(flow(fields).outcome(json("{'a':{'b':[1,2]}}"), json("{'r':5}"), scope()).output())
        .isEqualTo(json(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'InputPath':'$.no' | States.Runtime | Invalid path '$.no' : No results for path: $['no']",
        "'Parameters':{'x.$':'$.no'} | States.Runtime | The JSONPath '$.no' specified for the field"
            + " 'x.$' could not be found in the input '{\"a\":[1]}'",
        "'Parameters':{'o':{'x.$':'$$.no.way'}} | States.Runtime | The JSONPath '$$.no.way'"
            + " specified for the field 'x.$' could not be found in the input '{\"a\":[1]}'",
        "'Parameters':{'x.$':'States.Format(^{}^, $.no)'} | States.Runtime | The function"
            + " 'States.Format('{}', $.no)' had the following error: The JsonPath argument for the"
            + " field '$.no' could not be found in the input '{\"a\":[1]}'",
        "'Parameters':{'x.$':'States.ArrayGetItem($.a, 1)'} | States.IntrinsicFailure | The"
            + " function 'States.ArrayGetItem($.a, 1)' had the following error: the index 1 is"
            + " outside of the array of 1 elements",
      })
  void effectiveInput_whatDoesNotApply_failsAsOnAws(String fields, String error, String cause) {
    DataFlow flow = flow(fields.replace("^", "\\u0027"));

    assertThatThrownBy(() -> flow.effectiveInput(json("{'a':[1]}"), scope()))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo(error);
              assertThat(e.causeText()).isEqualTo(cause);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.a | 'text' | a",
        "$.a.b | {'a':5} | b",
        "$.l[1] | {'l':[1]} | [1]",
        "$.l[0] | {} | l",
        "$[0] | {} | [0]",
      })
  void output_resultPathThatDoesNotFit_fails(String path, String input, String step) {
    DataFlow flow = flow("'ResultPath':'" + path + "'");

    assertThatThrownBy(() -> flow.outcome(json(input), json("1"), scope()))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.ResultPathMatchFailure");
              assertThat(e.causeText())
                  .isEqualTo("Unable to apply step \"" + step + "\" to input " + json(input));
            });
  }

  @Test
  void output_outputPathThatDoesNotFit_fails() {
    assertThatThrownBy(
            () -> flow("'OutputPath':'$.no.such'").outcome(json("{}"), json("{}"), scope()))
        .hasMessage("Invalid path '$.no.such' : Missing property in path $['no']");
  }
}
