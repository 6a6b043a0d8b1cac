package org.stepgate.fastcgi;

import org.stepgate.json.CharacterEscape;

/// Text from outside, made safe for a log line.
public final class LogText {
  /// Longest text that is shown; a longer one ends in `…`.
  public static final int MAX_CHARACTERS = 256;

  private LogText() {}

  /// The text in quotes, on one line: quotes, backslashes, control and format characters, line
  /// separators and unpaired surrogates escaped by a backslash, as JSON does it.
  public static String quoted(String text) {
    var safe = new StringBuilder(text.length() + 2).append('"');
    int end = Math.min(text.length(), MAX_CHARACTERS);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        safe.append('\\').append(c);
      } else if (!CharacterEscape.isHarmless(c)) {
        CharacterEscape.append(safe, c);
      } else {
        safe.append(c);
      }
    }
    return safe.append(end < text.length() ? "…\"" : "\"").toString();
  }
}
