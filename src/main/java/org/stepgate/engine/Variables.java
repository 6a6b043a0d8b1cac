package org.stepgate.engine;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The variables of one scope: the machine, a branch of a Parallel state or an iteration of a Map
/// state.
///
/// @param values the values by name, without `$`, in the order of the names
/// @spec https://states-language.net/spec.html#assign Amazon States Language, variables
public record Variables(SortedMap<String, Payload> values) {
  /// No variable.
  public static final Variables NONE = new Variables(new TreeMap<>());

  /// Copies the values.
  public Variables {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /// The value of a variable of this scope, null when nothing has been assigned to it.
  @Nullable Payload get(String name) {
    return values.get(name);
  }

  /// These variables after an assignment.
  Variables with(SortedMap<String, Payload> assigned) {
    if (assigned.isEmpty()) {
      return this;
    }
    var next = new TreeMap<>(values);
    next.putAll(assigned);
    return new Variables(next);
  }

  /// How much larger the variables of `after` are than those of `before`; null frames have none.
  static long growth(@Nullable Frame before, @Nullable Frame after) {
    Variables old = before == null ? NONE : before.variables();
    Variables next = after == null ? NONE : after.variables();
    return Changes.isSame(old, next) ? 0 : next.bytes() - old.bytes();
  }

  /// The size of all values together, in bytes of UTF-8.
  long bytes() {
    long sum = 0;
    for (Payload value : values.values()) {
      sum += value.bytes();
    }
    return sum;
  }
}
