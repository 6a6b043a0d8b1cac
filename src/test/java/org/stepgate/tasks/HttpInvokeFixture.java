package org.stepgate.tasks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.stepgate.json.JsonValue;

/// Makes HTTP task calls to servers on loopback addresses.
final class HttpInvokeFixture {
  static final HttpTaskLimits LIMITS =
      new HttpTaskLimits(1_000, 1_000, 1_000, Duration.ofSeconds(20), Samples.LONG, 8);
  static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";

  /// The arguments of a call without anything special, see [#arguments].
  static final String GET = "{'Method': 'GET', 'ApiEndpoint': 'SERVER'}";

  private HttpInvokeFixture() {}

  static TaskOutcome run(RawServer server, String arguments) throws Exception {
    return run(config(server, LIMITS, Map.of()), server, arguments);
  }

  static TaskOutcome run(HttpTaskConfig config, RawServer server, String arguments)
      throws Exception {
    return run(
        config, new TaskCall("r", arguments(server, arguments), Samples.IDENTITY, Samples.LONG));
  }

  static TaskOutcome run(HttpTaskConfig config, TaskCall call) throws Exception {
    return run(config, AddressResolver.system(), trust(), call);
  }

  static TaskOutcome run(
      HttpTaskConfig config, AddressResolver resolver, SSLContext tls, TaskCall call)
      throws Exception {
    try (var runner = new HttpInvokeRunner(config, resolver, tls);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.submit(() -> runner.run(call, _ -> {})).get();
    }
  }

  static TaskCall get(String url) {
    return new TaskCall(
        "r",
        Samples.json("{'Method': 'GET', 'ApiEndpoint': '" + url + "'}"),
        Samples.IDENTITY,
        Samples.LONG);
  }

  /// JSON with single quotes, and `SERVER` for the address of the server.
  static JsonValue arguments(RawServer server, String arguments) {
    return Samples.json(arguments.replace("SERVER", server.url("")));
  }

  /// Allows one server and loopback addresses.
  static HttpTaskConfig config(
      RawServer server, HttpTaskLimits limits, Map<String, HttpConnection> connections) {
    return new HttpTaskConfig(
        List.of(AllowedHost.parse("127.0.0.1:" + server.port())),
        List.of(AllowedPrivate.parse("127.0.0.0/8")),
        new LinkedHashMap<>(connections),
        limits);
  }

  /// Allows one host at one port, and private addresses of a range.
  static HttpTaskConfig named(String host, int port, String allowedPrivate) {
    return new HttpTaskConfig(
        List.of(AllowedHost.parse(host + ":" + port)),
        List.of(AllowedPrivate.parse(allowedPrivate)),
        new LinkedHashMap<>(),
        LIMITS);
  }

  /// Plain values of a connection.
  static SequencedMap<String, ConfiguredValue> configured(Map<String, String> texts) {
    var values = new LinkedHashMap<String, ConfiguredValue>();
    texts.forEach((name, text) -> values.put(name, new ConfiguredValue.Plain(text)));
    return values;
  }

  static SSLContext trust() throws Exception {
    return SSLContext.getDefault();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
