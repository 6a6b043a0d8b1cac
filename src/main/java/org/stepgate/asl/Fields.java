package org.stepgate.asl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Reads the fields of one object of the definition. A field that is wrong is reported and read as
/// if it were absent; one fault is enough to refuse the definition, so nobody uses the rest.
final class Fields {
  private final Node node;
  private final JsonObject object;
  private final Faults faults;

  private Fields(Node node, JsonObject object, Faults faults) {
    this.node = node;
    this.object = object;
    this.faults = faults;
  }

  /// The fields of an object that stands at `node`.
  static Fields of(Node node, JsonObject object, Faults faults) {
    return new Fields(node, object, faults);
  }

  /// The fields of `node`, or null, with a fault, when it is no object.
  static @Nullable Fields open(Node node, Faults faults) {
    if (node.value() instanceof JsonObject object) {
      return new Fields(node, object, faults);
    }
    faults.schema(node, "Expected value of type Object");
    return null;
  }

  Node node() {
    return node;
  }

  Faults faults() {
    return faults;
  }

  boolean has(String name) {
    return object.has(name);
  }

  /// The field, or null when it is absent.
  @Nullable Node get(String name) {
    JsonValue value = object.get(name);
    return value == null ? null : node.member(name, value);
  }

  /// The field, which is known to be there.
  Node field(String name) {
    Node field = get(name);
    if (field == null) {
      throw new IllegalArgumentException("there is no field " + name);
    }
    return field;
  }

  /// Whether the field is there and `null`.
  boolean isNull(String name) {
    return object.get(name) == JsonNull.NULL;
  }

  /// The names of all fields, in order.
  Iterable<String> names() {
    return object.members().keySet();
  }

  /// Reports every field that is not in `known`.
  void refuseOthers(Set<String> known) {
    for (String name : names()) {
      if (!known.contains(name)) {
        faults.member(node, name, "Field '" + name + "' is not supported");
      }
    }
  }

  /// Reports the absent ones of `names`, at once.
  void require(String... names) {
    var missing = new ArrayList<String>();
    for (String name : names) {
      if (!has(name)) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      faults.schema(node, "These fields are required: " + missing);
    }
  }

  /// Reports when more than one of `names` is there.
  ///
  /// @return whether at least one is there
  boolean atMostOne(String... names) {
    List<String> choices = List.of(names);
    List<String> present = choices.stream().filter(this::has).toList();
    if (present.size() > 1) {
      faults.member(
          node, present.get(1), "There should only be one of the following fields: " + choices);
    }
    return !present.isEmpty();
  }

  /// Reports when not exactly one of `names` is there.
  void exactlyOne(String... names) {
    if (!atMostOne(names)) {
      faults.schema(
          node, "This object should have only one of the following fields: " + List.of(names));
    }
  }

  /// A string, or null when it is absent or wrong.
  @Nullable String string(String name) {
    Node field = get(name);
    if (field == null) {
      return null;
    }
    if (field.value() instanceof JsonString(String text)) {
      return text;
    }
    faults.schema(field, "Expected value of type String");
    return null;
  }

  /// One of `values`, or null when it is absent or wrong.
  @Nullable String oneOf(String name, String... values) {
    String value = string(name);
    if (value == null || List.of(values).contains(value)) {
      return value;
    }
    faults.schema(
        node.member(name, new JsonString(value)),
        "Value should be one of the following: " + List.of(values));
    return null;
  }

  /// An integer of that range, or null when it is absent or wrong.
  @Nullable Long integer(String name, long minimum, long maximum) {
    Node field = get(name);
    if (field == null) {
      return null;
    }
    if (!(field.value() instanceof JsonNumber number) || !number.isLong()) {
      faults.schema(field, "Expected value of type Integer");
      return null;
    }
    long value = number.toLong();
    if (value < minimum) {
      faults.schema(field, "Minimum value is " + minimum);
      return null;
    }
    if (value > maximum) {
      faults.schema(field, "Maximum value is " + maximum);
      return null;
    }
    return value;
  }

  /// A number of that range, or null when it is absent or wrong.
  @Nullable Double number(String name, double minimum, double maximum) {
    Double number = number(name, minimum);
    if (number != null && number > maximum) {
      faults.schema(field(name), "Maximum value is " + JsonNumber.of(maximum));
      return null;
    }
    return number;
  }

  /// A number of at least `minimum`, or null when it is absent or wrong.
  @Nullable Double number(String name, double minimum) {
    Node field = get(name);
    if (field == null) {
      return null;
    }
    if (!(field.value() instanceof JsonNumber number) || !Double.isFinite(number.toDouble())) {
      faults.schema(field, "Expected value of type Number");
      return null;
    }
    if (number.toDouble() < minimum) {
      faults.schema(field, "Minimum value is " + minimum);
      return null;
    }
    return number.toDouble();
  }

  /// Whether the field is `true`; absent is not.
  boolean isTrue(String name) {
    Node field = get(name);
    if (field != null && !(field.value() instanceof JsonBoolean)) {
      faults.schema(field, "Expected value of type Boolean");
    }
    return field != null && field.value().equals(JsonBoolean.TRUE);
  }

  /// The elements of an array that must not be empty; empty when it is absent or wrong.
  List<Node> someElements(String name) {
    Node field = get(name);
    if (field != null && field.value() instanceof JsonArray array && array.size() == 0) {
      faults.schema(field, "Value cannot be empty");
    }
    return elements(name);
  }

  /// The elements of an array; empty when it is absent or wrong.
  List<Node> elements(String name) {
    Node field = get(name);
    if (field == null) {
      return List.of();
    }
    if (!(field.value() instanceof JsonArray array)) {
      faults.schema(field, "Expected value of type Array");
      return List.of();
    }
    var elements = new ArrayList<Node>();
    for (int i = 0; i < array.size(); i++) {
      elements.add(field.element(i, array.get(i)));
    }
    return elements;
  }

  /// Checks that the comment, if there is one, is a string.
  void checkComment() {
    string("Comment");
  }
}
