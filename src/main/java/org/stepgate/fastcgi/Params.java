package org.stepgate.fastcgi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The params of one request, in wire order. Names are unique; names and values are UTF-8 without
/// NUL.
///
/// Holds the bytes as they came and makes strings only of what is asked for.
public final class Params {
  private static final int PAIR_INTS = 3;

  private final byte[] bytes;

  /// For each pair: offset of the name, offset of the value, end of the value.
  private final int[] index;

  private final int count;

  Params(byte[] bytes, int[] index, int count) {
    this.bytes = bytes;
    this.index = index;
    this.count = count;
  }

  /// Number of params.
  public int count() {
    return count;
  }

  /// Name of the param at `position`, 0 to `count() - 1`.
  public String name(int position) {
    int at = position * PAIR_INTS;
    return text(index[at], index[at + 1]);
  }

  /// Value of the param at `position`, 0 to `count() - 1`.
  public String value(int position) {
    int at = position * PAIR_INTS;
    return text(index[at + 1], index[at + 2]);
  }

  /// The value of the param with this ASCII name.
  public Optional<String> value(String name) {
    for (int position = 0; position < count; position++) {
      if (isNamed(position, name)) {
        return Optional.of(value(position));
      }
    }
    return Optional.empty();
  }

  private boolean isNamed(int position, String name) {
    int start = index[position * PAIR_INTS];
    int length = index[position * PAIR_INTS + 1] - start;
    if (length != name.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[start + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String text(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /// The names only: values may be secret.
  @Override
  public String toString() {
    var names = new String[count];
    Arrays.setAll(names, this::name);
    return "Params" + Arrays.toString(names);
  }
}
