package org.stepgate.policy;

/// What is known of the request, beside who asks for what.
///
/// @param sourceAddress the IP address of the client as text, as the web server has told it; empty
///   when it is unknown, as for a task of an execution
public record Context(String sourceAddress) {
  /// Nothing is known.
  public static final Context NONE = new Context("");
}
