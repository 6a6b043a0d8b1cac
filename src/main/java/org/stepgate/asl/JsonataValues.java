package org.stepgate.asl;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Between our values and the library's. Objects and arrays are seen through views, so that an
/// expression pays only for what it looks at and what it passes on comes back as it was.
final class JsonataValues {
  /// Texts up to this length with no exponent are told apart by doubles.
  private static final int EXACT_DIGITS = 15;

  private JsonataValues() {}

  /// The library's value.
  static Object toLibrary(JsonValue value) {
    return switch (value) {
      case JsonNull _ -> Jsonata.NULL_VALUE;
      case JsonBoolean(boolean bool) -> bool;
      case JsonNumber number -> toLibrary(number);
      case JsonString(String text) -> text;
      // The library puts an element into an empty list that it groups.
      case JsonArray array -> array.size() == 0 ? new ArrayList<>() : new ArrayView(array);
      case JsonObject object -> new ObjectView(object);
    };
  }

  private static Number toLibrary(JsonNumber number) {
    String text = number.text();
    if (number.isLong() && !text.equals("-0")) {
      return narrow(number.toLong());
    }
    double nearest = number.toDouble();
    boolean plain = text.length() <= EXACT_DIGITS && text.indexOf('e') < 0 && text.indexOf('E') < 0;
    if (plain || isExactly(nearest, number)) {
      return Utils.convertNumber(nearest);
    }
    return new JsonataNumber(number);
  }

  private static boolean isExactly(double nearest, JsonNumber number) {
    return Double.isFinite(nearest)
        && nearest != 0
        && Math.abs(nearest) < 0x1p63
        && BigDecimal.valueOf(nearest).compareTo(number.toBigDecimal()) == 0;
  }

  private static Number narrow(long value) {
    return (int) value == value ? (Number) (int) value : (Number) value;
  }

  /// Our value; functions have none.
  ///
  /// @throws EvaluationException when the value is or holds a function
  static JsonValue toJson(@Nullable Object value) {
    return switch (value) {
      case null -> JsonNull.NULL;
      case ArrayView view -> view.source;
      case ObjectView view -> view.source;
      case String text -> new JsonString(text);
      case Boolean bool -> JsonBoolean.of(bool);
      case JsonataNumber number -> number.source();
      case Double number -> JsonNumber.of(number);
      case Number number -> JsonNumber.of(number.longValue());
      case List<?> list -> {
        var elements = new ArrayList<JsonValue>(list.size());
        for (Object element : list) {
          elements.add(toJson(element));
        }
        yield JsonArray.of(elements);
      }
      case Map<?, ?> map -> {
        var members = new LinkedHashMap<String, JsonValue>();
        map.forEach((name, member) -> members.put(String.valueOf(name), toJson(member)));
        yield JsonObject.of(members);
      }
      default -> {
        if (value.equals(Jsonata.NULL_VALUE)) {
          yield JsonNull.NULL;
        }
        throw JsonataMeter.failure("the result holds a function, which JSON cannot express");
      }
    };
  }

  /// An array as the library sees it; unmodifiable.
  static final class ArrayView extends AbstractList<Object> {
    private final JsonArray source;

    private ArrayView(JsonArray source) {
      this.source = source;
    }

    JsonArray source() {
      return source;
    }

    @Override
    public Object get(int index) {
      return toLibrary(source.get(index));
    }

    @Override
    public int size() {
      return source.size();
    }
  }

  /// An object as the library sees it; unmodifiable.
  static final class ObjectView extends AbstractMap<String, Object> {
    private final JsonObject source;

    private ObjectView(JsonObject source) {
      this.source = source;
    }

    JsonObject source() {
      return source;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
      JsonValue member = name instanceof String text ? source.get(text) : null;
      return member == null ? null : toLibrary(member);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
      return name instanceof String text && source.has(text);
    }

    @Override
    public int size() {
      return source.size();
    }

    @Override
    public Set<String> keySet() {
      return source.members().keySet();
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
          var members = source.members().entrySet().iterator();
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return members.hasNext();
            }

            @Override
            public Map.Entry<String, Object> next() {
              var member = members.next();
              return Map.entry(member.getKey(), toLibrary(member.getValue()));
            }
          };
        }

        @Override
        public int size() {
          return source.size();
        }
      };
    }
  }
}
