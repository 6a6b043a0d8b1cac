package org.stepgate.awsapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.awsapi.Shape.Choice;
import org.stepgate.awsapi.Shape.Field;
import org.stepgate.awsapi.Shape.Flag;
import org.stepgate.awsapi.Shape.Many;
import org.stepgate.awsapi.Shape.Real;
import org.stepgate.awsapi.Shape.Structure;
import org.stepgate.awsapi.Shape.Text;
import org.stepgate.awsapi.Shape.Whole;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Checks the fields of a request against their shapes, with AWS's words for what is wrong.
///
/// Members that the shape does not know are ignored, as AWS does.
final class Constraints {
  private final List<String> faults = new ArrayList<>();

  private Constraints() {}

  /// Checks a whole request.
  ///
  /// @throws ApiException `SerializationException` for the first value of another JSON type, else
  ///   `ValidationException` with all violations
  static void check(Structure shape, JsonObject input) {
    checkTypes(shape, input);
    var check = new Constraints();
    check.structure(shape, input, "");
    if (!check.faults.isEmpty()) {
      int count = check.faults.size();
      throw ApiException.validation(
          count
              + (count == 1 ? " validation error detected: " : " validation errors detected: ")
              + String.join("; ", check.faults));
    }
  }

  // ---- JSON types

  private static void checkTypes(Shape shape, @Nullable JsonValue value) {
    if (value == null || value == JsonNull.NULL) {
      return;
    }
    switch (shape) {
      case Text _, Choice _ -> {
        if (!(value instanceof JsonString)) {
          throw ApiException.serialization(scalarFault(value, "String"));
        }
      }
      case Whole _ -> {
        if (!(value instanceof JsonNumber)) {
          throw ApiException.serialization(scalarFault(value, "Integer"));
        }
      }
      case Real _ -> {
        if (!(value instanceof JsonNumber)) {
          throw ApiException.serialization(scalarFault(value, "Float"));
        }
      }
      case Flag _ -> {
        if (!(value instanceof JsonBoolean)) {
          throw ApiException.serialization(scalarFault(value, "Boolean"));
        }
      }
      case Many(Shape element, _, _) -> {
        if (!(value instanceof JsonArray array)) {
          throw ApiException.serialization("Unexpected field type");
        }
        array.forEach(one -> checkTypes(element, one));
      }
      case Structure structure -> {
        if (!(value instanceof JsonObject object)) {
          throw ApiException.serialization("Unexpected field type");
        }
        for (Field field : structure.fields()) {
          checkTypes(field.shape(), object.get(field.name()));
        }
      }
    }
  }

  private static String scalarFault(JsonValue value, String wanted) {
    return switch (value) {
      case JsonString _ -> "STRING_VALUE can not be converted to " + article(wanted);
      case JsonNumber _ -> "NUMBER_VALUE can not be converted to " + article(wanted);
      case JsonBoolean(boolean flag) ->
          (flag ? "TRUE_VALUE" : "FALSE_VALUE") + " can not be converted to " + article(wanted);
      case JsonArray _ -> "Start of list found where not expected";
      case JsonObject _ -> "Start of structure or map found where not expected.";
      case JsonNull _ -> throw new IllegalStateException("null is checked before");
    };
  }

  private static String article(String wanted) {
    return wanted.equals("Integer") ? "an Integer" : "a " + wanted;
  }

  // ---- constraints

  private void structure(Structure shape, JsonObject object, String path) {
    for (Field field : shape.fields()) {
      JsonValue value = object.get(field.name());
      String place = path.isEmpty() ? field.name() : path + '.' + field.name();
      if (value == null || value == JsonNull.NULL) {
        if (field.required()) {
          faults.add(
              "Value null at '"
                  + place
                  + "' failed to satisfy constraint: Member must not be null");
        }
      } else {
        value(field.shape(), value, place);
      }
    }
  }

  private void value(Shape shape, JsonValue value, String place) {
    switch (shape) {
      case Text text -> text(text, ((JsonString) value).value(), place);
      case Choice(List<String> values) -> {
        String given = ((JsonString) value).value();
        if (!values.contains(given)) {
          fault(
              "'" + given + "'",
              place,
              "Member must satisfy enum value set: [" + String.join(", ", values) + "]");
        }
      }
      case Whole(long min, long max) -> range((JsonNumber) value, min, max, place);
      case Real(int min, int max) -> range((JsonNumber) value, min, max, place);
      case Flag _ -> {
        // Both values are good.
      }
      case Many many -> many(many, (JsonArray) value, place);
      case Structure structure -> structure(structure, (JsonObject) value, place);
    }
  }

  private void text(Text shape, String text, String place) {
    String shown = shape.sensitive() ? null : "'" + text + "'";
    if (text.length() > shape.max()) {
      fault(shown, place, "Member must have length less than or equal to " + shape.max());
    } else if (text.length() < shape.min()) {
      fault(shown, place, "Member must have length greater than or equal to " + shape.min());
    }
    if (shape.pattern() != null && !shape.pattern().matcher(text).matches()) {
      fault(
          shown,
          place,
          "Member must satisfy regular expression pattern: " + shape.pattern().pattern());
    }
  }

  private void range(JsonNumber number, long min, long max, String place) {
    BigDecimal value = new BigDecimal(number.toDouble());
    if (value.compareTo(BigDecimal.valueOf(max)) > 0) {
      fault("'" + number + "'", place, "Member must have value less than or equal to " + max);
    } else if (value.compareTo(BigDecimal.valueOf(min)) < 0) {
      fault("'" + number + "'", place, "Member must have value greater than or equal to " + min);
    }
  }

  private void many(Many shape, JsonArray array, String place) {
    if (array.size() > shape.max()) {
      fault(
          "'" + shown(shape, array) + "'",
          place,
          "Member must have length less than or equal to " + shape.max());
    } else if (array.size() < shape.min()) {
      fault(
          "'" + shown(shape, array) + "'",
          place,
          "Member must have length greater than or equal to " + shape.min());
    }
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) != JsonNull.NULL) {
        value(shape.element(), array.get(i), place + '.' + (i + 1) + ".member");
      }
    }
  }

  private void fault(@Nullable String shown, String place, String constraint) {
    faults.add(
        "Value "
            + (shown == null ? "" : shown + ' ')
            + "at '"
            + place
            + "' failed to satisfy constraint: "
            + constraint);
  }

  /// A value as AWS's server prints it.
  private static String shown(Shape shape, JsonValue value) {
    return switch (shape) {
      case Text text when text.sensitive() -> "*** Sensitive Data Redacted ***";
      case Text _, Choice _ ->
          value instanceof JsonString(String text) ? text : String.valueOf(value);
      case Whole _, Real _, Flag _ -> String.valueOf(value);
      case Many many ->
          value instanceof JsonArray array
              ? "["
                  + String.join(
                      ", ", array.stream().map(one -> shown(many.element(), one)).toList())
                  + "]"
              : String.valueOf(value);
      case Structure structure -> {
        var members = new ArrayList<String>();
        for (Field field : structure.fields()) {
          JsonValue member = value instanceof JsonObject object ? object.get(field.name()) : null;
          members.add(
              field.name() + '=' + (member == null ? "null" : shown(field.shape(), member)));
        }
        yield structure.name() + '(' + String.join(", ", members) + ')';
      }
    };
  }
}
