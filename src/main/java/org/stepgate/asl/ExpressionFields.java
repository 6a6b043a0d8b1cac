package org.stepgate.asl;

import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Reads the fields that hold paths, templates and calls. Each is compiled here, once.
final class ExpressionFields {
  private static final String SUFFIX = ".$";

  private ExpressionFields() {}

  /// A path, or `absent` when the field is absent or wrong, or null when it is `null`.
  static @Nullable RootedPath nullablePath(Fields fields, String name, RootedPath absent) {
    if (fields.isNull(name)) {
      return null;
    }
    RootedPath path = path(fields, name);
    return path == null ? absent : path;
  }

  /// A path, or null when the field is absent or wrong.
  static @Nullable RootedPath path(Fields fields, String name) {
    String text = fields.string(name);
    if (text == null) {
      return null;
    }
    try {
      return RootedPath.compile(text);
    } catch (ExpressionSyntaxException e) {
      report(fields.faults(), fields.field(name), "Value must be a valid JSONPath.", e);
      return null;
    }
  }

  /// A path of names and indexes, or null when the field is absent or wrong.
  static @Nullable RootedPath referencePath(Fields fields, String name) {
    RootedPath path = path(fields, name);
    if (path != null && !path.isReference()) {
      fields.faults().schema(fields.field(name), "Value is not a Reference Path");
      return null;
    }
    return path;
  }

  /// ResultPath: null when it is `null`, the root when it is absent or wrong.
  static @Nullable ReferencePath resultPath(Fields fields) {
    String name = "ResultPath";
    if (fields.isNull(name)) {
      return null;
    }
    RootedPath path = referencePath(fields, name);
    if (path == null) {
      return ReferencePath.ROOT;
    }
    if (path.start() != RootedPath.Start.Fixed.INPUT) {
      fields.faults().schema(fields.field(name), "Value is not a Reference Path");
    }
    return path.path() instanceof ReferencePath reference ? reference : ReferencePath.ROOT;
  }

  /// The integer in the field `name`, or taken from data by the field `name` + `Path`; null when
  /// neither is there.
  static @Nullable IntegerExpression integer(
      Fields fields, String name, long minimum, long maximum) {
    String pathName = name + "Path";
    fields.atMostOne(name, pathName);
    Long constant = fields.integer(name, minimum, maximum);
    if (constant != null) {
      long value = constant;
      return (_, _) -> value;
    }
    RootedPath path = referencePath(fields, pathName);
    return path == null ? null : new PathExpressions.IntegerPath(name, path, minimum, maximum);
  }

  /// The text in the field `name`, or taken from data by the field `name` + `Path`; null when
  /// neither is there.
  static @Nullable StringExpression string(Fields fields, String name) {
    String pathName = name + "Path";
    fields.atMostOne(name, pathName);
    String constant = fields.string(name);
    if (constant != null) {
      return (_, _) -> constant;
    }
    String text = fields.string(pathName);
    if (text == null) {
      return null;
    }
    try {
      ValueExpression expression = ValueExpression.compile(pathName, text);
      return new PathExpressions.StringPath(pathName, expression, text);
    } catch (ExpressionSyntaxException e) {
      report(fields.faults(), fields.field(pathName), "Value must be a valid JSONPath.", e);
      return null;
    }
  }

  /// The percentage in the field `name`, or taken from data by the field `name` + `Path`; null when
  /// neither is there.
  static @Nullable PercentageExpression percentage(Fields fields, String name) {
    String pathName = name + "Path";
    fields.atMostOne(name, pathName);
    Double constant = fields.number(name, 0, PercentageExpression.MAXIMUM);
    if (constant != null) {
      double value = constant;
      return (_, _) -> value;
    }
    RootedPath path = referencePath(fields, pathName);
    return path == null ? null : new PathExpressions.PercentagePath(name, path);
  }

  /// The timestamp in the field `name`, null when it is absent or wrong.
  static @Nullable Instant timestamp(Fields fields, String name) {
    String text = fields.string(name);
    Instant moment = text == null ? null : Timestamps.parse(text);
    if (text != null && moment == null) {
      fields.faults().schema(fields.field(name), "String does not match RFC3339 timestamp");
    }
    return moment;
  }

  /// The text that the path or call in the field `name`, which ends in `.$`, gives; null when the
  /// field is absent or wrong.
  static @Nullable StringExpression bound(Fields fields, String name) {
    Node field = fields.get(name);
    return field != null
            && binding(fields.node(), name, field.value(), fields.faults())
                instanceof PayloadTemplate.Binding(ValueExpression expression)
            && field.value() instanceof JsonString(String text)
        ? new PathExpressions.StringPath(name, expression, text)
        : null;
  }

  /// A payload template, or null when the field is absent.
  static @Nullable PayloadTemplate template(Fields fields, String name) {
    Node field = fields.get(name);
    return field == null ? null : template(field, fields.faults());
  }

  private static PayloadTemplate template(Node node, Faults faults) {
    return switch (node.value()) {
      case JsonObject object -> members(node, object, faults);
      case JsonArray array -> {
        var elements = new ArrayList<PayloadTemplate>();
        for (int i = 0; i < array.size(); i++) {
          elements.add(template(node.element(i, array.get(i)), faults));
        }
        boolean constant = elements.stream().allMatch(PayloadTemplate.Constant.class::isInstance);
        yield constant
            ? new PayloadTemplate.Constant(array)
            : new PayloadTemplate.Elements(elements);
      }
      default -> new PayloadTemplate.Constant(node.value());
    };
  }

  private static PayloadTemplate members(Node node, JsonObject object, Faults faults) {
    var members = new ArrayList<PayloadTemplate.Member>();
    boolean constant = true;
    for (var entry : object.members().entrySet()) {
      String name = entry.getKey();
      PayloadTemplate template;
      if (name.endsWith(SUFFIX)) {
        String plain = name.substring(0, name.length() - SUFFIX.length());
        if (object.has(plain)) {
          faults.member(
              node,
              name,
              "There should only be one of the following fields: [" + plain + ", " + name + "]");
        }
        template = binding(node, name, entry.getValue(), faults);
        name = plain;
      } else {
        template = template(node.member(name, entry.getValue()), faults);
      }
      constant &= template instanceof PayloadTemplate.Constant && name.equals(entry.getKey());
      members.add(new PayloadTemplate.Member(name, template));
    }
    return constant ? new PayloadTemplate.Constant(object) : new PayloadTemplate.Members(members);
  }

  private static PayloadTemplate binding(Node object, String name, JsonValue value, Faults faults) {
    String message =
        "The value for the field '%s' must be a valid JSONPath or a valid intrinsic function call"
            .formatted(name);
    if (!(value instanceof JsonString(String text))) {
      faults.member(object, name, message);
      return new PayloadTemplate.Constant(JsonNull.NULL);
    }
    try {
      return new PayloadTemplate.Binding(ValueExpression.compile(name, text));
    } catch (ExpressionSyntaxException e) {
      if (e.isUnsupported()) {
        faults.unsupported(object.member(name, value), e.reason());
      } else {
        faults.member(object, name, message, e.reason());
      }
      return new PayloadTemplate.Constant(JsonNull.NULL);
    }
  }

  /// Reports a text that could not be compiled.
  static void report(Faults faults, Node at, String message, ExpressionSyntaxException reason) {
    if (reason.isUnsupported()) {
      faults.unsupported(at, reason.reason());
    } else {
      faults.schema(at, message, reason.reason());
    }
  }
}
