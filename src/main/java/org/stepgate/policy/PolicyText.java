package org.stepgate.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.stepgate.json.Position;

/// One policy in its file.
///
/// @param file the file
/// @param number 1 for the first policy of the file
/// @param start where the text begins in the file
/// @param text the policy, perhaps after blanks and comments
record PolicyText(String file, int number, Position start, String text) {
  /// Cuts a file into its policies. Each ends with a semicolon; what follows the last one is a
  /// policy of its own, unless it is only blanks and comments.
  static List<PolicyText> split(String file, String text) {
    var policies = new ArrayList<PolicyText>();
    int begin = 0;
    boolean blank = true;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("//", at)) {
        at = endOfLine(text, at);
        continue;
      }
      at = c == '"' ? endOfString(text, at) : at + 1;
      blank = blank && Character.isWhitespace(c);
      if (c == ';') {
        policies.add(of(file, policies.size() + 1, text, begin, at));
        begin = at;
        blank = true;
      }
    }
    if (!blank) {
      policies.add(of(file, policies.size() + 1, text, begin, text.length()));
    }
    return policies;
  }

  private static PolicyText of(String file, int number, String all, int begin, int end) {
    return new PolicyText(file, number, position(1, 1, all, begin), all.substring(begin, end));
  }

  private static int endOfLine(String text, int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private static int endOfString(String text, int quote) {
    for (int at = quote + 1; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '\\' -> at++;
        case '"' -> {
          return at + 1;
        }
        default -> {
          // goes on
        }
      }
    }
    return text.length();
  }

  /// Where the policy's own words begin, after blanks and comments.
  Position firstWord() {
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("//", at)) {
        at = endOfLine(text, at);
      } else if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else {
        break;
      }
    }
    return position(start.line(), start.column(), text, at);
  }

  /// The place in the file of a byte of the text in UTF-8.
  Position at(int bytes) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.clamp(bytes, 0, utf8.length);
    int characters = new String(utf8, 0, length, StandardCharsets.UTF_8).length();
    return position(start.line(), start.column(), text, Math.min(characters, text.length()));
  }

  /// The place of a character of a text that begins at a place.
  static Position position(int startLine, int startColumn, String text, int end) {
    int line = startLine;
    int column = startColumn;
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return new Position(line, column);
  }
}
