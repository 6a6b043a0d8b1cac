package org.stepgate.items;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// The rows of a CSV object as JSON objects of texts. A row that is shorter than the header has
/// empty texts, what is beyond the header is left out, as on AWS.
final class CsvItems implements ItemStream {
  private final CsvRows rows;
  private final String source;
  private final List<Column> columns;

  private record Column(String name, int index) {}

  /// @param headers the names of the columns; null when they are the first row
  /// @throws ItemReaderException when two columns have the same name
  CsvItems(InputStream utf8, @Nullable List<String> headers, char delimiter, String source)
      throws IOException {
    this.rows =
        new CsvRows(
            new BufferedReader(new InputStreamReader(utf8, StandardCharsets.UTF_8)), delimiter);
    this.source = source;
    List<String> names = headers == null ? rows.next() : headers;
    this.columns = columns(names == null ? List.of() : names);
  }

  /// The columns in the order in which AWS shows them, that of a hash table of their names.
  private static List<Column> columns(List<String> names) {
    if (new HashSet<>(names).size() < names.size()) {
      throw ItemReaderException.duplicateHeaders();
    }
    var indexes = new HashMap<String, Integer>();
    for (int i = 0; i < names.size(); i++) {
      indexes.put(names.get(i), i);
    }
    var columns = new ArrayList<Column>();
    indexes.forEach((name, index) -> columns.add(new Column(name, index)));
    return columns;
  }

  @Override
  public Optional<Item> next() throws IOException {
    List<String> row = rows.next();
    if (row == null) {
      return Optional.empty();
    }
    var item = JsonObject.builder();
    for (Column column : columns) {
      item.put(column.name, new JsonString(column.index < row.size() ? row.get(column.index) : ""));
    }
    return Optional.of(new Item(null, item.build(), source));
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
