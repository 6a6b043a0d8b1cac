package org.stepgate.asl;

/// A string to search for, in time proportional to the text whatever both hold, which the search of
/// [String] does not promise.
final class JsonataToken {
  private final String token;

  /// For each prefix, the length of its longest proper prefix that is also its suffix.
  private final int[] borders;

  JsonataToken(String token) {
    this.token = token;
    this.borders = new int[token.length()];
    int matched = 0;
    for (int i = 1; i < token.length(); i++) {
      matched = longer(matched, token.charAt(i));
      borders[i] = matched;
    }
  }

  int length() {
    return token.length();
  }

  /// Where the token occurs in `text` first, at or after `from`; -1 when it does not.
  int indexIn(String text, int from) {
    if (token.isEmpty()) {
      return from <= text.length() ? from : -1;
    }
    int matched = 0;
    for (int i = from; i < text.length(); i++) {
      matched = longer(matched == token.length() ? 0 : matched, text.charAt(i));
      if (matched == token.length()) {
        return i - matched + 1;
      }
    }
    return -1;
  }

  private int longer(int matched, char next) {
    int candidate = matched;
    while (candidate > 0 && token.charAt(candidate) != next) {
      candidate = borders[candidate - 1];
    }
    return token.charAt(candidate) == next ? candidate + 1 : candidate;
  }
}
