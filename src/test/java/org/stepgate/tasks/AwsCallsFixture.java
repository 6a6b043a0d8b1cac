package org.stepgate.tasks;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes calls to stand-ins.
final class AwsCallsFixture {
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
    return new TaskCall(resource, Samples.json(arguments), Samples.IDENTITY, Samples.LONG, context);
  }
}
