package org.stepgate.tasks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// How the arrays of a body are written as form fields. Objects within are written as
/// `outer[inner]=value`.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html `Transform`
enum FormEncoding {
  /// `name[0]=a&name[1]=b`.
  INDICES,
  /// `name=a&name=b`.
  REPEAT,
  /// `name=a,b`.
  COMMAS,
  /// `name[]=a&name[]=b`.
  BRACKETS;

  /// The body as form fields. Members that are null are left out.
  String encode(JsonObject body) {
    var fields = new StringJoiner("&");
    for (var member : body.members().entrySet()) {
      append(fields, member.getKey(), member.getValue());
    }
    return fields.toString();
  }

  /// A blank becomes `%20`, which is right in a URL as in a form.
  static String percentEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void append(StringJoiner fields, String name, JsonValue value) {
    switch (value) {
      case JsonObject object -> {
        for (var member : object.members().entrySet()) {
          append(fields, name + "[" + member.getKey() + "]", member.getValue());
        }
      }
      case JsonArray array -> appendArray(fields, name, array);
      case JsonValue.JsonNull _ -> {}
      default ->
          fields.add(
              percentEncoded(name) + "=" + percentEncoded(Arguments.scalar(value, "RequestBody")));
    }
  }

  private void appendArray(StringJoiner fields, String name, JsonArray array) {
    if (this == COMMAS) {
      String joined = String.join(",", Arguments.scalars(array, "RequestBody." + name));
      fields.add(percentEncoded(name) + "=" + percentEncoded(joined));
      return;
    }
    int index = 0;
    for (JsonValue element : array) {
      String suffix =
          switch (this) {
            case INDICES -> "[" + index + "]";
            case BRACKETS -> "[]";
            case REPEAT, COMMAS -> "";
          };
      append(fields, name + suffix, element);
      index++;
    }
  }
}
