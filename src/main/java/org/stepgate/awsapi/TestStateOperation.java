package org.stepgate.awsapi;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.StateInspection;
import org.stepgate.workflow.StateInspection.HttpExchange;
import org.stepgate.workflow.StateTest;
import org.stepgate.workflow.StateTestResult;
import org.stepgate.workflow.StateTests;

/// TestState.
final class TestStateOperation {
  private final StateTests tests;

  TestStateOperation(StateTests tests) {
    this.tests = tests;
  }

  Map<Operation, ApiCall.Handler> all() {
    return Map.of(Operation.TEST_STATE, this::test);
  }

  private JsonObject test(ApiCall call) throws InterruptedException {
    Input input = call.input();
    StateTestResult result =
        tests.test(
            new StateTest(
                call.account(),
                call.text("definition"),
                call.textOrNull("stateName"),
                call.textOrNull("roleArn"),
                call.textOrNull("input"),
                call.textOrNull("context"),
                call.textOrNull("variables"),
                input.choice("inspectionLevel", StateTest.Level.class).orElse(StateTest.Level.INFO),
                input.flag("revealSecrets", false),
                input.structure("mock").map(TestStateOperation::mock).orElse(null),
                input
                    .structure("stateConfiguration")
                    .map(TestStateOperation::configuration)
                    .orElse(StateTest.Configuration.NONE)));
    StateInspection inspection = result.inspection();
    return JsonObject.builder()
        .put("status", result.status().name())
        .putIfPresent("output", result.output())
        .putIfPresent("error", result.error())
        .putIfPresent("cause", result.cause())
        .putIfPresent("nextState", result.nextState())
        .putIfPresent("inspectionData", inspection == null ? null : shown(inspection))
        .build();
  }

  private static StateTest.Mock mock(Input mock) {
    return new StateTest.Mock(
        mock.optionalText("result").orElse(null),
        mock.structure("errorOutput")
            .map(error ->
                new StateTest.ErrorOutput(
                    error.optionalText("error").orElse(null),
                    error.optionalText("cause").orElse(null)))
            .orElse(null),
        mock.choice("fieldValidationMode", StateTest.FieldValidation.class)
            .orElse(StateTest.FieldValidation.STRICT));
  }

  private static StateTest.Configuration configuration(Input configuration) {
    return new StateTest.Configuration(
        configuration.whole("retrierRetryCount").map(Long::intValue).orElse(null),
        configuration.optionalText("errorCausedByState").orElse(null),
        configuration.whole("mapIterationFailureCount").map(Long::intValue).orElse(null),
        configuration.optionalText("mapItemReaderData").orElse(null));
  }

  // ---- inspection

  private static JsonObject shown(StateInspection inspection) {
    var shown = JsonObject.builder();
    inspection.values().forEach(shown::put);
    StateInspection.MapSettings map = inspection.map();
    if (map != null) {
      shown.put("maxConcurrency", map.maxConcurrency());
      Long count = map.toleratedFailureCount();
      if (count != null) {
        shown.put("toleratedFailureCount", count);
      }
      Double percentage = map.toleratedFailurePercentage();
      if (percentage != null) {
        shown.put("toleratedFailurePercentage", JsonNumber.of(percentage));
      }
    }
    StateInspection.ErrorDetails error = inspection.errorDetails();
    if (error != null) {
      var details = JsonObject.builder();
      put(details, "catchIndex", error.catchIndex());
      put(details, "retryIndex", error.retryIndex());
      put(details, "retryBackoffIntervalSeconds", error.retryBackoffIntervalSeconds());
      shown.put("errorDetails", details.build());
    }
    HttpExchange http = inspection.http();
    if (http != null) {
      shown.putIfPresent("request", shown(http.request()));
      shown.putIfPresent("response", shown(http.response()));
    }
    return shown.build();
  }

  private static void put(JsonObject.Builder object, String name, @Nullable Integer value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  private static @Nullable JsonObject shown(HttpExchange.@Nullable Request request) {
    return request == null
        ? null
        : JsonObject.builder()
            .putIfPresent("protocol", request.protocol())
            .putIfPresent("method", request.method())
            .putIfPresent("url", request.url())
            .putIfPresent("headers", request.headers())
            .putIfPresent("body", request.body())
            .build();
  }

  private static @Nullable JsonObject shown(HttpExchange.@Nullable Response response) {
    return response == null
        ? null
        : JsonObject.builder()
            .putIfPresent("protocol", response.protocol())
            .putIfPresent("statusCode", response.statusCode())
            .putIfPresent("statusMessage", response.statusMessage())
            .putIfPresent("headers", response.headers())
            .putIfPresent("body", response.body())
            .build();
  }
}
