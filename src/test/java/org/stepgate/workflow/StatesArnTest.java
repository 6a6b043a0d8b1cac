package org.stepgate.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatesArnTest {
  private static final String PREFIX = "arn:aws:states:us-east-1:123456789012:";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stateMachine:M",
        "stateMachine:M:3",
        "stateMachine:M:PROD",
        "stateMachine:M/Label",
        "execution:M:e1",
        "execution:M/Label:e1",
        "express:M:e1:run",
        "activity:A",
        "mapRun:M/Label:run"
      })
  void parse_anArn_isWrittenTheSame(String rest) {
    assertThat(StatesArn.parse(PREFIX + rest)).hasToString(PREFIX + rest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stateMachine:",
        "stateMachine:M:1:2",
        "stateMachine:M/a/b",
        "stateMachine:a b",
        "execution:M",
        "express:M:e",
        "activity:A/b",
        "mapRun:M:run"
      })
  void parse_anotherShape_isInvalid(String rest) {
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> StatesArn.parse(PREFIX + rest))
        .satisfies(e -> assertThat(e.code()).isEqualTo("InvalidArn"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "arn",
        "arm:aws:states:us-east-1:123456789012:activity:A",
        "arn:gcp:states:us-east-1:123456789012:activity:A",
        "arn:aws1:states:us-east-1:123456789012:activity:A",
        "arn:aws:sqs:us-east-1:123456789012:activity:A",
        "arn:aws:states::123456789012:activity:A",
        "arn:aws:states:US-EAST-1:123456789012:activity:A",
        "arn:aws:states:us-east-1:12345678901:activity:A",
        "arn:aws:states:us-east-1:1234567890123:activity:A",
        "arn:aws:states:us-east-1:12345678901x:activity:A",
        "arn:aws:states:us-east-1:123456789012:queue:A",
        "arn:aws:states:us-east-1:123456789012:activity",
        "arn:aws:states:us-east-1:123456789012:activity:"
      })
  void parse_anotherPrefix_saysSo(String text) {
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> StatesArn.parse(text))
        .withMessage("Invalid Arn: 'Invalid ARN prefix: " + text + "'");
  }

  @Test
  void parse_anotherPartition_isRead() {
    assertThat(StatesArn.parse("arn:aws-us-gov:states:us-gov-1:123456789012:activity:A"))
        .isEqualTo(new StatesArn.Activity("us-gov-1", "123456789012", "A"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 80})
  void isName_lengthWithinBounds_isOne(int characters) {
    assertThat(ExecutionId.isName("n".repeat(characters))).isTrue();
    assertThat(ExecutionId.isName("\uD83D\uDE00".repeat(characters))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 81})
  void isName_lengthOutOfBounds_isNone(int characters) {
    assertThat(ExecutionId.isName("n".repeat(characters))).isFalse();
    assertThat(ExecutionId.isName("\uD83D\uDE00".repeat(characters))).isFalse();
  }

  @Test
  void isName_forbiddenCharacter_isNone() {
    for (char c : " \t\0\u007f<>{}[]?*\"#%\\^|~`$&,;:/".toCharArray()) {
      assertThat(ExecutionId.isName("a" + c)).as("character %d", (int) c).isFalse();
    }
    assertThat(ExecutionId.isName("a-Z_0.!é")).isTrue();
  }

  @Test
  void machine_qualified_hasItsParts() {
    var machine = StatesArn.machine(PREFIX + "stateMachine:M:PROD");

    assertThat(machine.account()).isEqualTo("123456789012");
    assertThat(machine.qualifier()).isEqualTo("PROD");
    assertThat(machine.unqualified()).hasToString(PREFIX + "stateMachine:M");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "no_arn | Invalid Arn: 'Invalid ARN prefix: no_arn'",
        "arn:aws:states:us-east-1:123456789012:express:M:e:r |"
            + " Invalid Arn: 'Resource type not valid in this context: express'"
      })
  void execution_ofSomethingElse_saysSoInTheWordsOfTheApi(String text, String message) {
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> StatesArn.execution(text))
        .withMessage(message);
  }
}
