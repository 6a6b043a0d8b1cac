package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonValue;

/// Variables and expressions in executions. Definitions are written with `'` for `"`.
class VariablesTest {
  private static final String PARALLEL_AND_MAP =
      """
      {'StartAt':'S','States':{
        'S':{'Type':'Pass','Assign':{'x':1,'list':[10,20]},'Next':'P'},
        'P':{'Type':'Parallel','Branches':[
          {'StartAt':'A','States':{
            'A':{'Type':'Pass','Assign':{'inner.$':'States.MathAdd($x, 1)'},'Next':'A2'},
            'A2':{'Type':'Pass','Parameters':{'x.$':'$x','inner.$':'$inner'},'End':true}}},
          {'StartAt':'B','States':{
            'B':{'Type':'Map','ItemsPath':'$list','ItemSelector':{
                   'v.$':'$$.Map.Item.Value','x.$':'$x'},
                 'ItemProcessor':{'StartAt':'I','States':{
                   'I':{'Type':'Pass','Assign':{'own.$':'$.v'},'Next':'W'},
                   'W':{'Type':'Wait','Seconds':1,'Next':'I2'},
                   'I2':{'Type':'Pass','QueryLanguage':'JSONata',
                         'Output':'{% $own + $x %}','End':true}}},
                 'End':true}}}],
         'Assign':{'x.$':'$[1]'},'Next':'E'},
        'E':{'Type':'Pass','Parameters':{'x.$':'$x','all.$':'$'},'End':true}}}
      """;

  private static Simulation simulation(String definition, String input) {
    return Simulation.of(definition.replace('\'', '"'), input.replace('\'', '"'));
  }

  @Test
  void variables_ofInnerScopes_areTheirOwnAndSeeTheOuterOnes() {
    Simulation simulation = simulation(PARALLEL_AND_MAP, "{}").start();

    simulation.fire().fire();

    assertThat(simulation.output())
        .isEqualTo("{\"x\":[11,21],\"all\":[{\"x\":1,\"inner\":2},[11,21]]}");
  }

  @Test
  void assignedVariables_areShownWhenTheStateIsLeft() {
    Simulation simulation =
        simulation(
                "{'StartAt':'S','States':{'S':{'Type':'Pass',"
                    + "'Assign':{'b':'text','a.$':'$.n'},'End':true}}}",
                "{'n':[1, 2]}")
            .start();

    JsonValue assigned = Simulation.detail(simulation.history.get(2), "assignedVariables");
    JsonValue details = Simulation.detail(simulation.history.get(2), "assignedVariablesDetails");

    assertThat(assigned).isEqualTo(Simulation.json("{\"a\":\"[1,2]\",\"b\":\"\\\"text\\\"\"}"));
    assertThat(details).isEqualTo(Simulation.json("{\"truncated\":false}"));
  }

  @Test
  void variable_neverAssigned_failsTheExecutionInJsonPath() {
    Simulation simulation =
        simulation(
                "{'StartAt':'S','States':{'S':{'Type':'Pass','InputPath':'$x.y','End':true}}}",
                "{}")
            .start();

    assertThat(simulation.execution.header().error()).isEqualTo("States.Runtime");
    assertThat(simulation.execution.header().cause()).contains("'$x'");
  }

  @Test
  void evaluationFailed_namesStateAndLocation() {
    Simulation simulation =
        simulation(
                "{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{'Type':'Pass',"
                    + "'Output':{'a':'{% $x %}'},'End':true}}}",
                "{}")
            .start();

    HistoryEvent failed = simulation.history.get(2);

    assertThat(failed.type()).isEqualTo(HistoryEventType.EvaluationFailed);
    assertThat(failed.previousId()).isZero();
    assertThat(Simulation.detail(failed, "location"))
        .isEqualTo(new JsonValue.JsonString("Output/a"));
    assertThat(simulation.shape()).endsWith("4<3 ExecutionFailed\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{'go':true} | [\"rule\",true]", "{'go':false} | [\"default\",false]"})
  void choice_ruleOrDefault_makesOutputAndVariables(String input, String expected) {
    Simulation simulation =
        simulation(
                """
                {'QueryLanguage':'JSONata','StartAt':'C','States':{
                  'C':{'Type':'Choice','Choices':[{'Condition':'{% $states.input.go %}',
                       'Assign':{'by':'rule'},'Output':'{% $states.input.go %}','Next':'E'}],
                    'Assign':{'by':'default'},'Output':'{% $states.input.go %}','Default':'E'},
                  'E':{'Type':'Pass','Output':['{% $by %}','{% $states.input %}'],'End':true}}}
                """,
                input)
            .start();

    assertThat(simulation.output()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void assign_atTheLimit_failsOnlyBeyond(int beyond) {
    String half = "x".repeat(ExecutionLimits.PAYLOAD_BYTES / 2 - 2);
    String input = "{'a':'%s','b':'%s'}".formatted(half, half + "x".repeat(Math.max(0, beyond)));
    // The input itself is beyond the limit, which only what states make is held to.
    Simulation simulation =
        simulation(
                "{'StartAt':'S','States':{'S':{'Type':'Pass','Assign':{'a.$':'$.a','b.$':'$.b'},"
                    + "'OutputPath':null,'End':true}}}",
                beyond < 0 ? input.replaceFirst("x", "") : input)
            .withoutStoredForm()
            .start();

    assertThat(simulation.status())
        .isEqualTo(beyond > 0 ? ExecutionStatus.FAILED : ExecutionStatus.SUCCEEDED);
    if (beyond > 0) {
      assertThat(simulation.execution.header().error()).isEqualTo("States.DataLimitExceeded");
    }
  }

  @Test
  void variables_beyondTheirSum_failTheExecution() {
    var states = new StringBuilder();
    int fits = (int) (ExecutionLimits.VARIABLE_BYTES / 200_002);
    for (int i = 0; i <= fits; i++) {
      states.append(
          "'S%d':{'Type':'Pass','Assign':{'v%d.$':'$'},'Next':'S%d'},".formatted(i, i, i + 1));
    }
    Simulation simulation =
        simulation(
                "{'StartAt':'S0','States':{%s'S%d':{'Type':'Succeed'}}}"
                    .formatted(states, fits + 1),
                "'" + "x".repeat(200_000) + "'")
            .withoutStoredForm()
            .start();

    assertThat(simulation.execution.header().error()).isEqualTo("States.DataLimitExceeded");
    assertThat(simulation.types().stream().filter(HistoryEventType.PassStateExited::equals))
        .hasSize(fits);
  }

  @Test
  void variables_thatAreReplaced_doNotAddUp() {
    Simulation simulation =
        simulation(
                """
                {'StartAt':'S','States':{
                  'S':{'Type':'Pass','Assign':{'n':0},'Next':'A'},
                  'A':{'Type':'Pass','Assign':{'v.$':'$','n.$':'States.MathAdd($n, 1)'},'Next':'C'},
                  'C':{'Type':'Choice','Choices':[
                    {'Variable':'$n','NumericLessThan':100,'Next':'A'}],'Default':'E'},
                  'E':{'Type':'Succeed'}}}
                """,
                "'" + "x".repeat(200_000) + "'")
            .withoutStoredForm()
            .start();

    assertThat(simulation.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void credentials_areShownAndHandedToTheTask() {
    Simulation simulation =
        simulation(
                "{'QueryLanguage':'JSONata','StartAt':'T','States':{'T':{'Type':'Task',"
                    + "'Resource':'arn:aws:states:::lambda:invoke',"
                    + "'Credentials':{'RoleArn':'{% $states.input.role %}'},'End':true}}}",
                "{'role':'arn:aws:iam::1:role/r'}")
            .start();

    assertThat(simulation.tasks.firstEntry().getValue().role()).isEqualTo("arn:aws:iam::1:role/r");
    assertThat(Simulation.detail(simulation.history.get(2), "taskCredentials"))
        .isEqualTo(Simulation.json("{\"roleArn\":\"arn:aws:iam::1:role/r\"}"));
  }

  @Test
  void caught_outputThatCannotBeEvaluated_failsTheExecution() {
    Simulation simulation =
        simulation(
                """
                {'QueryLanguage':'JSONata','StartAt':'T','States':{
                  'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                    'Catch':[{'ErrorEquals':['States.ALL'],'Output':'{% $no %}','Next':'E'}],
                    'End':true},
                  'E':{'Type':'Succeed'}}}
                """,
                "{}")
            .start()
            .fail("Oops", "because");

    HistoryEvent failed = simulation.history.get(5);

    assertThat(failed.type()).isEqualTo(HistoryEventType.EvaluationFailed);
    assertThat(Simulation.detail(failed, "location"))
        .isEqualTo(new JsonValue.JsonString("Catch[0]/Output"));
    assertThat(simulation.execution.header().error()).isEqualTo("States.QueryEvaluationError");
  }

  @Test
  void retry_ofQueryEvaluationError_evaluatesAgain() {
    Simulation simulation =
        simulation(
                """
                {'QueryLanguage':'JSONata','StartAt':'T','States':{
                  'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                    'Arguments':'{% $states.context.State.RetryCount = 1 ? 5 : $no %}',
                    'Retry':[{'ErrorEquals':['States.QueryEvaluationError']}],
                    'End':true}}}
                """,
                "{}")
            .start()
            .fire();

    assertThat(simulation.tasks.firstEntry().getValue().arguments().text()).isEqualTo("5");
  }

  @Test
  void randomAndTime_comeFromTheEvent() {
    String definition =
        "{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{'Type':'Pass','Output':["
            + "'{% $uuid() %}','{% $random() %}','{% $millis() %}'],'End':true}}}";

    // Simulation compares the answers to the same event.
    Simulation simulation = simulation(definition, "{}").start();

    assertThat(simulation.output()).endsWith(",1767225600001]");
  }

  @Test
  void attack_endsAsQueryEvaluationErrorThatCanBeCaught() {
    Simulation simulation =
        simulation(
                """
                {'QueryLanguage':'JSONata','StartAt':'T','States':{
                  'T':{'Type':'Parallel','Branches':[{'StartAt':'P','States':{
                      'P':{'Type':'Pass','Output':'{% $pad($states.input, 1e9) %}','End':true}}}],
                    'Catch':[{'ErrorEquals':['States.QueryEvaluationError'],'Output':1,'Next':'E'}],
                    'End':true},
                  'E':{'Type':'Succeed'}}}
                """,
                "'a'")
            .start();

    assertThat(simulation.output()).isEqualTo("1");
  }

  @Test
  void caught_errorOutput_goesIntoVariables() {
    Simulation simulation =
        simulation(
                """
                {'StartAt':'T','States':{
                  'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
                    'Catch':[{'ErrorEquals':['States.ALL'],'Assign':{'e.$':'$.Error'},
                      'ResultPath':null,'Next':'E'}],'End':true},
                  'E':{'Type':'Pass','Parameters':{'e.$':'$e','in.$':'$'},'End':true}}}
                """,
                "{'a':1}")
            .start()
            .fail("Oops", "because");

    assertThat(simulation.output()).isEqualTo("{\"e\":\"Oops\",\"in\":{\"a\":1}}");
    assertThat(simulation.types())
        .isEqualTo(
            List.of(
                HistoryEventType.ExecutionStarted,
                HistoryEventType.TaskStateEntered,
                HistoryEventType.TaskScheduled,
                HistoryEventType.TaskStarted,
                HistoryEventType.TaskFailed,
                HistoryEventType.TaskStateExited,
                HistoryEventType.PassStateEntered,
                HistoryEventType.PassStateExited,
                HistoryEventType.ExecutionSucceeded));
  }
}
