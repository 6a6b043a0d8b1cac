package org.stepgate.tasks;

import java.net.InetAddress;

/// A place at which HTTP tasks may call addresses that are not public.
public sealed interface AllowedPrivate {
  /// All addresses of a block.
  ///
  /// @param block the addresses
  record Block(AddressBlock block) implements AllowedPrivate {}

  /// Whatever addresses a host has, when it is called at this port.
  ///
  /// @param host name or address, in lower case, without brackets
  /// @param port 1 to 65535
  record Endpoint(String host, int port) implements AllowedPrivate {}

  /// Reads a block (`10.1.0.0/16`, `127.0.0.1`) or an endpoint (`intranet.example.org:8443`).
  ///
  /// @throws IllegalArgumentException when it is neither; the message says what was expected
  static AllowedPrivate parse(String text) {
    boolean endpoint = text.matches("(\\[[^\\]]*\\]|[^:/]+):[0-9]+");
    if (endpoint) {
      HostAndPort parsed = HostAndPort.parse(text);
      return new Endpoint(parsed.host(), parsed.port().orElseThrow());
    }
    try {
      return new Block(AddressBlock.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a block such as 10.0.0.0/8 or host:port, got '" + text + "'", e);
    }
  }

  /// True when `address`, which `host` resolved to, may be called at `port`.
  default boolean permits(String host, InetAddress address, int port) {
    return switch (this) {
      case Block(AddressBlock block) -> block.contains(address);
      case Endpoint(String allowedHost, int allowedPort) ->
          allowedPort == port && allowedHost.equals(HostAndPort.withoutBrackets(host));
    };
  }
}
