package org.stepgate.asl;

import com.dashjoin.jsonata.Jsonata.EntryCallback;
import com.dashjoin.jsonata.Jsonata.ExitCallback;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser.Symbol;
import com.dashjoin.jsonata.Utils.RangeList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.JsonataValues.ArrayView;
import org.stepgate.asl.JsonataValues.ObjectView;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Counts what one evaluation does and ends it at its limits. Confined to the evaluating thread;
/// built-in functions find it through [#CURRENT].
///
/// The library calls back before and after each node of the expression, and our wrappers round all
/// its built-in functions charge for what they are given and check what they return. Between two
/// such points the library does work in proportion to the values it has in hand, which are bounded.
/// Where it does more than that (it copies a sequence for each item that it appends, compares whole
/// trees, collects all descendants), the node is recognised and charged before or while it happens.
///
/// The size of a value is that of its text, so an object that holds the same array twice counts it
/// twice: such values are small in memory, but writing or comparing them would not be. Sizes of
/// built values are remembered by identity, unless the expression can change a value in place.
final class JsonataMeter implements EntryCallback, ExitCallback {
  static final ScopedValue<JsonataMeter> CURRENT = ScopedValue.newInstance();

  private static final String QUERY_ERROR = "States.QueryEvaluationError";
  private static final int HANDLED_PER_STEP = 64;

  /// How much longer it takes to look at a part of a value than to copy a reference to it.
  private static final int LOOKED_AT = 8;

  private static final int STEPS_PER_LOOK_AT_THE_CLOCK = 1_024;
  private static final int MAX_NESTING = 500;
  private static final int HEIGHT_BITS = 10;
  private static final int HEIGHT_MASK = (1 << HEIGHT_BITS) - 1;
  private static final int REMEMBERED_BYTES = 256;
  private static final int CONTAINER_BYTES = 16;
  private static final int SCALAR_BYTES = 8;
  private static final int SLOT_BYTES = 8;
  private static final int TUPLE_BYTES = 128;
  private static final int SMALL_SCAN = 64;
  private static final int USUAL_DEPTH = 16;
  private static final int FEW_VALUES = 4;

  private final JsonataLimits limits;
  private final JsonataSurroundings surroundings;
  private final JsonataShape shape;
  private JsonataShape.Kind[] kinds;
  private long[] siblingBytes;
  private @Nullable Symbol[] siblings;
  private final IdentityHashMap<Object, Long> sizes = new IdentityHashMap<>(FEW_VALUES);
  private @Nullable Map<String, Integer>[] groups;
  private @Nullable EvaluationException stopped;
  private @Nullable Object scanned;
  private int depth;
  private long steps;
  private long nextLook = STEPS_PER_LOOK_AT_THE_CLOCK;
  private long regexCharacters;
  private long allocatedBytes;
  private long measured;

  @SuppressWarnings({"unchecked", "rawtypes"})
  JsonataMeter(JsonataLimits limits, JsonataSurroundings surroundings, JsonataShape shape) {
    this.limits = limits;
    this.surroundings = surroundings;
    this.shape = shape;
    this.kinds = new JsonataShape.Kind[USUAL_DEPTH];
    this.siblingBytes = new long[USUAL_DEPTH];
    this.siblings = new Symbol[USUAL_DEPTH];
    this.groups = shape.groups() ? new Map[USUAL_DEPTH] : new Map[0];
    kinds[0] = JsonataShape.Kind.OTHER;
  }

  static EvaluationException failure(String cause) {
    return new EvaluationException(QUERY_ERROR, cause);
  }

  JsonataSurroundings surroundings() {
    return surroundings;
  }

  /// The error that ended the evaluation, also when the library has turned it into another one.
  @Nullable EvaluationException stopped() {
    return stopped;
  }

  long steps() {
    return steps;
  }

  long regexCharacters() {
    return regexCharacters;
  }

  long allocatedBytes() {
    return allocatedBytes;
  }

  private EvaluationException stop(String cause) {
    stopped = failure(cause);
    return stopped;
  }

  // Called by the library

  @Override
  @SuppressWarnings("ReferenceEquality") // the very list that was looked at last
  public void callback(Symbol node, @Nullable Object input, Frame environment) {
    step(1);
    JsonataShape.Kind kind = shape.kind(node);
    descend(kind);
    if (groups.length > 0 && groups[depth + 1] != null) {
      groups[depth + 1] = null;
    }
    switch (kind) {
      case NAME -> {
        if (input instanceof List<?> list && list != scanned) {
          scanned = list;
          handle(LOOKED_AT * listsWithin(list));
        }
      }
      case WILDCARD -> handle(wildcardCost(input));
      case DESCENDANTS -> lookAt(input);
      default -> {}
    }
  }

  @Override
  public void callback(
      Symbol node, @Nullable Object input, Frame environment, @Nullable Object result) {
    JsonataShape.Kind kind = kinds[depth];
    JsonataShape.Kind parent = kinds[depth - 1];
    if (result instanceof String text) {
      checkBytes(text.length());
      if (kind == JsonataShape.Kind.COMPARE_OR_JOIN) {
        allocate(text.length());
      }
    } else if (result instanceof List<?> || result instanceof Map<?, ?>) {
      leaveWithContainer(node, kind, parent, result);
    } else if (shape.isRegex(result)) {
      throw stop("a regular expression stands where it is not supported");
    }
    if (groups.length > 0) {
      // A path gives a list of one string here, of which the library makes the string afterwards.
      Object key = result instanceof List<?> list && list.size() == 1 ? list.getFirst() : result;
      handle(key instanceof String text ? 4L * sameBefore(text) : 0);
    }
    if (parent == JsonataShape.Kind.COMPARE_OR_JOIN) {
      lookAt(result);
    }
    depth--;
  }

  @SuppressWarnings("ReferenceEquality") // nodes have no other identity
  private void leaveWithContainer(
      Symbol node, JsonataShape.Kind kind, JsonataShape.Kind parent, Object container) {
    boolean view = container instanceof ArrayView || container instanceof ObjectView;
    if (!view) {
      checkBytes(bytes(container));
    }
    long slots = container instanceof List<?> list ? list.size() : 0;
    handle(slots);
    long shallow = slots * (shape.tuples() ? TUPLE_BYTES : SLOT_BYTES);
    if (!view && kind != JsonataShape.Kind.NAME) {
      allocate(CONTAINER_BYTES + shallow);
    }
    if (parent == JsonataShape.Kind.CALL) {
      return;
    }
    // The parent may join what its children give into one sequence: an array does with different
    // nodes, a path with one and the same again and again.
    boolean joined = parent == JsonataShape.Kind.ARRAY || siblings[depth] == node;
    siblingBytes[depth] = shallow + (joined ? siblingBytes[depth] : 0);
    siblings[depth] = node;
    checkBytes(siblingBytes[depth]);
    if (parent == JsonataShape.Kind.ARRAY) {
      handle(siblingBytes[depth] / SLOT_BYTES);
    }
  }

  private void descend(JsonataShape.Kind kind) {
    depth++;
    if (depth + 2 > kinds.length) {
      deepen();
    }
    if (depth > limits.depth()) {
      throw stop("the evaluation nests deeper than " + limits.depth() + " levels");
    }
    kinds[depth] = kind;
    siblingBytes[depth + 1] = 0;
    siblings[depth + 1] = null;
  }

  private void deepen() {
    int levels = 2 * kinds.length;
    kinds = Arrays.copyOf(kinds, levels);
    siblingBytes = Arrays.copyOf(siblingBytes, levels);
    siblings = Arrays.copyOf(siblings, levels);
    if (groups.length > 0) {
      groups = Arrays.copyOf(groups, levels);
    }
  }

  // Called by functions and regular expressions

  /// A function begins, which may call others without an evaluation in between. It takes as much of
  /// the stack as two evaluations.
  void enterFunction() {
    step(1);
    descend(JsonataShape.Kind.CALL);
    descend(JsonataShape.Kind.CALL);
  }

  /// A function has returned.
  void leaveFunction() {
    depth -= 2;
  }

  /// Counts nodes of the expression, or what takes as long.
  ///
  /// @throws EvaluationException past the limit
  void step(long count) {
    if (stopped != null) {
      throw stopped;
    }
    steps += count;
    if (steps > limits.steps()) {
      throw stop("the evaluation takes more than " + limits.steps() + " steps");
    }
    if (steps >= nextLook) {
      nextLook = steps + STEPS_PER_LOOK_AT_THE_CLOCK;
      if (surroundings.expired()) {
        throw stop("the evaluation takes too long");
      }
    }
  }

  /// Counts elements or characters that are looked at or copied.
  void handle(long elementsOrCharacters) {
    if (elementsOrCharacters >= HANDLED_PER_STEP) {
      step(elementsOrCharacters / HANDLED_PER_STEP);
    }
  }

  /// Counts one character that a regular expression reads.
  void readByRegex() {
    if (++regexCharacters > limits.regexCharacters()) {
      throw stop("regular expressions read more than " + limits.regexCharacters() + " characters");
    }
    if ((regexCharacters & 0xFFFF) == 0 && surroundings.expired()) {
      throw stop("the evaluation takes too long");
    }
  }

  /// Counts bytes of a new value, before or after it is made.
  void allocate(long bytes) {
    allocatedBytes += bytes;
    if (allocatedBytes > limits.allocatedBytes()) {
      throw stop("the evaluation makes more than " + limits.allocatedBytes() + " bytes of values");
    }
  }

  /// Refuses a value of that size.
  void checkBytes(long bytes) {
    if (bytes > limits.valueBytes()) {
      throw stop("a value is larger than " + limits.valueBytes() + " bytes");
    }
  }

  /// Checks and counts a value that a function has made.
  void made(@Nullable Object value) {
    if (value instanceof String text) {
      checkBytes(text.length());
      allocate(text.length());
    } else if (value instanceof List<?> list && !(value instanceof ArrayView)) {
      checkBytes(bytes(value));
      allocate(CONTAINER_BYTES + (long) list.size() * SLOT_BYTES);
    } else if (value instanceof Map<?, ?> map && !(value instanceof ObjectView)) {
      checkBytes(bytes(value));
      allocate(CONTAINER_BYTES + (long) map.size() * 2 * SLOT_BYTES);
    }
  }

  /// Counts a look at all that a value holds.
  void lookAt(@Nullable Object value) {
    handle(value instanceof String text ? text.length() : LOOKED_AT * bytes(value));
  }

  /// The size of a value, each part counted as often as it is held.
  ///
  /// @throws EvaluationException when it is larger than a value may be, or nested too deeply
  long bytes(@Nullable Object value) {
    return measure(value, 0) >> HEIGHT_BITS;
  }

  /// Size and, in the low bits, height.
  private long measure(@Nullable Object value, int level) {
    return switch (value) {
      case null -> scalar();
      case String text -> (long) (text.length() + SCALAR_BYTES) << HEIGHT_BITS;
      case ArrayView view -> measureJson(view.source(), level);
      case ObjectView view -> measureJson(view.source(), level);
      case RangeList range -> (((long) range.size() * SCALAR_BYTES) << HEIGHT_BITS) | 1;
      case List<?> list -> {
        Long known = known(list);
        yield known != null ? known : measureAll(list, list, 0, level);
      }
      case Map<?, ?> map -> {
        Long known = known(map);
        long names = 0;
        if (known == null) {
          for (Object name : map.keySet()) {
            names += ((String) name).length() + SCALAR_BYTES;
          }
        }
        yield known != null ? known : measureAll(map, map.values(), names, level);
      }
      default -> scalar();
    };
  }

  private long measureJson(JsonValue value, int level) {
    return switch (value) {
      case JsonString(String text) -> (long) (text.length() + SCALAR_BYTES) << HEIGHT_BITS;
      case JsonArray array -> {
        Long known = known(array);
        yield known != null ? known : measureAll(array, array.elements(), 0, level);
      }
      case JsonObject object -> {
        Long known = known(object);
        long names = 0;
        if (known == null) {
          for (String name : object.members().keySet()) {
            names += name.length() + SCALAR_BYTES;
          }
        }
        yield known != null ? known : measureAll(object, object.members().values(), names, level);
      }
      default -> scalar();
    };
  }

  private long measureAll(Object container, Iterable<?> parts, long nameBytes, int level) {
    if (level > MAX_NESTING) {
      throw stop("a value nests deeper than " + MAX_NESTING + " levels");
    }
    long bytes = CONTAINER_BYTES + nameBytes;
    long height = 0;
    for (Object part : parts) {
      long size =
          part instanceof JsonValue json ? measureJson(json, level + 1) : measure(part, level + 1);
      bytes += size >> HEIGHT_BITS;
      height = Math.max(height, size & HEIGHT_MASK);
      if (++measured % (HANDLED_PER_STEP / LOOKED_AT) == 0) {
        checkBytes(bytes);
        step(1);
      }
    }
    checkBytes(bytes);
    if (height >= MAX_NESTING) {
      throw stop("a value nests deeper than " + MAX_NESTING + " levels");
    }
    long size = (bytes << HEIGHT_BITS) | (height + 1);
    if (bytes > REMEMBERED_BYTES && (container instanceof JsonValue || !shape.transforms())) {
      sizes.put(container, size);
    }
    return size;
  }

  private @Nullable Long known(Object container) {
    return sizes.get(container);
  }

  private static long scalar() {
    return (long) SCALAR_BYTES << HEIGHT_BITS;
  }

  /// What it costs to look a name up in a list: the lookup descends into lists within it.
  private static long listsWithin(List<?> list) {
    long count = list.size();
    for (Object element : list) {
      if (element instanceof List<?> inner) {
        count += listsWithin(inner);
      }
    }
    return count;
  }

  /// What `*` costs: the library copies all it has for each member that is an array.
  private static long wildcardCost(@Nullable Object input) {
    Iterable<?> members;
    if (input instanceof Map<?, ?> map && map.size() > SMALL_SCAN) {
      members = map.values();
    } else if (input instanceof List<?> list && list.size() > SMALL_SCAN) {
      members = list;
    } else {
      return 0;
    }
    long collected = 0;
    long cost = 0;
    for (Object member : members) {
      if (member instanceof List<?> inner) {
        collected += listsWithin(inner);
        cost += collected;
      } else {
        collected++;
      }
    }
    return cost;
  }

  /// How often a sibling gave the same text: when it is the key of a group, the library copies as
  /// many items to add one.
  private int sameBefore(String text) {
    Map<String, Integer> seen = groups[depth];
    if (seen == null) {
      seen = new HashMap<>();
      groups[depth] = seen;
    }
    return seen.merge(text, 1, Integer::sum);
  }
}
