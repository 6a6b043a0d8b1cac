package org.stepgate.items;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The items of several objects, one object after the other, each opened when its turn comes.
final class JoinedItems implements ItemStream {
  private final Parts parts;
  private @Nullable ItemStream open;

  /// Opens the parts.
  @FunctionalInterface
  interface Parts {
    /// The items of the next part; null when there is none left.
    @Nullable ItemStream next() throws IOException;
  }

  JoinedItems(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Optional<Item> next() throws IOException {
    while (true) {
      ItemStream current = open;
      if (current == null) {
        current = parts.next();
        if (current == null) {
          return Optional.empty();
        }
        open = current;
      }
      Optional<Item> item = current.next();
      if (item.isPresent()) {
        return item;
      }
      current.close();
      open = null;
    }
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }
}
