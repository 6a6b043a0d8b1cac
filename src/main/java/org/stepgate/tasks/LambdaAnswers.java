package org.stepgate.tasks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// What is particular to calls of Lambda functions: their payloads are JSON, and an answer can be
/// the function's own error.
///
/// @spec https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html Lambda, Invoke
final class LambdaAnswers {
  private static final String PAYLOAD = "Payload";
  private static final String FUNCTION_NAME = "FunctionName";
  private static final String FUNCTION_ERROR = "FunctionError";
  private static final String UNKNOWN_ERROR = "Lambda.Unknown";

  private LambdaAnswers() {}

  /// The arguments of Invoke for a function that is named by its own ARN.
  static JsonObject directArguments(String functionArn, JsonValue input) {
    return JsonObject.of(
        FUNCTION_NAME,
        new JsonString(functionArn),
        PAYLOAD,
        new JsonString(JsonWriter.write(input)));
  }

  /// The arguments of Invoke with the payload as JSON text; a payload of `null` is none.
  static JsonObject arguments(JsonObject arguments) {
    JsonValue payload = arguments.get(PAYLOAD);
    return payload == null || payload == JsonNull.NULL
        ? arguments
        : arguments.toBuilder().put(PAYLOAD, JsonWriter.write(payload)).build();
  }

  /// The end of a call by the function's own ARN: the payload, or the error with the payload as it
  /// came.
  static TaskOutcome directOutcome(SdkExchange.Answer answer) {
    String payload = payload(answer);
    return answer.fields().containsKey(FUNCTION_ERROR)
        ? failed(payload, payload)
        : new Succeeded(json(payload));
  }

  /// The end of `lambda:invoke`: the answer with its metadata, or the error with the payload
  /// written anew.
  static TaskOutcome outcome(SdkExchange.Answer answer) {
    String payload = payload(answer);
    if (answer.fields().containsKey(FUNCTION_ERROR)) {
      JsonValue error = json(payload);
      return failed(payload, error instanceof JsonString ? payload : JsonWriter.write(error));
    }
    Map<String, JsonValue> fields = new LinkedHashMap<>(answer.fields());
    fields.put(PAYLOAD, json(payload));
    return new Succeeded(SdkResults.withMetadata(fields, answer.response()));
  }

  private static String payload(SdkExchange.Answer answer) {
    return answer.fields().get(PAYLOAD) instanceof JsonString(String text) ? text : "";
  }

  private static Failed failed(String payload, String cause) {
    String type = json(payload) instanceof JsonObject error ? error.string("errorType") : null;
    return type == null || type.isEmpty()
        ? new Failed(
            UNKNOWN_ERROR,
            "The cause could not be determined because Lambda did not return an error type. "
                + "Returned payload: "
                + payload)
        : new Failed(type, cause);
  }

  /// The value of a payload; a payload that is not JSON is a text.
  private static JsonValue json(String payload) {
    try {
      return JsonReader.read(payload, JsonLimits.NETWORK);
    } catch (JsonException e) {
      return new JsonString(payload);
    }
  }
}
