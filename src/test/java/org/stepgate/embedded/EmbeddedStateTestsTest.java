package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.tasks.HttpWatch;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.tasks.TaskRunner;
import org.stepgate.workflow.StateInspection;
import org.stepgate.workflow.StateInspection.HttpExchange;
import org.stepgate.workflow.StateTest;
import org.stepgate.workflow.StateTest.Configuration;
import org.stepgate.workflow.StateTest.ErrorOutput;
import org.stepgate.workflow.StateTest.FieldValidation;
import org.stepgate.workflow.StateTest.Level;
import org.stepgate.workflow.StateTest.Mock;
import org.stepgate.workflow.StateTestResult;
import org.stepgate.workflow.StateTestResult.Status;
import org.stepgate.workflow.WorkflowException;

/// States tested on their own.
final class EmbeddedStateTestsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/r";
  private static final String TASK =
      """
      {"Type":"Task","Resource":"arn:aws:states:::x:y","Parameters":{"a.$":"$.in"},
       "ResultPath":"$.out","Next":"B",
       "Retry":[{"ErrorEquals":["Never"]},
                {"ErrorEquals":["Busy"],"MaxAttempts":2,"IntervalSeconds":3,"BackoffRate":2}],
       "Catch":[{"ErrorEquals":["Other"],"Next":"C"},
                {"ErrorEquals":["States.ALL"],"Next":"D","ResultPath":"$.error"}]}\
      """;
  private static final String MAP =
      """
      {"Type":"Map","End":true,"ItemsPath":"$.items","ItemSelector":{"v.$":"$$.Map.Item.Value"},
       "ToleratedFailureCount":1,"MaxConcurrency":2,
       "ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}}\
      """;

  private final List<TaskCall> calls = new ArrayList<>();
  private TaskOutcome outcome = new TaskOutcome.Succeeded(new JsonString("done"));

  private final EmbeddedStateTests tests =
      new EmbeddedStateTests(
          new EmbeddedStateTests.Parts(
              "eu-west-1",
              1,
              (call, _) -> {
                calls.add(call);
                return outcome;
              },
              (_, result, complete) ->
                  result.toString().equals("\"bad\"")
                      ? Optional.of(complete ? "strictly wrong" : "wrong")
                      : Optional.empty(),
              () -> Instant.parse("2025-11-22T10:00:00Z")));

  @AfterEach
  void close() {
    tests.close();
  }

  private static StateTest request(String definition) {
    return new StateTest(
        "123456789012",
        definition,
        null,
        ROLE,
        null,
        null,
        null,
        Level.DEBUG,
        false,
        null,
        Configuration.NONE);
  }

  private static StateTest with(
      StateTest test, @Nullable String input, @Nullable Mock mock, Configuration configuration) {
    return new StateTest(
        test.account(),
        test.definition(),
        test.stateName(),
        test.roleArn(),
        input,
        test.context(),
        test.variables(),
        test.level(),
        test.revealSecrets(),
        mock,
        configuration);
  }

  private static StateTest named(String definition, String stateName, String variables) {
    return new StateTest(
        "123456789012",
        definition,
        stateName,
        null,
        "{}",
        null,
        variables,
        Level.TRACE,
        false,
        null,
        Configuration.NONE);
  }

  private static Mock result(String json) {
    return new Mock(json, null, FieldValidation.STRICT);
  }

  private static Mock error(String error) {
    return new Mock(null, new ErrorOutput(error, "why"), FieldValidation.STRICT);
  }

  private static Configuration retried(int count) {
    return new Configuration(count, null, null, null);
  }

  private static Configuration failedIterations(int count) {
    return new Configuration(null, null, count, null);
  }

  private static StateInspection inspection(StateTestResult result) {
    StateInspection inspection = result.inspection();
    assertThat(inspection).isNotNull();
    return inspection;
  }

  @Test
  void test_taskWithoutMock_isCalled() throws InterruptedException {
    var result = tests.test(with(request(TASK), "{\"in\": 1}", null, Configuration.NONE));

    assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(result.nextState()).isEqualTo("B");
    assertThat(result.output()).isEqualTo("{\"in\":1,\"out\":\"done\"}");
    assertThat(calls).extracting(call -> call.arguments().toString()).containsExactly("{\"a\":1}");
    assertThat(inspection(result).values())
        .containsEntry("input", "{\"in\": 1}")
        .containsEntry("afterInputPath", "{\"in\": 1}")
        .containsEntry("afterParameters", "{\"a\":1}")
        .containsEntry("result", "\"done\"")
        .containsEntry("afterResultSelector", "\"done\"")
        .containsEntry("afterResultPath", "{\"in\":1,\"out\":\"done\"}");
  }

  @ParameterizedTest
  @CsvSource({"TRACE, true", "DEBUG, false"})
  void test_httpTask_showsRequestAndResponseOnLevelTrace(Level level, boolean shown)
      throws InterruptedException {
    TaskRunner http =
        (_, context) -> {
          HttpWatch watch = context.httpWatch();
          if (watch != null) {
            assertThat(watch.revealsSecrets()).isTrue();
            watch.sent(new HttpWatch.Sent("https", "GET", "https://a/", "[b: c]", null));
            watch.received(new HttpWatch.Received(404, "No", "[d: e]", "text"));
          }
          return new TaskOutcome.Failed("States.Http.StatusCode.404", "No");
        };
    try (var called =
        new EmbeddedStateTests(
            new EmbeddedStateTests.Parts(
                "eu-west-1",
                1,
                http,
                (String _, JsonValue _, boolean _) -> Optional.empty(),
                () -> Instant.EPOCH))) {
      var result =
          called.test(
              new StateTest(
                  "123456789012",
                  TASK,
                  null,
                  ROLE,
                  "{\"in\":1}",
                  null,
                  null,
                  level,
                  true,
                  null,
                  Configuration.NONE));

      assertThat(result.status()).isEqualTo(Status.CAUGHT_ERROR);
      assertThat(inspection(result).http())
          .isEqualTo(
              shown
                  ? new HttpExchange(
                      new HttpExchange.Request("https", "GET", "https://a/", "[b: c]", null),
                      new HttpExchange.Response("https", "404", "No", "[d: e]", "text"))
                  : null);
    }
  }

  @Test
  void test_taskFails_isCaught() throws InterruptedException {
    outcome = new TaskOutcome.Failed("Other", "because");

    var result = tests.test(with(request(TASK), "{\"in\":1}", null, Configuration.NONE));

    assertThat(result.status()).isEqualTo(Status.CAUGHT_ERROR);
    assertThat(result.nextState()).isEqualTo("C");
    assertThat(result.error()).isEqualTo("Other");
    assertThat(result.output()).isEqualTo("{\"Error\":\"Other\",\"Cause\":\"because\"}");
    assertThat(inspection(result).errorDetails())
        .isEqualTo(new StateInspection.ErrorDetails(0, null, null));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "1, 6"})
  void test_errorBeforeLastRetry_isRetriable(int count, int seconds) throws InterruptedException {
    var result = tests.test(with(request(TASK), "{\"in\":1}", error("Busy"), retried(count)));

    assertThat(result.status()).isEqualTo(Status.RETRIABLE);
    assertThat(result.output()).isNull();
    assertThat(result.nextState()).isNull();
    assertThat(inspection(result).errorDetails())
        .isEqualTo(new StateInspection.ErrorDetails(null, 1, seconds));
  }

  @Test
  void test_errorAfterLastRetry_isCaught() throws InterruptedException {
    var result = tests.test(with(request(TASK), "{\"in\":1}", error("Busy"), retried(2)));

    assertThat(result.status()).isEqualTo(Status.CAUGHT_ERROR);
    assertThat(result.nextState()).isEqualTo("D");
    assertThat(inspection(result).errorDetails())
        .isEqualTo(new StateInspection.ErrorDetails(1, 1, null));
  }

  @ParameterizedTest
  @CsvSource({"1, SUCCEEDED,", "2, FAILED, States.ExceedToleratedFailureThreshold"})
  void test_failedIterations_areHeldAgainstTolerance(
      int failed, Status status, @Nullable String error) throws InterruptedException {
    String input = "{\"items\":[1, 2]}";

    var result = tests.test(with(request(MAP), input, result("[ 1,2 ]"), failedIterations(failed)));

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.error()).isEqualTo(error);
    assertThat(inspection(result).values())
        .containsEntry("afterItemsPath", "[1, 2]")
        .containsEntry("afterItemSelector", "[{\"v\":1},{\"v\":2}]");
    assertThat(inspection(result).map()).isEqualTo(new StateInspection.MapSettings(2, 1L, null));
    assertThat(result.output()).isEqualTo(error == null ? "[ 1,2 ]" : null);
  }

  @Test
  void test_nestedState_isFoundAndSeesVariables() throws InterruptedException {
    String machine =
        """
        {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
          {"StartAt":"Q","States":{"Q":{"Type":"Pass","QueryLanguage":"JSONata",
           "Output":"{% $x + 1 %}","Assign":{"y":"{% $x %}"},"Next":"R"},
           "R":{"Type":"Succeed"}}}]}}}\
        """;

    var result = tests.test(named(machine, "Q", "{\"x\":4}"));

    assertThat(result.output()).isEqualTo("5");
    assertThat(result.nextState()).isEqualTo("R");
    assertThat(inspection(result).values()).containsEntry("variables", "{\"x\":4,\"y\":4}");
  }

  @Test
  void test_waitState_doesNotWait() throws InterruptedException {
    var result = tests.test(request("{\"Type\":\"Wait\",\"Seconds\":99999999,\"Next\":\"Later\"}"));

    assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(result.nextState()).isEqualTo("Later");
    assertThat(result.output()).isEqualTo("{}");
  }

  @Test
  void test_levelInfo_tellsNothingOfTheInside() throws InterruptedException {
    StateTest test = request("{\"Type\":\"Succeed\"}");
    var result =
        tests.test(
            new StateTest(
                test.account(),
                test.definition(),
                null,
                null,
                null,
                null,
                null,
                Level.INFO,
                false,
                null,
                Configuration.NONE));

    assertThat(result.inspection()).isNull();
  }

  @Test
  void test_expressionDoesNotApply_fails() throws InterruptedException {
    var result =
        tests.test(
            request(
                """
                {"Type":"Pass","QueryLanguage":"JSONata","Output":"{% $states.input.a.b + 'x' %}",
                 "End":true}\
                """));

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.error()).isEqualTo("States.QueryEvaluationError");
  }

  record Refusal(StateTest test, String code, String text) {}

  static List<Refusal> refusals() {
    StateTest task = request(TASK);
    String wait = "{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::x:y.sync\",\"End\":true}";
    return List.of(
        new Refusal(
            with(task, "{}", new Mock(null, null, FieldValidation.NONE), Configuration.NONE),
            "ValidationException",
            "A test mock should have only one of the following fields: [result, errorOutput]."),
        new Refusal(
            with(task, "{}", null, retried(0)),
            "ValidationException",
            "TestState does not support RetrierRetryCount when a mock is not specified."),
        new Refusal(
            with(task, "{", null, Configuration.NONE),
            "InvalidExecutionInput",
            "Invalid State Mach"),
        new Refusal(
            with(task, "{}", result("\"bad\""), Configuration.NONE),
            "ValidationException",
            "Mock result schema validation error: strictly wrong"),
        new Refusal(
            with(
                task, "{}", new Mock("\"bad\"", null, FieldValidation.PRESENT), Configuration.NONE),
            "ValidationException",
            "Mock result schema validation error: wrong"),
        new Refusal(
            with(request(MAP), "{}", result("{}"), Configuration.NONE),
            "ValidationException",
            "Mocked result must be an array."),
        new Refusal(request(MAP), "InvalidDefinition", "TestState API does not support Map"),
        new Refusal(request(wait), "InvalidDefinition", "TestState API does not support Activity"),
        new Refusal(request("{}"), "InvalidDefinition", "Invalid State Machine Definition: '"),
        new Refusal(
            named("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}", "A", "[]"),
            "ValidationException",
            "Invalid variables provided: Must be a JSON object"),
        new Refusal(
            named("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}", "B", "{}"),
            "ValidationException",
            "State not found in definition"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void test_partsDoNotGoTogether_isRefused(Refusal refusal) {
    assertThatThrownBy(() -> tests.test(refusal.test()))
        .isInstanceOfSatisfying(
            WorkflowException.class, e -> assertThat(e.code()).isEqualTo(refusal.code()))
        .hasMessageStartingWith(refusal.text());
    assertThat(calls).isEmpty();
  }

  @Test
  void test_validationNone_takesAnyResult() throws InterruptedException {
    var mock = new Mock("\"bad\"", null, FieldValidation.NONE);

    var result = tests.test(with(request(TASK), "{\"in\":1}", mock, Configuration.NONE));

    assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void test_runnerBreaks_isRuntimeError() throws InterruptedException {
    try (var broken =
        new EmbeddedStateTests(
            new EmbeddedStateTests.Parts(
                "eu-west-1",
                1,
                (_, _) -> {
                  throw new IllegalStateException("broken");
                },
                (String _, JsonValue _, boolean _) -> Optional.empty(),
                () -> Instant.EPOCH))) {
      var result = broken.test(with(request(TASK), "{\"in\":1}", null, Configuration.NONE));

      assertThat(result.error()).isEqualTo("States.Runtime");
    }
  }
}
