package org.stepgate.config;

import java.util.List;
import org.stepgate.json.Position;

/// Finds the place of a character of a YAML text value in the file.
///
/// It knows values on the line where they start, plain or in quotes without escapes, and literal
/// blocks (`|`). For others, such as folded ones, the answer is the start of the value.
final class TextPlace {
  private TextPlace() {}

  /// Where the character at `offset` of `value` stands in `file`.
  ///
  /// @param start where the value starts, with its quote or its `|`
  static Position find(String file, Position start, String value, int offset) {
    List<String> lines = file.lines().toList();
    if (offset < 0 || offset > value.length() || start.line() < 1 || start.line() > lines.size()) {
      return start;
    }
    String rest = from(lines.get(start.line() - 1), start.column() - 1);
    if (rest.startsWith("|")) {
      return inBlock(lines, start, value, offset);
    }
    int quote = rest.startsWith("\"") || rest.startsWith("'") ? 1 : 0;
    return rest.startsWith(value, quote)
        ? new Position(start.line(), start.column() + quote + offset)
        : start;
  }

  private static Position inBlock(List<String> lines, Position start, String value, int offset) {
    int lineStart = value.lastIndexOf('\n', offset - 1) + 1;
    int row = (int) value.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    int lineEnd = value.indexOf('\n', lineStart);
    String wanted = value.substring(lineStart, lineEnd < 0 ? value.length() : lineEnd);
    int index = start.line() + row;
    if (index >= lines.size() || !lines.get(index).endsWith(wanted)) {
      return start;
    }
    int indent = lines.get(index).length() - wanted.length();
    return new Position(index + 1, indent + offset - lineStart + 1);
  }

  private static String from(String line, int index) {
    return index < 0 || index > line.length() ? "" : line.substring(index);
  }
}
