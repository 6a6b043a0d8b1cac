package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stepgate.asl.Samples.json;
import static org.stepgate.asl.Samples.scope;
import static org.stepgate.asl.Samples.state;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonValue.JsonObject;

/// States in JSONata. Expressions are written with `|` for `"`.
final class JsonataDataFlowTest {
  private static final String INPUT =
      "{'n':2,'list':[1],'none':null,'deep':{'a':[{'b':1},{'b':2}]}}";

  private static State jsonata(String fields) {
    return state("'QueryLanguage':'JSONata'," + fields);
  }

  private static DataFlow task(String fields) {
    return jsonata("'Type':'Task','Resource':'arn:aws:states:::x','End':true" + fields).flow();
  }

  private static DataFlow.Outcome outcome(String fields) {
    return task("," + fields).outcome(json(INPUT), json("{'r':[5]}"), scope("{'v':7,'count':9}"));
  }

  @Test
  void flow_withoutFields_passesInputInAndResultOut() {
    var input = json(INPUT);
    var result = json("1");

    assertThat(task("").effectiveInput(input, scope())).isSameAs(input);
    assertThat(task("").outcome(input, result, scope()).output()).isSameAs(result);
    assertThat(jsonata("'Type':'Pass','End':true").flow().outcome(input, null, scope()).output())
        .isSameAs(input);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "'plain' # 'plain'",
        "' {% 1 %}' # ' {% 1 %}'",
        "'{% 1 + $states.input.n %}' # 3",
        "{'a':['{% $v %}','x',null],'b':{'{% $v %}':'{% $states.result.r %}'}} # "
            + "{'a':[7,'x',null],'b':{'{% $v %}':[5]}}",
        "'{% $states.input.list %}' # [1]",
        "'{% $states.input.none %}' # null",
        "'{% $states.input.deep.a.b %}' # [1,2]",
        "'{% $states.context.Execution.Id %}' # 'e1'",
        "'{% $states.context %}' # {'Execution':{'Id':'e1','Input':{'n':7}},"
            + "'Map':{'Item':{'Index':0,'Value':'v'}}}",
        "'{% $keys($states) %}' # ['input','result','context']",
        "'{% $count %}' # 9",
        "'{% $sum([1,2]) %}' # 3",
        "'{% ($v := 1; $v) %}' # 1",
        "'{% $type($now()) %}' # 'string'",
        "'{%~  $v~%}' # 7",
      })
  void outcome_output_isEvaluated(String output, String expected) {
    assertThat(outcome("'Output':" + output.replace("~", "\\n")).output())
        .isEqualTo(json(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "'Output':'{% $nothing %}' # Output # The JSONata expression '$nothing' specified for the"
            + " field 'Output' returned nothing (undefined).",
        "'Output':{'a':[1,'{% $states.input.no.such %}']} # Output/a[1] # The JSONata expression"
            + " '$states.input.no.such' specified for the field 'Output/a[1]' returned nothing"
            + " (undefined).",
        "'Assign':{'x':{'y':'{% $states.errors %}'}} # Assign/x/y # The JSONata expression"
            + " '$states.errors' specified for the field 'Assign/x/y' returned nothing"
            + " (undefined).",
        "'Output':'{% $nope(1) %}' # Output # The JSONata expression '$nope(1)' specified for the"
            + " field 'Output' threw an error during evaluation. T1006: Attempted to invoke a"
            + " non-function",
        "'Output':'{% $ %}' # Output # The JSONata expression '$' specified for the field 'Output'"
            + " returned nothing (undefined).",
        "'Output':'{% $eval(|1|) %}' # Output # The JSONata expression '$eval(\"1\")' specified for"
            + " the field 'Output' threw an error during evaluation. $eval is not supported",
      })
  void outcome_expressionThatFails_saysWhichAndWhere(String field, String where, String cause) {
    assertThatThrownBy(() -> outcome(field.replace("|", "\\\"")))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.QueryEvaluationError");
              assertThat(e.location()).isEqualTo(where);
              assertThat(e.causeText()).isEqualTo(cause);
            });
  }

  @Test
  void outcome_assign_seesTheVariablesAsTheyWere() {
    DataFlow.Outcome outcome =
        outcome("'Assign':{'v':1,'old':'{% $v %}','r':'{% $states.result.r[0] %}'}");

    assertThat(outcome.assigned())
        .isEqualTo(((JsonObject) json("{'v':1,'old':7,'r':5}")).members());
  }

  @Test
  void effectiveInput_arguments_areEvaluated() {
    assertThat(
            task(",'Arguments':{'a':'{% $states.input.n * 2 %}'}")
                .effectiveInput(json(INPUT), scope()))
        .isEqualTo(json("{'a':4}"));
  }

  @Test
  void catchFlow_seesInputAndErrorOutput() {
    var task =
        (State.Task)
            jsonata(
                "'Type':'Task','Resource':'arn:aws:states:::x','End':true,'Catch':[{'ErrorEquals':"
                    + "['States.ALL'],'Output':['{% $states.input.n %}','{%"
                    + " $states.errorOutput.Error %}'],'Assign':{'e':'{% $states.errorOutput"
                    + " %}'},'Next':'s'}]");
    var error = json("{'Error':'E','Cause':'c'}");

    DataFlow.Outcome outcome =
        task.errors().catchers().getFirst().flow().outcome(json(INPUT), error, scope());

    assertThat(outcome.output()).isEqualTo(json("[2,'E']"));
    assertThat(outcome.assigned()).containsEntry("e", error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "'{% 5 %}' # 5",
        "'{% 5.0 %}' # 5",
        "'{% 0 %}' # 'HeartbeatSeconds' returned a number outside of the range from 1 to 99999999:"
            + " 0",
        "'{% 1.5 %}' # 'HeartbeatSeconds' returned a number that is not an integer: 1.5",
        "'{% |5| %}' # 'HeartbeatSeconds' returned an unexpected result type. Expected 'number',"
            + " but was 'string' for value: \"5\"",
      })
  void integer_isTakenFromAnExpression(String expression, String expected) {
    var task =
        (State.Task)
            jsonata(
                "'Type':'Task','Resource':'arn:aws:states:::x','End':true,'HeartbeatSeconds':"
                    + expression.replace("|", "\\\""));
    IntegerExpression heartbeat = Objects.requireNonNull(task.limits().heartbeatSeconds());

    if (expected.length() == 1) {
      assertThat(heartbeat.evaluate(json(INPUT), scope())).isEqualTo(Long.parseLong(expected));
    } else {
      assertThatThrownBy(() -> heartbeat.evaluate(json(INPUT), scope()))
          .hasMessageEndingWith(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "[1]",
        "[[1]]",
        "[[]]",
        "[1,[2]]",
        "null",
        "''",
        "0",
        "-1.5",
        "false",
        "{'b':1}",
        "[{'b':1}]",
        "[{'b':1},{'b':[2]}]",
        "{'b':[]}",
        "{'b':null}",
        "{'b':{'c':1}}"
      })
  void outcome_path_isWhatTheLibraryMakesOfIt(String value) {
    for (String path : List.of("$states.input.a", "$states.input.a.b", "$v", "$v.b", "$v.b.c")) {
      assertThat(valueOf(path, value)).as(path).isEqualTo(valueOf("(" + path + ")", value));
    }
  }

  private static String valueOf(String expression, String value) {
    DataFlow flow = jsonata("'Type':'Pass','End':true,'Output':'{% " + expression + " %}'").flow();
    try {
      return flow.outcome(json("{'a':" + value + "}"), null, scope("{'v':" + value + "}"))
          .output()
          .toString();
    } catch (EvaluationException e) {
      return "undefined";
    }
  }
}
