package org.stepgate.asl;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.TypeRef;
import com.jayway.jsonpath.spi.json.JsonProvider;
import com.jayway.jsonpath.spi.mapper.MappingProvider;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Shows [JsonValue]s to the path library and counts its work, for one evaluation on one thread.
///
/// The library reads immutable values, and fills arrays and objects of its own, which are Java
/// lists and maps here until [#freeze] makes values of them.
final class JsonValueProvider implements JsonProvider {
  /// How many values one evaluation may look at. A state of the size that AWS allows has fewer;
  /// what exceeds it is a path that visits the same values again and again.
  static final int MAX_STEPS = 1_000_000;

  /// Stands for the paths of results, which the library also collects: kept, they could be larger
  /// than the data by orders of magnitude.
  private static final String DROPPED_PATH = "";

  private static final int PATH_CHARACTERS_PER_STEP = 64;

  private int steps;

  private void count(int more) {
    steps += more;
    if (steps > MAX_STEPS) {
      throw new EvaluationException(
          "States.Runtime", "A JSONPath looked at more than " + MAX_STEPS + " values");
    }
  }

  @Override
  public boolean isArray(@Nullable Object value) {
    return value instanceof JsonArray || value instanceof List;
  }

  @Override
  public boolean isMap(@Nullable Object value) {
    return value instanceof JsonObject || value instanceof Map;
  }

  @Override
  public int length(Object value) {
    count(1);
    return switch (value) {
      case JsonArray array -> array.size();
      case JsonObject object -> object.size();
      case JsonString(String text) -> text.length();
      case Collection<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      default -> throw new UnsupportedOperationException("a value without length");
    };
  }

  @Override
  public Iterable<?> toIterable(Object value) {
    count(1);
    Collection<?> elements =
        switch (value) {
          case JsonArray array -> array.elements();
          case JsonObject object -> object.members().values();
          case Collection<?> list -> list;
          case Map<?, ?> map -> map.values();
          default -> throw new UnsupportedOperationException("a value without elements");
        };
    count(elements.size());
    return elements;
  }

  @Override
  public Collection<String> getPropertyKeys(Object value) {
    count(1 + length(value));
    return value instanceof JsonObject object ? object.members().keySet() : mapOf(value).keySet();
  }

  @Override
  public Object getArrayIndex(Object value, int index) {
    count(1);
    return value instanceof JsonArray array ? array.get(index) : listOf(value).get(index);
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // the library calls it
  public Object getArrayIndex(Object value, int index, boolean unwrap) {
    return getArrayIndex(value, index);
  }

  @Override
  public Object getMapValue(Object value, String name) {
    count(1);
    Object member = value instanceof JsonObject object ? object.get(name) : mapOf(value).get(name);
    return member == null ? UNDEFINED : member;
  }

  @Override
  public @Nullable Object unwrap(@Nullable Object value) {
    count(1);
    return switch (value) {
      case JsonString(String text) -> text;
      case JsonNumber number -> Numbers.plain(number);
      case JsonBoolean(boolean bool) -> bool;
      case JsonNull _ -> null;
      case null, default -> value;
    };
  }

  @Override
  public Object createArray() {
    return new ArrayList<Object>();
  }

  @Override
  public Object createMap() {
    return new LinkedHashMap<String, Object>();
  }

  @Override
  public void setArrayIndex(Object array, int index, Object value) {
    Object kept = value;
    if (value instanceof String path) {
      count(path.length() / PATH_CHARACTERS_PER_STEP);
      kept = DROPPED_PATH;
    }
    count(1);
    List<Object> list = listOf(array);
    if (index == list.size()) {
      list.add(kept);
    } else {
      list.set(index, kept);
    }
  }

  @Override
  public void setProperty(Object object, Object name, Object value) {
    count(1);
    mapOf(object).put(name.toString(), value);
  }

  @Override
  public void removeProperty(Object object, Object name) {
    throw new UnsupportedOperationException("values are immutable");
  }

  @Override
  public Object parse(String json) {
    throw new UnsupportedOperationException("nothing is parsed here");
  }

  @Override
  public Object parse(InputStream stream, String charset) {
    throw new UnsupportedOperationException("nothing is parsed here");
  }

  @Override
  public String toJson(Object value) {
    throw new UnsupportedOperationException("nothing is written here");
  }

  @SuppressWarnings("unchecked") // made by createArray
  private static List<Object> listOf(Object value) {
    return (List<Object>) value;
  }

  @SuppressWarnings("unchecked") // made by createMap
  private static Map<String, Object> mapOf(Object value) {
    return (Map<String, Object>) value;
  }

  /// The value that a result of the library stands for.
  JsonValue freeze(Object result) {
    return switch (result) {
      case JsonValue value -> value;
      case List<?> list -> JsonValue.array(list, this::freeze);
      case Map<?, ?> map -> {
        var object = JsonObject.builder();
        map.forEach((name, value) -> object.put(name.toString(), freeze(value)));
        yield object.build();
      }
      default -> throw new IllegalStateException("no JSON value: " + result.getClass());
    };
  }

  /// Gives filters the plain Java form of arrays and objects that they compare with literals.
  MappingProvider mapping() {
    return new MappingProvider() {
      @Override
      public <T> T map(Object source, Class<T> type, Configuration configuration) {
        Object plain = thaw(source);
        if (plain == null) {
          throw new IllegalArgumentException("null has no mapping");
        }
        return type.cast(plain);
      }

      @Override
      public <T> T map(Object source, TypeRef<T> type, Configuration configuration) {
        throw new UnsupportedOperationException("filters do not map to generic types");
      }
    };
  }

  private @Nullable Object thaw(@Nullable Object value) {
    count(1);
    return switch (value) {
      case JsonArray array -> {
        var list = new ArrayList<@Nullable Object>();
        array.forEach(element -> list.add(thaw(element)));
        yield list;
      }
      case JsonObject object -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        object.members().forEach((name, member) -> map.put(name, thaw(member)));
        yield map;
      }
      case null, default -> unwrap(value);
    };
  }
}
