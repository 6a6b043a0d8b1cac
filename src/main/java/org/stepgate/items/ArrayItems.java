package org.stepgate.items;

import java.util.Iterator;
import java.util.Optional;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;

/// The elements of an array that is in memory.
final class ArrayItems implements ItemStream {
  private static final String SOURCE = "STATE_DATA";

  private final Iterator<JsonValue> elements;

  ArrayItems(JsonArray array) {
    this.elements = array.iterator();
  }

  @Override
  public Optional<Item> next() {
    return elements.hasNext()
        ? Optional.of(new Item(null, elements.next(), SOURCE))
        : Optional.empty();
  }

  @Override
  public void close() {}
}
