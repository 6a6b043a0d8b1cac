package org.stepgate.tasks;

import org.jspecify.annotations.Nullable;

/// Sees what an HTTP call sends and gets. Texts of headers have the form `[name: value, name:
/// value]`.
///
/// Threads: called on the thread that runs the call.
public interface HttpWatch {
  /// Whether it is shown what the connection adds to requests. Otherwise that is left out.
  boolean revealsSecrets();

  /// A request is about to be sent. Not called when arguments or configuration do not permit it.
  void sent(Sent request);

  /// There is a complete answer, of any status.
  void received(Received response);

  /// A request.
  ///
  /// @param protocol `http` or `https`
  /// @param headers those of the definition, of the connection and of Stepgate, without `Host` and
  ///   what concerns length and connection
  /// @param body null for none
  record Sent(String protocol, String method, String url, String headers, @Nullable String body) {}

  /// An answer.
  ///
  /// @param statusMessage the reason phrase, may be empty
  /// @param body null when it is no text
  record Received(int statusCode, String statusMessage, String headers, @Nullable String body) {}
}
