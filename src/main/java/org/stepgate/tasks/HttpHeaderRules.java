package org.stepgate.tasks;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which header fields a request may carry.
final class HttpHeaderRules {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E\\t]*");

  /// Fields that the client itself writes, that are about one connection, or that change what an
  /// answer looks like.
  private static final Set<String> OURS =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "max-forwards",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");

  private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization");

  private HttpHeaderRules() {}

  /// Checks a field of the definition.
  ///
  /// @throws TaskRefusedException when it may not be sent
  static void checkDefined(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (CREDENTIALS.contains(lower)) {
      throw TaskRefusedException.badArgument(
          "Headers", "credentials in a connection, not in the definition", "'" + name + "'");
    }
    check("Headers", name, value);
  }

  /// Checks a field of a connection, which may carry credentials.
  ///
  /// @throws TaskRefusedException when it may not be sent; it does not repeat the value
  static void check(String path, String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw TaskRefusedException.badArgument(path, "names of header fields", "'" + name + "'");
    }
    if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
      throw TaskRefusedException.badArgument(
          path, "no header that the client sets itself", "'" + name + "'");
    }
    if (!VALUE.matcher(value).matches()) {
      throw TaskRefusedException.badArgument(
          path + "." + name, "visible ASCII characters", "others");
    }
  }
}
