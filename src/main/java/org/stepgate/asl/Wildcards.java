package org.stepgate.asl;

import java.util.ArrayList;
import java.util.List;

/// The patterns of StringMatches: `*` stands for any characters, `\*` for a star, `\\` for a
/// backslash.
final class Wildcards {
  private Wildcards() {}

  /// Whether the whole text matches. The pieces between stars are found one after the other, each
  /// as early as possible, so there is no backtracking.
  static boolean matches(String pattern, String text) {
    List<String> pieces = pieces(pattern);
    String first = pieces.getFirst();
    String last = pieces.getLast();
    if (pieces.size() == 1) {
      return text.equals(first);
    }
    if (text.length() < first.length() + last.length()
        || !text.startsWith(first)
        || !text.endsWith(last)) {
      return false;
    }
    int at = first.length();
    int end = text.length() - last.length();
    for (String piece : pieces.subList(1, pieces.size() - 1)) {
      int found = new JsonataToken(piece).indexIn(text, at);
      if (found < 0 || found + piece.length() > end) {
        return false;
      }
      at = found + piece.length();
    }
    return true;
  }

  private static List<String> pieces(String pattern) {
    var pieces = new ArrayList<String>();
    var piece = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*') {
        pieces.add(piece.toString());
        piece.setLength(0);
        continue;
      }
      boolean escape =
          c == '\\' && i + 1 < pattern.length() && "*\\".indexOf(pattern.charAt(i + 1)) >= 0;
      if (escape) {
        i++;
      }
      piece.append(pattern.charAt(i));
    }
    pieces.add(piece.toString());
    return pieces;
  }
}
