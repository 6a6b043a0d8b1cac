package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.tasks.SdkResultModel;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.workflow.StateInspection;
import org.stepgate.workflow.StateTest;
import org.stepgate.workflow.StateTestResult;
import org.stepgate.workflow.WorkflowException;

/// Answers of TestState that Step Functions itself recorded, read where they are present.
class RecordedStateTestsTest {
  private static final Path CASES = Path.of("../shared/conformance/cases");
  private static final String ACCOUNT = "111111111111";

  private static final EmbeddedStateTests TESTS =
      new EmbeddedStateTests(
          new EmbeddedStateTests.Parts(
              "us-east-1",
              1,
              (_, _) -> new TaskOutcome.Failed("Unexpected", "all tasks are mocked"),
              new SdkResultModel(),
              () -> Instant.parse("2025-11-22T10:00:00Z")));

  @AfterAll
  static void close() {
    TESTS.close();
  }

  @TestFactory
  Stream<DynamicTest> recorded() throws IOException {
    assumeTrue(Files.isDirectory(CASES), "recorded answers are not present");
    List<Path> files;
    try (Stream<Path> listed = Files.list(CASES)) {
      files =
          listed.filter(file -> file.getFileName().toString().startsWith("test_state__")).toList();
    }
    return files.stream()
        .sorted()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws InterruptedException {
    var recorded = (JsonObject) json(read(file));
    var expected = new ArrayList<>(((JsonObject) recorded.get("expected")).members().values());
    int answer = 0;
    for (JsonValue step : (JsonArray) recorded.get("steps")) {
      if (step instanceof JsonObject call && "test_state".equals(call.string("op"))) {
        JsonObject wanted = (JsonObject) expected.get(answer++);
        JsonObject actual = outcome((JsonObject) call.get("params"));
        assertThat(shown(actual)).isEqualTo(shown(withoutTransport(wanted)));
      }
    }
  }

  private static JsonObject withoutTransport(JsonObject wanted) {
    var members = new LinkedHashMap<>(wanted.members());
    members.remove("ResponseMetadata");
    if (members.get("Error") instanceof JsonObject error) {
      return error;
    }
    String text = wanted.string("exception_value");
    if (text != null) {
      return error(
          String.valueOf(wanted.string("exception_typename")),
          text.substring(text.indexOf(": ") + 2));
    }
    return JsonObject.of(members);
  }

  private static JsonObject error(String code, String message) {
    return JsonObject.of("Code", new JsonString(code), "Message", new JsonString(message));
  }

  private static JsonObject outcome(JsonObject params) throws InterruptedException {
    try {
      return json(TESTS.test(request(params)));
    } catch (WorkflowException e) {
      return error(e.code(), e.text());
    }
  }

  // ---- requests

  private static StateTest request(JsonObject params) {
    String level = params.string("inspectionLevel");
    return new StateTest(
        ACCOUNT,
        String.valueOf(params.string("definition")),
        params.string("stateName"),
        params.string("roleArn"),
        params.string("input"),
        params.string("context"),
        params.string("variables"),
        level == null ? StateTest.Level.INFO : StateTest.Level.valueOf(level),
        JsonBoolean.TRUE.equals(params.get("revealSecrets")),
        params.get("mock") instanceof JsonObject mock ? mock(mock) : null,
        params.get("stateConfiguration") instanceof JsonObject configuration
            ? configuration(configuration)
            : StateTest.Configuration.NONE);
  }

  private static StateTest.Mock mock(JsonObject mock) {
    String validation = mock.string("fieldValidationMode");
    return new StateTest.Mock(
        mock.string("result"),
        mock.get("errorOutput") instanceof JsonObject error
            ? new StateTest.ErrorOutput(error.string("error"), error.string("cause"))
            : null,
        validation == null
            ? StateTest.FieldValidation.STRICT
            : StateTest.FieldValidation.valueOf(validation));
  }

  private static StateTest.Configuration configuration(JsonObject configuration) {
    return new StateTest.Configuration(
        number(configuration, "retrierRetryCount"),
        configuration.string("errorCausedByState"),
        number(configuration, "mapIterationFailureCount"),
        configuration.string("mapItemReaderData"));
  }

  private static @Nullable Integer number(JsonObject object, String name) {
    return object.get(name) instanceof JsonNumber number ? (int) number.toLong() : null;
  }

  // ---- answers

  private static JsonObject json(StateTestResult result) {
    var json = JsonObject.builder();
    json.put("status", result.status().name());
    json.putIfPresent("output", result.output());
    json.putIfPresent("error", result.error());
    json.putIfPresent("cause", result.cause());
    json.putIfPresent("nextState", result.nextState());
    StateInspection inspection = result.inspection();
    if (inspection != null) {
      var data = JsonObject.builder();
      inspection.values().forEach(data::put);
      StateInspection.MapSettings map = inspection.map();
      if (map != null) {
        put(data, "maxConcurrency", map.maxConcurrency());
        put(data, "toleratedFailureCount", map.toleratedFailureCount());
        put(data, "toleratedFailurePercentage", map.toleratedFailurePercentage());
      }
      StateInspection.ErrorDetails details = inspection.errorDetails();
      if (details != null) {
        var error = JsonObject.builder();
        put(error, "catchIndex", details.catchIndex());
        put(error, "retryIndex", details.retryIndex());
        put(error, "retryBackoffIntervalSeconds", details.retryBackoffIntervalSeconds());
        data.put("errorDetails", error.build());
      }
      json.put("inspectionData", data.build());
    }
    return json.build();
  }

  private static void put(JsonObject.Builder object, String name, @Nullable Number value) {
    if (value != null) {
      object.put(name, JsonNumber.of(value.doubleValue()));
    }
  }

  /// A form in which what differs from run to run looks the same, and objects in texts are objects.
  private static Object shown(JsonValue value) {
    return switch (value) {
      case JsonObject object -> {
        var members = new TreeMap<String, Object>();
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
          members.put(member.getKey(), shown(member.getKey(), member.getValue()));
        }
        yield members;
      }
      case JsonArray array -> array.elements().stream().map(e -> shown(e)).toList();
      case JsonNumber number -> number.toDouble();
      case JsonString(String text) when text.startsWith("{") -> parsed(text);
      case JsonString(String text) -> text;
      case JsonBoolean _, JsonValue.JsonNull _ -> value.toString();
    };
  }

  private static Object shown(String name, JsonValue value) {
    boolean varies =
        Arrays.asList("Id", "RoleArn", "StartTime", "StartDate", "EnteredTime", "EventId")
            .contains(name);
    boolean named = name.equals("Name") && !value.equals(new JsonString("StateName"));
    boolean masked =
        Arrays.asList("MD5OfMessageBody", "MessageId", "TableName", "ExecutionArn", "ApiEndpoint")
            .contains(name);
    return (varies || named || masked) && value instanceof JsonString ? "…" : shown(value);
  }

  private static Object parsed(String text) {
    try {
      return shown(json(text));
    } catch (JsonException e) {
      return text;
    }
  }

  private static JsonValue json(String text) {
    return JsonReader.read(text, JsonLimits.NETWORK);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
