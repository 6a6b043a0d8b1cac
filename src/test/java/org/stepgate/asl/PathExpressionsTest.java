package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stepgate.asl.Samples.json;
import static org.stepgate.asl.Samples.scope;
import static org.stepgate.asl.Samples.state;

import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonValue;

final class PathExpressionsTest {
  private static void assertFails(ThrowingCallable call, String error, String cause) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            EvaluationException.class, e -> assertThat(e.error()).isEqualTo(error))
        .hasMessage(cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'v':'NoNumber'} | The MaxConcurrencyPath field refers to value \"NoNumber\" which is not"
            + " a valid integer: $.v",
        "{'v':{}} | The MaxConcurrencyPath field refers to value \"{}\" which is not a valid"
            + " integer: $.v",
        "{'v':1.5} | The MaxConcurrencyPath field refers to value \"1.5\" which is not a valid"
            + " integer: $.v",
        "{'v':99999999999999999999} | The MaxConcurrencyPath field refers to value"
            + " \"99999999999999999999\" which is not a valid integer: $.v",
        "{'v':-1} | MaxConcurrency cannot be negative.",
        "{'v':2147483648} | MaxConcurrency cannot be greater than 2147483647.",
        "{} | Invalid path '$.v' : No results for path: $['v']",
      })
  void integerPath_badValue_failsAsOnAws(String input, String cause) {
    var map =
        (State.Map)
            state(
                "'Type':'Map','End':true,'MaxConcurrencyPath':'$.v','ItemProcessor':"
                    + "{'StartAt':'p','States':{'p':{'Type':'Succeed'}}}");
    IntegerExpression expression = Objects.requireNonNull(map.items().maxConcurrency());

    assertFails(() -> expression.evaluate(json(input), scope()), "States.Runtime", cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'v':0} | TimeoutSeconds cannot be less than 1.",
        "{'v':100000000} | TimeoutSeconds cannot be greater than 99999999.",
      })
  void timeoutPath_outOfRange_fails(String input, String cause) {
    var task =
        (State.Task)
            state(
                "'Type':'Task','Resource':'arn:aws:states:::x','End':true,"
                    + "'TimeoutSecondsPath':'$.v'");
    IntegerExpression expression = Objects.requireNonNull(task.limits().timeoutSeconds());

    assertFails(() -> expression.evaluate(json(input), scope()), "States.Runtime", cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | The SecondsPath parameter does not reference an input value: $.v",
        "{'v':'1'} | The SecondsPath field refers to value \"1\" which is not a valid integer: $.v",
        "{'v':-1} | Seconds cannot be negative.",
      })
  void secondsPath_badValue_fails(String input, String cause) {
    var wait = (State.Wait) state("'Type':'Wait','SecondsPath':'$.v','End':true");
    var time = (WaitTime.Seconds) wait.time();

    assertFails(() -> time.seconds().evaluate(json(input), scope()), "States.Runtime", cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | The TimestampPath parameter does not reference an input value: $.v",
        "{'v':'2016-13-01T00:00:00Z'} | The TimestampPath parameter does not reference a valid"
            + " ISO-8601 extended offset date-time format string: $.v == 2016-13-01T00:00:00Z",
        "{'v':5} | The TimestampPath parameter does not reference a valid ISO-8601 extended offset"
            + " date-time format string: $.v == 5",
      })
  void timestampPath_badValue_fails(String input, String cause) {
    var wait = (State.Wait) state("'Type':'Wait','TimestampPath':'$.v','End':true");
    var time = (WaitTime.Timestamp) wait.time();

    assertFails(() -> time.moment().evaluate(json(input), scope()), "States.Runtime", cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | The JSONPath '$.v' specified for the field 'ErrorPath' could not be found in the"
            + " input '{}'",
        "{'v':5} | The ErrorPath field refers to value \"5\" which is not a string: $.v",
      })
  void errorPath_badValue_fails(String input, String cause) {
    var fail = (State.Fail) state("'Type':'Fail','ErrorPath':'$.v'");
    StringExpression expression = Objects.requireNonNull(fail.error());

    assertFails(() -> expression.evaluate(json(input), scope()), "States.Runtime", cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'x':1} | States.ReferencePathConflict | Unable to apply step \"v\" to input {\"x\":1}",
        "{'v':{}} | States.Runtime | Reference path \"$.v\" must point to array.",
        "{'v':null} | States.Runtime | Reference path \"$.v\" must point to array.",
      })
  void itemsPath_noArray_fails(String input, String error, String cause) {
    var map =
        (State.Map)
            state(
                "'Type':'Map','End':true,'ItemsPath':'$.v','ItemProcessor':"
                    + "{'StartAt':'p','States':{'p':{'Type':'Succeed'}}}");
    JsonValue effectiveInput = json(input);

    assertFails(() -> map.items().items().select(effectiveInput, scope()), error, cause);
  }
}
