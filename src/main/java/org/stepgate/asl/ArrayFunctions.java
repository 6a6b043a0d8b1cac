package org.stepgate.asl;

import java.util.ArrayList;
import java.util.HashSet;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonString;

/// The intrinsic functions on arrays.
final class ArrayFunctions {
  /// How many elements `States.ArrayRange` may make, as on AWS.
  static final int MAX_RANGE = 1_000;

  private ArrayFunctions() {}

  static JsonArray partition(JsonArray array, int size) {
    if (size <= 0) {
      throw IntrinsicException.failure("the chunk size must be positive");
    }
    var chunks = new ArrayList<JsonValue>();
    for (int start = 0; start < array.size(); start += Math.min(size, array.size() - start)) {
      int end = start + Math.min(size, array.size() - start);
      chunks.add(JsonArray.of(array.elements().subList(start, end)));
    }
    return JsonArray.of(chunks);
  }

  static boolean contains(JsonArray array, JsonValue wanted) {
    return array.stream().anyMatch(element -> isSame(element, wanted));
  }

  private static boolean isSame(JsonValue one, JsonValue other) {
    if (one instanceof JsonNumber number && other instanceof JsonNumber otherNumber) {
      return Numbers.compare(number, otherNumber) == 0;
    }
    return one.equals(other);
  }

  static JsonArray range(int first, int last, int step) {
    if (step == 0) {
      throw IntrinsicException.failure("the step must not be 0");
    }
    long count = Math.max(0, Math.floorDiv((long) last - first, (long) step) + 1);
    if (count > MAX_RANGE) {
      throw IntrinsicException.failure("a range may hold no more than " + MAX_RANGE + " elements");
    }
    var elements = new ArrayList<JsonValue>((int) count);
    for (long i = 0; i < count; i++) {
      elements.add(JsonNumber.of(first + i * step));
    }
    return JsonArray.of(elements);
  }

  static JsonValue item(JsonArray array, int index) {
    if (index < 0 || index >= array.size()) {
      throw IntrinsicException.failure(
          "the index %d is outside of the array of %d elements".formatted(index, array.size()));
    }
    return array.get(index);
  }

  /// Strings are looked up as such: a hash table orders those whose hashes collide, which keeps
  /// hostile data from taking quadratic time, but knows no order of our values.
  static JsonArray unique(JsonArray array) {
    var texts = new HashSet<String>();
    var others = new HashSet<JsonValue>();
    return JsonArray.of(
        array.stream()
            .filter(element ->
                element instanceof JsonString(String text) ? texts.add(text) : others.add(element))
            .toList());
  }
}
