package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.OutOfTime;
import org.stepgate.tasks.TaskOutcome.Succeeded;

class LambdaCallTest {
  private static final String FUNCTION =
      "arn:aws:lambda:us-east-2:123456789012:function:Greet:live";
  private static final String INVOKE = "arn:aws:states:::lambda:invoke";
  private static final String ERROR =
      "{\"errorMessage\": \"no\",  \"errorType\": \"Refused\", \"stackTrace\": []}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1}      | {\"a\":1}",
        "0.0 | 0.0",
        "true | true",
        "[] | []",
        "null | null",
        "'HelloWorld' | \"HelloWorld\"",
      })
  void direct_anyInput_isThePayloadAndTheAnswerTheResult(String input, String payload)
      throws Exception {
    try (var lambda =
            StandInEndpoint.answering(request -> new StandInEndpoint.Reply(200, request.body()));
        var runner = AwsCallsFixture.runner("lambda", lambda)) {
      assertThat(AwsCallsFixture.run(runner, FUNCTION, input))
          .isEqualTo(new Succeeded(Samples.json(input)));

      StandInEndpoint.Received request = lambda.take();
      assertThat(request.body()).isEqualTo(payload);
      assertThat(request.target().getPath())
          .isEqualTo("/2015-03-31/functions/" + FUNCTION + "/invocations");
      assertThat(request.header("Authorization")).contains("/us-east-2/lambda/");
    }
  }

  @Test
  void direct_functionError_keepsTheRawPayloadAsCause() throws Exception {
    assertThat(called(FUNCTION, "{}", ERROR, "X-Amz-Function-Error", "Unhandled"))
        .isEqualTo(new Failed("Refused", ERROR));
  }

  @Test
  void invoke_functionError_writesThePayloadAnew() throws Exception {
    assertThat(called(INVOKE, "{'FunctionName':'f'}", ERROR, "X-Amz-Function-Error", "Unhandled"))
        .isEqualTo(
            new Failed(
                "Refused",
                "{\"errorMessage\":\"no\",\"errorType\":\"Refused\",\"stackTrace\":[]}"));
  }

  @Test
  void direct_errorWithoutType_isUnknown() throws Exception {
    assertThat(
            called(FUNCTION, "{}", "{\"errorMessage\":\"x\"}", "X-Amz-Function-Error", "Unhandled"))
        .isEqualTo(
            new Failed(
                "Lambda.Unknown",
                "The cause could not be determined because Lambda did not return an error type."
                    + " Returned payload: {\"errorMessage\":\"x\"}"));
  }

  @Test
  void invoke_answer_hasTheRecordedShape() throws Exception {
    var outcome =
        (Succeeded)
            called(
                INVOKE,
                "{'FunctionName':'f','Payload':{'a':1},'LogType':'Tail'}",
                "{\"b\":2}",
                "X-Amz-Executed-Version",
                "$LATEST",
                "X-Amz-Log-Result",
                "bG9n",
                "x-amzn-RequestId",
                "r-1");

    var output = (JsonObject) outcome.output();
    assertThat(output.members().sequencedKeySet())
        .containsExactly(
            "ExecutedVersion",
            "LogResult",
            "Payload",
            "SdkHttpMetadata",
            "SdkResponseMetadata",
            "StatusCode");
    assertThat(output.string("ExecutedVersion")).isEqualTo("$LATEST");
    assertThat(output.get("Payload")).isEqualTo(Samples.json("{'b':2}"));
    assertThat(output.get("StatusCode")).hasToString("200");
    assertThat(output.get("SdkResponseMetadata")).isEqualTo(Samples.json("{'RequestId':'r-1'}"));
    var metadata = (JsonObject) output.get("SdkHttpMetadata");
    assertThat(metadata.members().sequencedKeySet())
        .containsExactly("AllHttpHeaders", "HttpHeaders", "HttpStatusCode");
    assertThat(((JsonObject) metadata.get("HttpHeaders")).string("X-amzn-requestid"))
        .isEqualTo("r-1"); // the stand-in writes names its own way
    assertThat(((JsonObject) metadata.get("AllHttpHeaders")).get("X-amzn-requestid"))
        .isEqualTo(Samples.json("['r-1']"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'FunctionName':'f','Payload':null} | ``",
        "{'FunctionName':'f','Payload':'x'} | \"x\""
      })
  void invoke_payload_isSentAsJson(String arguments, String sent) throws Exception {
    try (var lambda = StandInEndpoint.answering(200, "{}");
        var runner = AwsCallsFixture.runner("lambda", lambda)) {
      AwsCallsFixture.run(runner, INVOKE + ".waitForTaskToken", arguments);

      StandInEndpoint.Received request = lambda.take();
      assertThat(request.body()).isEqualTo(sent);
      assertThat(request.header("Authorization"))
          .contains("Credential=test/")
          .contains("/eu-west-1/");
    }
  }

  @Test
  void invoke_missingFunction_namesTheServiceAsTheOptimisedFormDoes() throws Exception {
    try (var lambda =
            StandInEndpoint.answering(
                404,
                "{\"Message\":\"Function not found: f\",\"Type\":\"User\"}",
                "x-amzn-ErrorType",
                "ResourceNotFoundException",
                "x-amzn-RequestId",
                "r-1");
        var runner = AwsCallsFixture.runner("lambda", lambda)) {
      assertThat(AwsCallsFixture.run(runner, INVOKE, "{'FunctionName':'f'}"))
          .isEqualTo(
              new Failed(
                  "Lambda.ResourceNotFoundException",
                  "Function not found: f (Service: AWSLambda; Status Code: 404; Error Code:"
                      + " ResourceNotFoundException; Request ID: r-1; Proxy: null)"));
    }
  }

  @Test
  void invoke_silentFunction_endsAtTheTimeLimit() throws Exception {
    var never = new CountDownLatch(1);
    try (var lambda =
            StandInEndpoint.answering(_ -> {
              never.await();
              return new StandInEndpoint.Reply(200, "");
            });
        var runner = AwsCallsFixture.runner("lambda", lambda)) {
      var call =
          new TaskCall(
              INVOKE,
              Samples.json("{'FunctionName':'f'}"),
              Samples.IDENTITY,
              Duration.ofMillis(1_500));

      assertThat(runner.run(call, _ -> {})).isEqualTo(new OutOfTime());
    }
  }

  @Test
  void invoke_interrupted_givesTheCallUp() throws Exception {
    var never = new CountDownLatch(1);
    try (var lambda =
            StandInEndpoint.answering(_ -> {
              never.await();
              return new StandInEndpoint.Reply(200, "");
            });
        var runner = AwsCallsFixture.runner("lambda", lambda)) {
      var task =
          new FutureTask<>(() -> AwsCallsFixture.run(runner, INVOKE, "{'FunctionName':'f'}"));
      Thread caller = Thread.ofVirtual().start(task);
      lambda.take();

      caller.interrupt();

      assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
    }
  }

  private static TaskOutcome called(
      String resource, String arguments, String answer, String... headers) throws Exception {
    try (var lambda = StandInEndpoint.answering(200, answer, headers);
        var runner = AwsCallsFixture.runner("lambda", lambda)) {
      return AwsCallsFixture.run(runner, resource, arguments);
    }
  }
}
