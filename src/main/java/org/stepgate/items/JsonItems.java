package org.stepgate.items;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonElements;
import org.stepgate.json.JsonElements.Element;
import org.stepgate.json.JsonException;

/// The elements of the array that an object holds, or the members of an object within it.
final class JsonItems implements ItemStream {
  private final JsonElements elements;
  private final String source;

  /// @param pointer where array or object stand; null for the whole, which must be an array
  /// @throws ItemReaderException when they do not stand there
  JsonItems(InputStream utf8, @Nullable String pointer, String source) throws IOException {
    this.source = source;
    if (pointer != null && !pointer.isEmpty() && !pointer.startsWith("/")) {
      throw new ItemReaderException("The ItemsPointer '" + pointer + "' is no JSON pointer.");
    }
    try {
      elements = JsonElements.open(utf8, pointer == null ? "" : pointer);
    } catch (JsonException e) {
      throw ItemReaderException.malformed("JSON", source, e);
    }
    boolean whole = pointer == null || pointer.isEmpty();
    if (elements.kind() == JsonElements.Kind.OTHER
        || (whole && elements.kind() == JsonElements.Kind.OBJECT)) {
      elements.close();
      throw ItemReaderException.notIterable();
    }
  }

  @Override
  public Optional<Item> next() throws IOException {
    try {
      Element element = elements.next();
      return element == null
          ? Optional.empty()
          : Optional.of(new Item(element.name(), element.value(), source));
    } catch (JsonException e) {
      throw ItemReaderException.malformed("JSON", source, e);
    }
  }

  @Override
  public void close() throws IOException {
    elements.close();
  }
}
