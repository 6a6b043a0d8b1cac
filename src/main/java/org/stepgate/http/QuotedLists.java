package org.stepgate.http;

import java.util.ArrayList;
import java.util.List;

/// Splits header values whose items may hold quoted strings.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9110#section-5.6 RFC 9110, sections 5.6.1 and 5.6.4
final class QuotedLists {
  private QuotedLists() {}

  /// The pieces between `separator`, which does not count inside a quoted string; at least one.
  /// Pieces keep their quotes and blanks. A quoted string that is not closed runs to the end.
  static List<String> split(String text, char separator) {
    var pieces = new ArrayList<String>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == separator && !quoted) {
        pieces.add(text.substring(start, i));
        start = i + 1;
      }
    }
    pieces.add(text.substring(start));
    return pieces;
  }

  /// The text of a quoted string, or `text` itself when it is not quoted.
  static String unquoted(String text) {
    if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
      return text;
    }
    var plain = new StringBuilder(text.length());
    for (int i = 1; i < text.length() - 1; i++) {
      if (text.charAt(i) == '\\' && i + 1 < text.length() - 1) {
        i++;
      }
      plain.append(text.charAt(i));
    }
    return plain.toString();
  }
}
