package org.stepgate.tasks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What `arn:aws:states:::http:invoke` may call.
///
/// @param allowedHosts the hosts; empty means that no call is made
/// @param allowedPrivate where addresses that are not public may be called
/// @param connections the connections by name
/// @param limits what one call may take
public record HttpTaskConfig(
    List<AllowedHost> allowedHosts,
    List<AllowedPrivate> allowedPrivate,
    SequencedMap<String, HttpConnection> connections,
    HttpTaskLimits limits) {

  /// Copies the collections.
  public HttpTaskConfig {
    allowedHosts = List.copyOf(allowedHosts);
    allowedPrivate = List.copyOf(allowedPrivate);
    connections = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(connections));
  }

  /// No hosts, no connections, [HttpTaskLimits#defaults].
  public static HttpTaskConfig defaults() {
    return new HttpTaskConfig(
        List.of(), List.of(), new LinkedHashMap<>(), HttpTaskLimits.defaults());
  }
}
