package org.stepgate.items;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;

/// Items, one after the other. Holds a few of them at a time, however many there are.
///
/// Threads: confined to one.
public interface ItemStream extends AutoCloseable {
  /// An item.
  ///
  /// @param key its name, when the items are the members of an object; else null
  /// @param source where it comes from: `STATE_DATA`, `S3://bucket` or `S3://bucket/key`
  record Item(@Nullable String key, JsonValue value, String source) {}

  /// The next item; empty at the end.
  ///
  /// @throws ItemReaderException when what is read is not of its format
  /// @throws IOException when the transfer fails; opening the stream again may help
  Optional<Item> next() throws IOException;

  /// Ends the transfer.
  @Override
  void close() throws IOException;
}
