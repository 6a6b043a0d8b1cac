package org.stepgate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Rows in aligned columns: headings in capitals, two blanks between columns, none at the end of a
/// line.
final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    row(List.of(headings).stream().map(heading -> heading.toUpperCase(Locale.ROOT)).toList());
  }

  /// Adds a row with a cell for each heading; unsafe characters are escaped.
  Table row(List<String> cells) {
    if (!rows.isEmpty() && cells.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row has a cell for each heading");
    }
    rows.add(cells.stream().map(PrintableText::line).toList());
    return this;
  }

  /// Adds a row.
  Table row(String... cells) {
    return row(List.of(cells));
  }

  /// The lines, each ended by a line feed.
  @Override
  public String toString() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    var text = new StringBuilder();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - width(row.get(i))).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
