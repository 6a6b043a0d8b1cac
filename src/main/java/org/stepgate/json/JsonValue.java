package org.stepgate.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An immutable JSON value.
///
/// Objects keep the order of their members, numbers keep the text they were written with. Equality
/// is structural: objects are equal whatever the order of their members, numbers when their text is
/// the same ([JsonNumber#compareTo] compares by value).
///
/// @spec https://www.rfc-editor.org/rfc/rfc8259 RFC 8259
public sealed interface JsonValue {
  /// What kind of value this is, as a message says it, such as `an array`.
  default String kind() {
    return switch (this) {
      case JsonNull _ -> "null";
      case JsonBoolean _ -> "a boolean";
      case JsonNumber _ -> "a number";
      case JsonString _ -> "a string";
      case JsonArray _ -> "an array";
      case JsonObject _ -> "an object";
    };
  }

  /// The value `null`.
  enum JsonNull implements JsonValue {
    /// The only one.
    NULL;

    @Override
    public String toString() {
      return "null";
    }
  }

  /// `true` or `false`.
  ///
  /// @param value which of the two
  record JsonBoolean(boolean value) implements JsonValue {
    /// The value `true`.
    public static final JsonBoolean TRUE = new JsonBoolean(true);

    /// The value `false`.
    public static final JsonBoolean FALSE = new JsonBoolean(false);

    /// One of the two constants.
    public static JsonBoolean of(boolean value) {
      return value ? TRUE : FALSE;
    }

    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /// A string, without unpaired surrogates when it came from [JsonReader].
  ///
  /// @param value the characters, without quotes or escapes
  record JsonString(String value) implements JsonValue {
    @Override
    public String toString() {
      return JsonWriter.write(this);
    }
  }

  /// A number as it was written.
  ///
  /// @param text the text of a JSON number, such as `-1.50e3`
  record JsonNumber(String text) implements JsonValue, Comparable<JsonNumber> {
    private static final int MAX_LONG_DIGITS = 18;

    /// Checks that the first character can start a number; the rest is checked when it is used.
    public JsonNumber {
      if (text.isEmpty() || !(text.charAt(0) == '-' || Character.isDigit(text.charAt(0)))) {
        throw new IllegalArgumentException("not a JSON number: " + text);
      }
    }

    /// The number in plain decimal digits.
    public static JsonNumber of(long value) {
      return new JsonNumber(Long.toString(value));
    }

    /// The shortest text that reads back as `value`, with no fraction when it is integral and below
    /// 2^53.
    ///
    /// @throws IllegalArgumentException when `value` is not finite, which JSON cannot express
    public static JsonNumber of(double value) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("JSON has no number " + value);
      }
      if (value == Math.rint(value) && Math.abs(value) < 0x1p53) {
        return of((long) value);
      }
      return new JsonNumber(Double.toString(value));
    }

    /// The number as `value` prints itself.
    public static JsonNumber of(BigDecimal value) {
      return new JsonNumber(value.toString());
    }

    /// True when the text has neither a fraction nor an exponent.
    public boolean isIntegral() {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '.' || c == 'e' || c == 'E') {
          return false;
        }
      }
      return true;
    }

    /// True when the text is integral and fits a `long`.
    public boolean isLong() {
      if (!isIntegral()) {
        return false;
      }
      if (text.length() <= MAX_LONG_DIGITS) {
        return true;
      }
      return toBigDecimal().toBigInteger().bitLength() < Long.SIZE;
    }

    /// The value as a `long`.
    ///
    /// @throws ArithmeticException when it has a fraction or does not fit
    public long toLong() {
      return isIntegral() && text.length() <= MAX_LONG_DIGITS
          ? Long.parseLong(text)
          : toBigDecimal().longValueExact();
    }

    /// The nearest double; may be infinite.
    public double toDouble() {
      return Double.parseDouble(text);
    }

    /// The exact value.
    ///
    /// @throws NumberFormatException when the exponent is past the range of an `int`
    public BigDecimal toBigDecimal() {
      return new BigDecimal(text);
    }

    /// Compares by value: `1`, `1.0` and `1e0` are the same. Where an exponent is past the range of
    /// an `int`, the nearest doubles are compared.
    @Override
    public int compareTo(JsonNumber other) {
      if (isLong() && other.isLong()) {
        return Long.compare(toLong(), other.toLong());
      }
      try {
        return toBigDecimal().compareTo(other.toBigDecimal());
      } catch (NumberFormatException e) {
        return Double.compare(toDouble(), other.toDouble());
      }
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// An array.
  final class JsonArray implements JsonValue, Iterable<JsonValue> {
    /// The array without elements.
    public static final JsonArray EMPTY = new JsonArray(List.of());

    private final List<JsonValue> elements;

    /// Takes the list without copying: the caller must not keep it.
    JsonArray(List<JsonValue> elements) {
      this.elements = Collections.unmodifiableList(elements);
    }

    /// An array of a copy of `elements`.
    public static JsonArray of(Collection<? extends JsonValue> elements) {
      return new JsonArray(new ArrayList<>(elements));
    }

    /// An array of these elements.
    public static JsonArray of(JsonValue... elements) {
      return new JsonArray(List.of(elements));
    }

    /// The elements in order; unmodifiable.
    public List<JsonValue> elements() {
      return elements;
    }

    /// The element at `index`, 0 or more.
    ///
    /// @throws IndexOutOfBoundsException when there is none
    public JsonValue get(int index) {
      return elements.get(index);
    }

    /// The number of elements.
    public int size() {
      return elements.size();
    }

    /// The elements in order.
    public Stream<JsonValue> stream() {
      return elements.stream();
    }

    @Override
    public Iterator<JsonValue> iterator() {
      return elements.iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof JsonArray that && elements.equals(that.elements);
    }

    @Override
    public int hashCode() {
      return elements.hashCode();
    }

    @Override
    public String toString() {
      return JsonWriter.write(this);
    }
  }

  /// An object, whose members keep their order.
  final class JsonObject implements JsonValue {
    /// The object without members.
    public static final JsonObject EMPTY = new JsonObject(new LinkedHashMap<>());

    private final SequencedMap<String, JsonValue> members;

    /// Takes the map without copying: the caller must not keep it.
    JsonObject(SequencedMap<String, JsonValue> members) {
      this.members = Collections.unmodifiableSequencedMap(members);
    }

    /// An object of a copy of `members`, in the order in which the map iterates.
    public static JsonObject of(Map<String, ? extends JsonValue> members) {
      return new JsonObject(new LinkedHashMap<>(members));
    }

    /// An object of one member.
    public static JsonObject of(String name, JsonValue value) {
      return builder().put(name, value).build();
    }

    /// An object of two members.
    public static JsonObject of(String name1, JsonValue value1, String name2, JsonValue value2) {
      return builder().put(name1, value1).put(name2, value2).build();
    }

    /// Starts an object.
    public static Builder builder() {
      return new Builder(new LinkedHashMap<>());
    }

    /// Starts an object with the members of this one.
    public Builder toBuilder() {
      return new Builder(new LinkedHashMap<>(members));
    }

    /// The members in order; unmodifiable.
    public SequencedMap<String, JsonValue> members() {
      return members;
    }

    /// The member of that name, or null when there is none; a member whose value is `null` is
    /// [JsonNull#NULL].
    public @Nullable JsonValue get(String name) {
      return members.get(name);
    }

    /// True when there is a member of that name.
    public boolean has(String name) {
      return members.containsKey(name);
    }

    /// The string member of that name, or null when there is none or it is no string.
    public @Nullable String string(String name) {
      return members.get(name) instanceof JsonString(String value) ? value : null;
    }

    /// The number of members.
    public int size() {
      return members.size();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof JsonObject that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
      return members.hashCode();
    }

    @Override
    public String toString() {
      return JsonWriter.write(this);
    }

    /// Collects the members of one object; confined to a thread.
    public static final class Builder {
      private @Nullable SequencedMap<String, JsonValue> members;

      private Builder(SequencedMap<String, JsonValue> members) {
        this.members = members;
      }

      /// Sets a member; one of the same name keeps its place and gets the new value.
      public Builder put(String name, JsonValue value) {
        open().put(name, value);
        return this;
      }

      /// Sets a string member.
      public Builder put(String name, String value) {
        return put(name, new JsonString(value));
      }

      /// Sets a number member.
      public Builder put(String name, long value) {
        return put(name, JsonNumber.of(value));
      }

      /// Sets a boolean member.
      public Builder put(String name, boolean value) {
        return put(name, JsonBoolean.of(value));
      }

      /// Sets a member unless `value` is null.
      public Builder putIfPresent(String name, @Nullable JsonValue value) {
        return value == null ? this : put(name, value);
      }

      /// Sets a string member unless `value` is null.
      public Builder putIfPresent(String name, @Nullable String value) {
        return value == null ? this : put(name, value);
      }

      /// Removes a member, if it is there.
      public Builder remove(String name) {
        open().remove(name);
        return this;
      }

      /// The object; the builder cannot be used afterwards.
      public JsonObject build() {
        var built = new JsonObject(open());
        members = null;
        return built;
      }

      private SequencedMap<String, JsonValue> open() {
        if (members == null) {
          throw new IllegalStateException("the object is already built");
        }
        return members;
      }
    }
  }

  /// An array of what `toJson` makes of each element.
  static <T> JsonArray array(
      Collection<? extends T> source, Function<? super T, ? extends JsonValue> toJson) {
    var elements = new ArrayList<JsonValue>(source.size());
    for (T element : source) {
      elements.add(toJson.apply(element));
    }
    return new JsonArray(elements);
  }
}
