package org.stepgate.json;

/// A place in a source text.
///
/// @param line line number, 1 for the first; 0 when unknown
/// @param column column in UTF-16 units, 1 for the first; 0 when unknown
public record Position(int line, int column) implements Comparable<Position> {
  /// No place is known.
  public static final Position UNKNOWN = new Position(0, 0);

  /// Orders by line, then column.
  @Override
  public int compareTo(Position other) {
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  /// `line:column`.
  @Override
  public String toString() {
    return line + ":" + column;
  }
}
