package org.stepgate.policy;

/// What is known of the request, beside who asks for what.
///
/// @param sourceAddress the IP address of the client as text, as the web server has told it; empty
///   when it is unknown, as for a task of an execution
public record Context(String sourceAddress) {
  /// Nothing is known.
  public static final Context NONE = new Context("");

  private static final String LOOPBACK = "127.0.0.1";
  private static final String MAPPED_V4 = "::ffff:";

  /// The context of a request.
  ///
  /// @param remoteAddress the client's address as the web server tells it. It tells none of a
  ///   client that has come through a Unix socket, and so from this host: that is 127.0.0.1 here.
  ///   An IPv4 address in the form of IPv6 becomes one of IPv4.
  public static Context ofRequest(String remoteAddress) {
    if (remoteAddress.isEmpty()) {
      return new Context(LOOPBACK);
    }
    return new Context(
        remoteAddress.startsWith(MAPPED_V4) && remoteAddress.contains(".")
            ? remoteAddress.substring(MAPPED_V4.length())
            : remoteAddress);
  }
}
