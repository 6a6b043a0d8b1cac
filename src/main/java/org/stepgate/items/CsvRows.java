package org.stepgate.items;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the rows of a CSV text. Fields may stand in double quotes, within which two of them are
/// one; a quote that does not begin a field is a character like any other. Rows end with LF, CR or
/// CRLF; empty lines are no rows.
///
/// Threads: confined to one.
///
/// @spec https://www.rfc-editor.org/rfc/rfc4180 RFC 4180; section 2 without the rule that all rows
///   have the same number of fields
final class CsvRows implements AutoCloseable {
  /// The longest row in characters; a longer one is no data for a state.
  static final int MAX_ROW_CHARACTERS = 8 << 20;

  private static final int END = -1;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final Reader text;
  private final char delimiter;
  private int ahead;

  /// @param text positioned at its start; closed by [#close]
  CsvRows(Reader text, char delimiter) throws IOException {
    this.text = text;
    this.delimiter = delimiter;
    this.ahead = text.read();
    if (ahead == BYTE_ORDER_MARK) {
      ahead = text.read();
    }
  }

  /// The fields of the next row; null at the end.
  ///
  /// @throws ItemReaderException when a row is too long, or its last quote is not closed
  @Nullable List<String> next() throws IOException {
    while (ahead == '\n' || ahead == '\r') {
      ahead = text.read();
    }
    if (ahead == END) {
      return null;
    }
    var fields = new ArrayList<String>();
    int characters = 0;
    while (true) {
      String field = ahead == '"' ? quoted() : plain("");
      characters += field.length() + 1;
      if (characters > MAX_ROW_CHARACTERS) {
        throw tooLong();
      }
      fields.add(field);
      if (ahead != delimiter) {
        return fields; // at the end of the row, which the next call skips
      }
      ahead = text.read();
    }
  }

  private String plain(String begun) throws IOException {
    var field = new StringBuilder(begun);
    while (ahead != delimiter && ahead != '\n' && ahead != '\r' && ahead != END) {
      append(field);
    }
    return field.toString();
  }

  private String quoted() throws IOException {
    var field = new StringBuilder();
    ahead = text.read();
    while (true) {
      if (ahead == END) {
        throw new ItemReaderException("A quoted CSV field is not closed.");
      }
      if (ahead == '"') {
        ahead = text.read();
        if (ahead != '"') {
          return plain(field.toString());
        }
      }
      append(field);
    }
  }

  private void append(StringBuilder field) throws IOException {
    if (field.length() >= MAX_ROW_CHARACTERS) {
      throw tooLong();
    }
    field.append((char) ahead);
    ahead = text.read();
  }

  private static ItemReaderException tooLong() {
    return new ItemReaderException(
        "A CSV row has more than " + MAX_ROW_CHARACTERS + " characters.");
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
