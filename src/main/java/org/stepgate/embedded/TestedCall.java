package org.stepgate.embedded;

import org.jspecify.annotations.Nullable;
import org.stepgate.tasks.HttpWatch;
import org.stepgate.tasks.ProcessGroup;
import org.stepgate.tasks.TaskContext;
import org.stepgate.workflow.StateInspection.HttpExchange;
import org.stepgate.workflow.StateTest;

/// The one call of a state that is tested: keeps what an HTTP task sends and gets, on the level
/// that shows it.
///
/// Threads: confined to the one that makes the call.
final class TestedCall implements TaskContext, HttpWatch {
  private final StateTest request;
  private HttpExchange.@Nullable Request sent;
  private HttpExchange.@Nullable Response received;

  TestedCall(StateTest request) {
    this.request = request;
  }

  /// What was sent and received; null when that is not shown, and when nothing was.
  @Nullable HttpExchange exchange() {
    return sent == null ? null : new HttpExchange(sent, received);
  }

  @Override
  public void processStarted(ProcessGroup group) {
    // A test is not taken over by anybody.
  }

  @Override
  public @Nullable HttpWatch httpWatch() {
    return request.level() == StateTest.Level.TRACE ? this : null;
  }

  @Override
  public boolean revealsSecrets() {
    return request.revealSecrets();
  }

  @Override
  public void sent(Sent http) {
    sent =
        new HttpExchange.Request(
            http.protocol(), http.method(), http.url(), http.headers(), http.body());
  }

  @Override
  public void received(Received http) {
    received =
        new HttpExchange.Response(
            sent == null ? null : sent.protocol(),
            Integer.toString(http.statusCode()),
            http.statusMessage(),
            http.headers(),
            http.body());
  }
}
