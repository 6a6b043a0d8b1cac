package org.stepgate.tasks;

/// A host that HTTP tasks may call.
public final class AllowedHost {
  private static final String WILDCARD = "*.";
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final HostAndPort pattern;

  private AllowedHost(HostAndPort pattern) {
    this.pattern = pattern;
  }

  /// Reads `api.example.org`, `*.example.org` (every name below, but not `example.org` itself), or
  /// an address, each with or without `:port`. Without a port, 80 and 443 are meant.
  ///
  /// @throws IllegalArgumentException when it is none of them; the message says what was expected
  public static AllowedHost parse(String text) {
    HostAndPort pattern = HostAndPort.parse(text);
    String name = pattern.host();
    String fixed = name.startsWith(WILDCARD) ? name.substring(WILDCARD.length()) : name;
    if (fixed.isEmpty() || fixed.indexOf('*') >= 0) {
      throw new IllegalArgumentException(
          "expected a host such as api.example.org or *.example.org, got '" + text + "'");
    }
    return new AllowedHost(pattern);
  }

  /// True when a task may call this host at this port.
  ///
  /// @param host as in a URL
  boolean matches(String host, int port) {
    boolean portMatches =
        pattern.port().isPresent()
            ? pattern.port().getAsInt() == port
            : port == HTTP_PORT || port == HTTPS_PORT;
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
    return other instanceof AllowedHost that && pattern.equals(that.pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  /// The text that [#parse] reads.
  @Override
  public String toString() {
    return pattern.toString();
  }
}
