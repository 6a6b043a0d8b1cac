package org.stepgate.awsapi;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.stepgate.awsapi.Shape.Choice;
import org.stepgate.awsapi.Shape.Field;
import org.stepgate.awsapi.Shape.Flag;
import org.stepgate.awsapi.Shape.Many;
import org.stepgate.awsapi.Shape.Real;
import org.stepgate.awsapi.Shape.Structure;
import org.stepgate.awsapi.Shape.Text;
import org.stepgate.awsapi.Shape.Whole;

/// Requests with every member that an operation has, made from its shape.
final class Samples {
  /// The members that name something, and what the ARN of something named `NAME` looks like.
  static final List<String> NAMING =
      List.of(
          "executionArn",
          "stateMachineArn",
          "stateMachineVersionArn",
          "stateMachineAliasArn",
          "activityArn",
          "mapRunArn",
          "resourceArn");

  private static final String PREFIX = "arn:aws:states:us-east-1:123456789012:";

  private Samples() {}

  /// The ARN of something that a member may name.
  static String arn(String member, String name) {
    return PREFIX
        + switch (member) {
          case "executionArn" -> "execution:" + name + ":e";
          case "stateMachineVersionArn" -> "stateMachine:" + name + ":1";
          case "stateMachineAliasArn" -> "stateMachine:" + name + ":live";
          case "activityArn" -> "activity:" + name;
          case "mapRunArn" -> "mapRun:" + name + "/label:run";
          default -> "stateMachine:" + name;
        };
  }

  /// The content of a request.
  ///
  /// @param names what the ARN of each member is to name
  static String input(Operation operation, UnaryOperator<String> names) {
    return sample("", operation.input(), names);
  }

  /// The naming members that an operation has itself.
  static List<String> naming(Operation operation) {
    return operation.input().fields().stream().map(Field::name).filter(NAMING::contains).toList();
  }

  private static String sample(String name, Shape shape, UnaryOperator<String> names) {
    return switch (shape) {
      case Text _ -> '"' + (NAMING.contains(name) ? arn(name, names.apply(name)) : "live") + '"';
      case Choice(List<String> values) -> '"' + values.getFirst() + '"';
      case Whole(long min, long max) -> Long.toString(name.equals("weight") ? max : min);
      case Real(int min, int _) -> Integer.toString(min);
      case Flag _ -> "true";
      case Many(Shape element, int _, int _) -> "[" + sample(name, element, names) + "]";
      case Structure(String _, List<Field> fields) ->
          fields.stream()
              .map(field -> '"' + field.name() + "\":" + sample(field.name(), field.shape(), names))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }
}
