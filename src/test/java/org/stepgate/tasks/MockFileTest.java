package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.TaskOutcome.Ended;
import org.stepgate.tasks.TaskOutcome.Failed;

class MockFileTest {
  private static final String FILE =
      """
      {
        "StateMachines": {
          "Machine": {"TestCases": {"Retried": {"Ask": "Answers"}, "Other": {}}}
        },
        "MockedResponses": {
          "Answers": {
            "0": {"Throw": {"Error": "Lambda.TooManyRequestsException", "Cause": "busy"}},
            "1-2": {"Return": {"StatusCode": 200}},
            "4": {"Throw": {"Error": "E"}}
          }
        }
      }
      """;

  private final MockedTasks mocks = new MockedTasks(MockFile.parse(FILE));

  @Test
  void answer_callsInTurn_getTheAnswersOfTheirNumbers() {
    Ended returned = new Ended(Samples.json("{'StatusCode':200}"));

    assertThat(mocks.answer(call("Retried", "Ask", "a")))
        .hasValue(new Failed("Lambda.TooManyRequestsException", "busy"));
    assertThat(mocks.answer(call("Retried", "Ask", "b"))).hasValue(returned);
    assertThat(mocks.answer(call("Retried", "Ask", "c"))).hasValue(returned);
    assertThat(mocks.answer(call("Retried", "Ask", "d")))
        .hasValue(
            new Failed(
                "States.Runtime",
                "The mock file has no answer 3 for the state 'Ask' in the test case 'Retried'"));
    assertThat(mocks.answer(call("Retried", "Ask", "e"))).hasValue(new Failed("E", ""));
  }

  @Test
  void answer_repetitionOfACall_getsTheSameAnswer() {
    Optional<TaskOutcome> first = mocks.answer(call("Retried", "Ask", "a"));

    assertThat(mocks.answer(call("Retried", "Ask", "a"))).isEqualTo(first);
  }

  @Test
  void answer_withoutTestCaseOrForAnotherState_isNone() {
    assertThat(mocks.answer(call(null, "Ask", "a"))).isEmpty();
    assertThat(mocks.answer(call("Other", "Ask", "a"))).isEmpty();
    assertThat(mocks.answer(call("Retried", "Tell", "a"))).isEmpty();
  }

  @Test
  void answer_unknownTestCase_fails() {
    assertThat(mocks.answer(call("Retied", "Ask", "a")))
        .hasValue(
            new Failed(
                "States.Runtime",
                "The mock file has no test case 'Retied' of the state machine 'Machine'"));
  }

  @Test
  void has_testCasesOfMachines() {
    MockFile file = MockFile.parse(FILE);

    assertThat(file.has("Machine", "Retried")).isTrue();
    assertThat(file.has("Machine", "Retied")).isFalse();
    assertThat(file.has("Machin", "Retried")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | the file: expected an object",
        "{'StateMachines':{}} | MockedResponses: expected an object",
        "{'MockedResponses':{}} | StateMachines: expected an object",
        "{'MockedResponses':{'A':{'x':{'Return':1}}}} | MockedResponses.A.x: expected a number or a"
            + " range such as 1-2",
        "{'MockedResponses':{'A':{'2-1':{'Return':1}}}} | MockedResponses.A.2-1: the range ends"
            + " before it starts",
        "{'MockedResponses':{'A':{'0':{}}}} | MockedResponses.A.0: expected either Return or Throw",
        "{'MockedResponses':{'A':{'0':{'Return':1,'Throw':{'Error':'E'}}}}} | MockedResponses.A.0:"
            + " expected either Return or Throw",
        "{'MockedResponses':{'A':{'0':{'Throw':{'Cause':'c'}}}}} | MockedResponses.A.0.Throw:"
            + " expected Error, a text",
        "{'MockedResponses':{'A':{'0-2':{'Return':1},'2':{'Return':1}}}} | MockedResponses.A.2:"
            + " another answer has these numbers too",
        "{'MockedResponses':{},'StateMachines':{'M':{}}} | StateMachines.M.TestCases: expected an"
            + " object",
        "{'MockedResponses':{},'StateMachines':{'M':{'TestCases':{'C':{'S':'A'}}}}} |"
            + " StateMachines.M.TestCases.C.S: expected the name of an entry of MockedResponses,"
            + " got \"A\"",
      })
  void parse_faultyFile_saysWhere(String text, String message) {
    assertThatThrownBy(() -> MockFile.parse(text.replace('\'', '"')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static TaskCall call(String testCase, String state, String key) {
    return new TaskCall(
        "arn:aws:states:::lambda:invoke",
        JsonObject.EMPTY,
        new TaskIdentity("arn:aws:states:eu-west-1:1:execution:Machine:name", state, 0, key),
        Samples.LONG,
        new TaskCall.Context(null, null, testCase));
  }
}
