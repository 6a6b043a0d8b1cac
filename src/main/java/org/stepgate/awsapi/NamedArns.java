package org.stepgate.awsapi;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.stepgate.awsapi.Shape.Field;
import org.stepgate.awsapi.Shape.Many;
import org.stepgate.awsapi.Shape.Structure;
import org.stepgate.awsapi.Shape.Text;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Finds what a request is about.
///
/// Only the members that an operation has are looked at. Others are ignored by the operation, so
/// what they name says nothing of what it does.
final class NamedArns {
  /// The members that name something of Step Functions, wherever an operation has them.
  private static final Set<String> NAMING =
      Set.of(
          "executionArn",
          "stateMachineArn",
          "stateMachineVersionArn",
          "stateMachineAliasArn",
          "activityArn",
          "mapRunArn",
          "resourceArn");

  private final Set<String> found = new LinkedHashSet<>();

  private NamedArns() {}

  /// The ARNs in a request that has passed its constraints, each once, in the order of the
  /// operation's members.
  static List<String> of(Operation operation, Input input) {
    var arns = new NamedArns();
    arns.look(operation.input(), input.json());
    return List.copyOf(arns.found);
  }

  private void look(Structure shape, JsonObject object) {
    for (Field field : shape.fields()) {
      JsonValue value = object.get(field.name());
      if (value != null) {
        look(field.name(), field.shape(), value);
      }
    }
  }

  private void look(String name, Shape shape, JsonValue value) {
    switch (shape) {
      case Text _ when value instanceof JsonString(String arn) && NAMING.contains(name) ->
          found.add(arn);
      case Structure structure when value instanceof JsonObject object -> look(structure, object);
      case Many(Shape element, _, _) when value instanceof JsonArray array ->
          array.forEach(one -> look(name, element, one));
      default -> {
        // It names nothing.
      }
    }
  }
}
