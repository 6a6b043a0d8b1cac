package org.stepgate.cli;

import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;
import org.stepgate.workflow.StateInspection;
import org.stepgate.workflow.StateTestResult;

/// Shows what came of a tested state.
final class TestStateText {
  private TestStateText() {}

  /// The answer of the API, with JSON instead of texts of JSON.
  static JsonObject json(StateTestResult result) {
    var json = JsonObject.builder().put("status", result.status().name());
    put(json, "nextState", result.nextState());
    put(json, "error", result.error());
    put(json, "cause", result.cause());
    if (result.output() != null) {
      json.put("output", parsed(result.output()));
    }
    StateInspection inspection = result.inspection();
    if (inspection != null) {
      json.put("inspectionData", json(inspection));
    }
    return json.build();
  }

  private static JsonObject json(StateInspection inspection) {
    var json = JsonObject.builder();
    inspection.values().forEach((name, text) -> json.put(name, parsed(text)));
    StateInspection.MapSettings map = inspection.map();
    if (map != null) {
      json.put("maxConcurrency", map.maxConcurrency());
      put(json, "toleratedFailureCount", map.toleratedFailureCount());
      put(json, "toleratedFailurePercentage", map.toleratedFailurePercentage());
    }
    StateInspection.ErrorDetails details = inspection.errorDetails();
    if (details != null) {
      var error = JsonObject.builder();
      put(error, "catchIndex", details.catchIndex());
      put(error, "retryIndex", details.retryIndex());
      put(error, "retryBackoffIntervalSeconds", details.retryBackoffIntervalSeconds());
      json.put("errorDetails", error.build());
    }
    StateInspection.HttpExchange http = inspection.http();
    if (http != null) {
      add(json, http);
    }
    return json.build();
  }

  private static void add(JsonObject.Builder json, StateInspection.HttpExchange http) {
    StateInspection.HttpExchange.Request request = http.request();
    if (request != null) {
      var shown = JsonObject.builder();
      put(shown, "protocol", request.protocol());
      put(shown, "method", request.method());
      put(shown, "url", request.url());
      put(shown, "headers", request.headers());
      put(shown, "body", request.body());
      json.put("request", shown.build());
    }
    StateInspection.HttpExchange.Response response = http.response();
    if (response != null) {
      var shown = JsonObject.builder();
      put(shown, "protocol", response.protocol());
      put(shown, "statusCode", response.statusCode());
      put(shown, "statusMessage", response.statusMessage());
      put(shown, "headers", response.headers());
      put(shown, "body", response.body());
      json.put("response", shown.build());
    }
  }

  private static void put(JsonObject.Builder json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void put(JsonObject.Builder json, String name, @Nullable Number value) {
    switch (value) {
      case null -> {}
      case Double share -> json.put(name, JsonNumber.of(share));
      default -> json.put(name, value.longValue());
    }
  }

  private static JsonValue parsed(String text) {
    try {
      return JsonReader.read(text, JsonLimits.NETWORK);
    } catch (JsonException e) {
      return new JsonString(text);
    }
  }

  /// The result for people: a table of what is short, then the values.
  static String of(StateTestResult result) {
    var table = new Table("field", "value");
    var values = new StringBuilder();
    add(json(result), table, values);
    return table + values.toString();
  }

  private static void add(JsonObject object, Table table, StringBuilder values) {
    object
        .members()
        .forEach((name, value) -> {
          switch (value) {
            case JsonObject nested
                when name.equals("inspectionData") || name.equals("errorDetails") ->
                add(nested, table, values);
            case JsonString(String text) when !name.equals("output") -> table.row(name, text);
            case JsonNumber number when !name.equals("output") ->
                table.row(name, number.toString());
            default ->
                values
                    .append('\n')
                    .append(name)
                    .append(":\n")
                    .append(PrintableText.json(JsonWriter.writePretty(value)))
                    .append('\n');
          }
        });
  }
}
