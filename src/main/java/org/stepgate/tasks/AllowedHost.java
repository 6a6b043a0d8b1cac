package org.stepgate.tasks;

/// A host that HTTP tasks may call.
public final class AllowedHost {
  private static final String WILDCARD = "*.";
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private static final String ANY_PORT = ":*";

  private final HostAndPort pattern;
  private final boolean anyPort;

  private AllowedHost(HostAndPort pattern, boolean anyPort) {
    this.pattern = pattern;
    this.anyPort = anyPort;
  }

  /// Reads `api.example.org`, `*.example.org` (every name below, but not `example.org` itself), or
  /// an address, each with `:port`, with `:*` for every port, or without. Without a port, 80 and
  /// 443 are meant.
  ///
  /// @throws IllegalArgumentException when it is none of them; the message says what was expected
  public static AllowedHost parse(String text) {
    boolean anyPort = text.endsWith(ANY_PORT);
    HostAndPort pattern =
        HostAndPort.parse(anyPort ? text.substring(0, text.length() - ANY_PORT.length()) : text);
    String name = pattern.host();
    String fixed = name.startsWith(WILDCARD) ? name.substring(WILDCARD.length()) : name;
    if (fixed.isEmpty() || fixed.indexOf('*') >= 0) {
      throw new IllegalArgumentException(
          "expected a host such as api.example.org or *.example.org, got '" + text + "'");
    }
    if (anyPort && pattern.port().isPresent()) {
      throw new IllegalArgumentException("expected one port in '" + text + "'");
    }
    return new AllowedHost(pattern, anyPort);
  }

  /// True when a task may call this host at this port.
  ///
  /// @param host as in a URL
  boolean matches(String host, int port) {
    boolean portMatches =
        anyPort
            || (pattern.port().isPresent()
                ? pattern.port().getAsInt() == port
                : port == HTTP_PORT || port == HTTPS_PORT);
    String name = HostAndPort.withoutBrackets(host);
    String wanted = pattern.host();
    boolean nameMatches =
        wanted.startsWith(WILDCARD)
            ? name.length() > wanted.length() - 1 && name.endsWith(wanted.substring(1))
            : name.equals(wanted);
    return portMatches && nameMatches;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AllowedHost that
        && pattern.equals(that.pattern)
        && anyPort == that.anyPort;
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  /// The text that [#parse] reads.
  @Override
  public String toString() {
    return anyPort ? pattern + ANY_PORT : pattern.toString();
  }
}
