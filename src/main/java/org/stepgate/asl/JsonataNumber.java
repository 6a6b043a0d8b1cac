package org.stepgate.asl;

import java.io.Serial;
import org.stepgate.json.JsonValue.JsonNumber;

/// A number whose text says more than an `int`, `long` or `double` can hold. Arithmetic sees the
/// nearest double; a result that only passes it on keeps the text.
final class JsonataNumber extends Number implements Comparable<JsonataNumber> {
  @Serial private static final long serialVersionUID = 1L;

  private final transient JsonNumber source;

  JsonataNumber(JsonNumber source) {
    this.source = source;
  }

  JsonNumber source() {
    return source;
  }

  @Override
  public int intValue() {
    return (int) doubleValue();
  }

  @Override
  public long longValue() {
    return (long) doubleValue();
  }

  @Override
  public float floatValue() {
    return (float) doubleValue();
  }

  @Override
  public double doubleValue() {
    return source.toDouble();
  }

  @Override
  public int compareTo(JsonataNumber other) {
    return source.compareTo(other.source);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonataNumber that && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source.text();
  }
}
