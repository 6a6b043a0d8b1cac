package org.stepgate.tasks;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;

/// Makes calls to stand-ins.
final class AwsCallsFixture {
  static final TaskIdentity IDENTITY =
      new TaskIdentity(
          "arn:aws:states:eu-west-1:123456789012:execution:Machine:name", "Ask", 0, "key-0");
  static final Duration LONG = Duration.ofMinutes(1);

  private AwsCallsFixture() {}

  static AwsTaskRunner runner(String service, StandInEndpoint endpoint) {
    var endpoints = new LinkedHashMap<String, URI>();
    endpoints.put(service, endpoint.address());
    return new AwsTaskRunner(
        new AwsTaskConfig(Optional.empty(), endpoints), Map.of(), IdentityTokens.NONE);
  }

  static TaskOutcome run(AwsTaskRunner runner, String resource, String arguments)
      throws InterruptedException {
    return runner.run(call(resource, arguments, TaskCall.Context.NONE), _ -> {});
  }

  /// A call whose arguments are JSON with single quotes.
  static TaskCall call(String resource, String arguments, TaskCall.Context context) {
    return new TaskCall(resource, json(arguments), IDENTITY, LONG, context);
  }

  /// JSON with single quotes.
  static JsonValue json(String text) {
    return exact(text.replace('\'', '"'));
  }

  /// JSON as it is written.
  static JsonValue exact(String text) {
    return JsonReader.read(text, JsonLimits.NETWORK);
  }
}
