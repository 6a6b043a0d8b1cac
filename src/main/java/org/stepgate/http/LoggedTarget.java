package org.stepgate.http;

/// The target of a request as a log may show it. A query string may hold credentials, such as the
/// code of a login or the token of a presigned request, and the path of a callback is a task token.
final class LoggedTarget {
  private static final String CALLBACKS = "/callbacks/";

  private LoggedTarget() {}

  /// The path, without what must not be logged.
  ///
  /// @param rawTarget as the client wrote it
  static String of(String rawTarget) {
    int mark = rawTarget.indexOf('?');
    String path = mark < 0 ? rawTarget : rawTarget.substring(0, mark);
    String plain = decoded(path);
    int callback = plain.indexOf(CALLBACKS);
    String shown = callback < 0 ? path : plain.substring(0, callback + CALLBACKS.length()) + "…";
    return mark < 0 ? shown : shown + "?…";
  }

  /// The path as a router may read it. What is no escape stays as it is.
  private static String decoded(String path) {
    var plain = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%' && i + 2 < path.length()) {
        int high = Character.digit(path.charAt(i + 1), 16);
        int low = Character.digit(path.charAt(i + 2), 16);
        if (high >= 0 && low >= 0) {
          c = (char) ((high << 4) | low);
          i += 2;
        }
      }
      plain.append(c);
    }
    return plain.toString();
  }
}
