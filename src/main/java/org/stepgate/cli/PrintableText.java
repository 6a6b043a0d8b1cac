package org.stepgate.cli;

import org.stepgate.json.CharacterEscape;

/// Text from outside, made safe for a terminal or a line of a log.
final class PrintableText {
  private PrintableText() {}

  /// The text on one line: whatever could move the cursor, end the line, or change the direction or
  /// look of what follows is written as `\n`, `\r`, `\t` or `\` `uXXXX`. A backslash stays as it
  /// is.
  static String line(String text) {
    int unsafe = firstUnsafe(text, 0);
    if (unsafe == text.length()) {
      return text;
    }
    var safe = new StringBuilder(text.length() + 16);
    int copied = 0;
    while (unsafe < text.length()) {
      safe.append(text, copied, unsafe);
      appendEscaped(safe, text.charAt(unsafe));
      copied = unsafe + 1;
      unsafe = firstUnsafe(text, copied);
    }
    return safe.append(text, copied, text.length()).toString();
  }

  /// A JSON text that may have line breaks between its values, with the rest escaped as [#line]
  /// does it, which leaves its meaning the same.
  static String json(String text) {
    var safe = new StringBuilder(text.length());
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      safe.append(line(text.substring(start, end))).append('\n');
      start = end + 1;
    }
    return safe.append(line(text.substring(start))).toString();
  }

  private static int firstUnsafe(String text, int from) {
    int i = from;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      if (!CharacterEscape.isHarmless(codePoint)) {
        return i;
      }
      i += Character.charCount(codePoint);
    }
    return text.length();
  }

  private static void appendEscaped(StringBuilder out, char c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> CharacterEscape.append(out, c);
    }
  }
}
