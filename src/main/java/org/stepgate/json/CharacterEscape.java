package org.stepgate.json;

/// Which characters of a text from outside can be shown as they are, in a log, an audit record or a
/// terminal, and how the others are written.
public final class CharacterEscape {
  private CharacterEscape() {}

  /// Whether a character neither moves the cursor, ends the line, nor changes the direction or look
  /// of what follows: it is no control or format character, no separator of lines or paragraphs, no
  /// half of a surrogate pair, and has a meaning of its own that is known. A quote and a backslash
  /// are harmless here.
  public static boolean isHarmless(int codePoint) {
    if (codePoint < 0x7f) {
      return codePoint >= ' ';
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /// Appends a backslash, `u` and four lower-case digits, as JSON knows them.
  public static void append(StringBuilder out, char c) {
    out.append("\\u")
        .append(Character.forDigit(c >> 12, 16))
        .append(Character.forDigit(c >> 8 & 0xF, 16))
        .append(Character.forDigit(c >> 4 & 0xF, 16))
        .append(Character.forDigit(c & 0xF, 16));
  }
}
