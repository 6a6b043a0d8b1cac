package org.stepgate.tasks;

import java.time.Duration;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;

/// Values of tests: whose call it is, how long it may take, and its JSON.
final class Samples {
  static final TaskIdentity IDENTITY =
      new TaskIdentity(
          "arn:aws:states:eu-west-1:123456789012:execution:Machine:name", "Ask", 0, "key-0");
  static final Duration LONG = Duration.ofMinutes(1);

  private Samples() {}

  /// JSON with single quotes.
  static JsonValue json(String text) {
    return exact(text.replace('\'', '"'));
  }

  /// JSON as it is written.
  static JsonValue exact(String text) {
    return JsonReader.read(text, JsonLimits.NETWORK);
  }
}
