package org.stepgate.items;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;

/// The lines of an object, each a JSON value; blank lines are none.
final class JsonLineItems implements ItemStream {
  /// The longest line in characters.
  static final int MAX_LINE_CHARACTERS = JsonLimits.NETWORK.characters();

  private final BufferedReader text;
  private final String source;

  JsonLineItems(InputStream utf8, String source) {
    this.text = new BufferedReader(new InputStreamReader(utf8, StandardCharsets.UTF_8));
    this.source = source;
  }

  @Override
  public Optional<Item> next() throws IOException {
    var line = new StringBuilder();
    while (readLine(line)) {
      if (!line.toString().isBlank()) {
        try {
          return Optional.of(
              new Item(null, JsonReader.read(line.toString(), JsonLimits.NETWORK), source));
        } catch (JsonException e) {
          throw ItemReaderException.malformed("JSON Lines", source, e);
        }
      }
      line.setLength(0);
    }
    return Optional.empty();
  }

  /// Appends the next line; false at the end.
  private boolean readLine(StringBuilder line) throws IOException {
    int next = text.read();
    if (next < 0) {
      return false;
    }
    while (next >= 0 && next != '\n') {
      if (line.length() >= MAX_LINE_CHARACTERS) {
        throw new ItemReaderException(
            "A line has more than " + MAX_LINE_CHARACTERS + " characters.");
      }
      line.append((char) next);
      next = text.read();
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
