package org.stepgate.asl;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Utils;
import com.dashjoin.jsonata.Utils.JList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.JsonataFunction.Arguments;

/// Functions on arrays and objects where the library's take more than linear time, or where it has
/// none.
///
/// @spec https://docs.jsonata.org/array-functions Array functions
final class JsonataArrays {
  private static final int BYTES_OF_OBJECT = 150;
  private static final int BYTES_OF_NUMBER = 8;

  private JsonataArrays() {}

  /// Sorts by a function that says whether two are in the wrong order, else numbers or strings by
  /// their own order. A merge sort, so that a function that contradicts itself gives some order.
  static @Nullable Object sort(JsonataMeter meter, Arguments arguments) throws Throwable {
    List<?> list = arguments.list(0);
    if (list == null || list.size() <= 1) {
      return list;
    }
    Object function = arguments.get(1);
    var sorted = new ArrayList<Object>(list);
    if (function != null) {
      merge(meter, sorted, new ArrayList<>(sorted), 0, sorted.size(), function);
      return sorted;
    }
    int log = Integer.SIZE - Integer.numberOfLeadingZeros(list.size());
    meter.handle(log * meter.bytes(list));
    if (Utils.isArrayOfNumbers(list)) {
      sorted.sort(Comparator.comparingDouble(number -> ((Number) number).doubleValue()));
    } else if (Utils.isArrayOfStrings(list)) {
      sorted.sort(Comparator.comparing(String.class::cast));
    } else {
      throw new JException("D3070", -1);
    }
    return sorted;
  }

  private static void merge(
      JsonataMeter meter, List<Object> to, List<Object> from, int start, int end, Object function)
      throws Throwable {
    if (end - start < 2) {
      return;
    }
    int middle = (start + end) >>> 1;
    merge(meter, from, to, start, middle, function);
    merge(meter, from, to, middle, end, function);
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      meter.step(1);
      boolean takeRight =
          left == middle || (right < end && outOfOrder(function, from.get(left), from.get(right)));
      to.set(i, takeRight ? from.get(right++) : from.get(left++));
    }
  }

  private static boolean outOfOrder(Object function, Object first, Object second) throws Throwable {
    var pair = new ArrayList<>(List.of(first, second));
    return Boolean.TRUE.equals(Functions.toBoolean(Functions.funcApply(function, pair)));
  }

  static @Nullable Object shuffle(JsonataMeter meter, Arguments arguments) {
    List<?> list = arguments.list(0);
    if (list == null || list.size() <= 1) {
      return list;
    }
    var shuffled = new ArrayList<Object>(list);
    var random = meter.surroundings().random();
    for (int i = shuffled.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Object moved = shuffled.get(i);
      shuffled.set(i, shuffled.get(j));
      shuffled.set(j, moved);
    }
    return shuffled;
  }

  /// Elements are compared by a text that is the same for equal values: a hash table of values
  /// whose hashes collide would take quadratic time.
  static @Nullable Object distinct(JsonataMeter meter, Arguments arguments) {
    if (!(arguments.get(0) instanceof List<?> list) || list.size() <= 1) {
      return arguments.get(0);
    }
    Set<String> seen = new HashSet<>();
    List<Object> distinct = list instanceof JList ? Utils.createSequence() : new ArrayList<>();
    for (Object element : list) {
      var text = new StringBuilder();
      appendCanonical(text, element);
      meter.allocate(text.length());
      if (seen.add(text.toString())) {
        distinct.add(element);
      }
    }
    return distinct;
  }

  private static void appendCanonical(StringBuilder text, @Nullable Object value) {
    switch (value) {
      case null -> text.append('u');
      case String string -> text.append('s').append(string.length()).append(':').append(string);
      case JsonataNumber number -> text.append('e').append(number).append(';');
      case Number number -> text.append('n').append(number.doubleValue()).append(';');
      case Boolean bool -> text.append(bool ? 't' : 'f');
      case List<?> list -> {
        text.append('[');
        list.forEach(element -> appendCanonical(text, element));
        text.append(']');
      }
      case Map<?, ?> map -> {
        text.append('{');
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((name, member) -> sorted.put((String) name, member));
        sorted.forEach((name, member) -> {
          appendCanonical(text, name);
          appendCanonical(text, member);
        });
        text.append('}');
      }
      default -> text.append('o').append(System.identityHashCode(value)).append(';');
    }
  }

  /// `$partition(array, size)` of Step Functions: arrays of that size, the last one may be shorter.
  static @Nullable Object partition(JsonataMeter meter, Arguments arguments) {
    List<?> list = arguments.list(0);
    Number size = arguments.number(1);
    if (list == null || size == null) {
      return null;
    }
    long length = (long) Math.floor(size.doubleValue());
    if (length < 1) {
      throw new JException("$partition needs a size of 1 or more", -1);
    }
    int step = (int) Math.min(length, Math.max(1, list.size()));
    var parts = new ArrayList<Object>();
    for (int from = 0; from < list.size(); from += step) {
      meter.step(1);
      meter.allocate(BYTES_OF_OBJECT);
      parts.add(new ArrayList<Object>(list.subList(from, Math.min(from + step, list.size()))));
    }
    return parts;
  }

  /// `$range(first, last, step)` of Step Functions.
  static @Nullable Object range(JsonataMeter meter, Arguments arguments) {
    Number first = arguments.number(0);
    Number last = arguments.number(1);
    Number step = arguments.number(2);
    if (first == null || last == null || step == null) {
      return null;
    }
    double by = step.doubleValue();
    if (by == 0) {
      throw new JException("$range needs a step other than 0", -1);
    }
    double count = Math.floor((last.doubleValue() - first.doubleValue()) / by) + 1;
    if (!(count > 0)) {
      return new ArrayList<>();
    }
    meter.checkBytes((long) (count * BYTES_OF_NUMBER));
    meter.handle((long) count);
    var numbers = new ArrayList<Object>((int) count);
    for (int i = 0; i < (int) count; i++) {
      numbers.add(Utils.convertNumber(first.doubleValue() + i * by));
    }
    return numbers;
  }

  static Object keys(JsonataMeter meter, Arguments arguments) {
    var names = new LinkedHashSet<Object>();
    addKeys(names, arguments.get(0));
    List<Object> keys = Utils.createSequence();
    keys.addAll(names);
    return keys;
  }

  private static void addKeys(Set<Object> names, @Nullable Object value) {
    if (value instanceof List<?> list) {
      list.forEach(element -> addKeys(names, element));
    } else if (value instanceof Map<?, ?> map) {
      names.addAll(map.keySet());
    }
  }

  static @Nullable Object spread(JsonataMeter meter, Arguments arguments) {
    Object value = arguments.get(0);
    if (!(value instanceof List<?> || value instanceof Map<?, ?>)) {
      return value;
    }
    List<Object> objects = Utils.createSequence();
    spread(meter, value, objects);
    return objects;
  }

  private static void spread(JsonataMeter meter, @Nullable Object value, List<Object> objects) {
    switch (value) {
      case null -> {}
      case List<?> list -> list.forEach(element -> spread(meter, element, objects));
      case Map<?, ?> map ->
          map.forEach((name, member) -> {
            meter.step(1);
            meter.allocate(BYTES_OF_OBJECT);
            var single = new LinkedHashMap<Object, @Nullable Object>();
            single.put(name, member);
            objects.add(single);
          });
      default -> objects.add(value);
    }
  }
}
