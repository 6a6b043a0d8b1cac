package org.stepgate.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.CharacterEscape;

/// Writes a JSON object so that the same members give the same text, on one line, which nothing in
/// a value can leave: besides what JSON wants escaped, control and format characters and line
/// separators are, by a backslash, `u` and four lower-case digits. Half of a surrogate pair, which
/// JSON does not allow, becomes the replacement character.
///
/// Threads: confined to one.
final class CanonicalText {
  /// The longest value that is written as it is.
  static final int MAX_CHARACTERS = 1_024;

  private static final int USUAL_CHARACTERS = 512;

  private final StringBuilder out = new StringBuilder(USUAL_CHARACTERS);
  private char separator = '{';

  CanonicalText put(String name, String value) {
    name(name);
    text(value);
    return this;
  }

  CanonicalText putIfPresent(String name, @Nullable String value) {
    return value == null ? this : put(name, value);
  }

  CanonicalText put(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  CanonicalText put(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  CanonicalText put(String name, List<String> values) {
    name(name);
    char before = '[';
    for (String value : values) {
      out.append(before);
      text(value);
      before = ',';
    }
    out.append(values.isEmpty() ? "[]" : "]");
    return this;
  }

  /// Begins an object that [#end] ends.
  CanonicalText begin(String name) {
    name(name);
    separator = '{';
    return this;
  }

  CanonicalText end() {
    out.append(separator == '{' ? "{}" : "}");
    separator = ',';
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void name(String name) {
    out.append(separator).append('"').append(name).append("\":");
    separator = ',';
  }

  private void text(String value) {
    out.append('"');
    if (value.length() <= MAX_CHARACTERS) {
      escaped(value, value.length());
    } else {
      escaped(value, MAX_CHARACTERS);
      out.append("… (").append(value.length()).append(" characters)");
    }
    out.append('"');
  }

  private void escaped(String value, int end) {
    int copied = 0;
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        continue;
      }
      out.append(value, copied, i);
      i += special(value, i, end);
      copied = i + 1;
    }
    out.append(value, copied, end);
  }

  /// Appends the character at `i`; gives how many more than one were taken.
  private int special(String value, int i, int end) {
    char c = value.charAt(i);
    if (c == '"' || c == '\\') {
      out.append('\\').append(c);
      return 0;
    }
    boolean pair =
        Character.isHighSurrogate(c)
            && i + 1 < end
            && Character.isLowSurrogate(value.charAt(i + 1));
    int codePoint = pair ? value.codePointAt(i) : c;
    if (!pair && Character.isSurrogate(c)) {
      out.append('\ufffd');
    } else if (CharacterEscape.isHarmless(codePoint)) {
      out.appendCodePoint(codePoint);
    } else {
      CharacterEscape.append(out, c);
      if (pair) {
        CharacterEscape.append(out, value.charAt(i + 1));
      }
    }
    return pair ? 1 : 0;
  }
}
