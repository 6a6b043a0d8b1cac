package org.stepgate.routes;

import java.time.Duration;
import java.util.Optional;
import org.stepgate.http.Headers;
import org.stepgate.http.Preferences;

/// How long one request waits, and what to say of it.
///
/// @param longest how long, zero for not at all
/// @param waitApplied the `wait=N` that was honoured; empty when none was asked for or it was
///   longer than allowed
/// @param async whether the client has preferred an asynchronous answer
/// @spec https://www.rfc-editor.org/rfc/rfc7240#section-4 RFC 7240, sections 4.1 and 4.3
record WaitPlan(Duration longest, Optional<String> waitApplied, boolean async) {
  /// The plan for a request: without preferences the usual wait; `wait=N` waits that long, but no
  /// longer than `limits` allow; `respond-async` alone does not wait.
  static WaitPlan of(Headers headers, WaitConfig limits) {
    if (!headers.has("prefer")) {
      return new WaitPlan(limits.usual(), Optional.empty(), false);
    }
    var preferences = Preferences.of(headers);
    var asked = preferences.longestWait();
    if (asked.isEmpty()) {
      return new WaitPlan(
          preferences.respondAsync() ? Duration.ZERO : limits.usual(),
          Optional.empty(),
          preferences.respondAsync());
    }
    boolean allowed = asked.get().compareTo(limits.max()) <= 0;
    return new WaitPlan(
        allowed ? asked.get() : limits.max(),
        allowed ? Optional.of("wait=" + asked.get().toSeconds()) : Optional.empty(),
        preferences.respondAsync());
  }

  /// `Preference-Applied` for an answer; empty when no preference was honoured.
  ///
  /// @param pending whether the answer is a 202
  Optional<String> applied(boolean pending) {
    if (!(async && pending)) {
      return waitApplied;
    }
    return Optional.of(waitApplied.map(wait -> "respond-async, " + wait).orElse("respond-async"));
  }
}
