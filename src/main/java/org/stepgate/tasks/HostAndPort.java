package org.stepgate.tasks;

import java.util.Locale;
import java.util.OptionalInt;

/// A host in lower case, an IPv6 address without brackets, and the port if one is given.
record HostAndPort(String host, OptionalInt port) {
  private static final int MAX_PORT = 65_535;

  /// Reads `host`, `host:port`, `[v6]` or `[v6]:port`.
  ///
  /// @throws IllegalArgumentException when it is none of them
  static HostAndPort parse(String text) {
    int hostEnd = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
    if (hostEnd < 0) {
      hostEnd = text.length();
    }
    String host = withoutBrackets(text.substring(0, hostEnd));
    String rest = text.substring(hostEnd);
    if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c > '~' || c == '/')) {
      throw new IllegalArgumentException("expected host or host:port, got '" + text + "'");
    }
    return new HostAndPort(host, rest.isEmpty() ? OptionalInt.empty() : port(text, rest));
  }

  /// The host in the form in which hosts are compared.
  static String withoutBrackets(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return (bracketed ? host.substring(1, host.length() - 1) : host).toLowerCase(Locale.ROOT);
  }

  private static OptionalInt port(String text, String rest) {
    if (rest.matches(":[0-9]{1,5}")) {
      int port = Integer.parseInt(rest.substring(1));
      if (port >= 1 && port <= MAX_PORT) {
        return OptionalInt.of(port);
      }
    }
    throw new IllegalArgumentException("expected a port of 1 to 65535 in '" + text + "'");
  }

  @Override
  public String toString() {
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return port.isPresent() ? shown + ":" + port.getAsInt() : shown;
  }
}
