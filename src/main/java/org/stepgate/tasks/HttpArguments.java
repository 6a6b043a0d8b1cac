package org.stepgate.tasks;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonObject;

/// What a definition says of an HTTP call.
///
/// @param endpoint where to, as it was written
/// @param method one of seven
/// @param headers fields by name, whose case does not matter
/// @param query parameters, with one or more values each
/// @param body any JSON value; null when there is none
/// @param form how the body becomes a form; null when it does not
/// @param connection name of the connection; null when there is none
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
record HttpArguments(
    URI endpoint,
    String method,
    Map<String, String> headers,
    SequencedMap<String, JsonValue> query,
    @Nullable JsonValue body,
    @Nullable FormEncoding form,
    @Nullable String connection) {

  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");
  private static final List<String> MEMBERS =
      List.of(
          "ApiEndpoint",
          "Method",
          "Headers",
          "QueryParameters",
          "RequestBody",
          "Authentication",
          "InvocationConfig",
          "Transform");
  private static final String CONNECTION_PART = ":connection/";

  /// Reads the arguments of a call.
  ///
  /// @throws TaskRefusedException for the first fault
  static HttpArguments parse(JsonValue value) {
    JsonObject arguments = Arguments.object(value, "Parameters", MEMBERS);
    URI endpoint = endpoint(Arguments.string(arguments, "ApiEndpoint"));
    String method = Arguments.string(arguments, "Method");
    if (!METHODS.contains(method)) {
      throw TaskRefusedException.badArgument(
          "Method", "GET, POST, PUT, DELETE, PATCH, OPTIONS or HEAD", "'" + method + "'");
    }
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var header : Arguments.members(arguments, "Headers").entrySet()) {
      String path = "Headers." + header.getKey();
      String text = String.join(", ", Arguments.scalars(header.getValue(), path));
      HttpHeaderRules.checkDefined(header.getKey(), text);
      headers.put(header.getKey(), text);
    }
    JsonValue body = arguments.get("RequestBody");
    return new HttpArguments(
        endpoint,
        method,
        headers,
        Arguments.members(arguments, "QueryParameters"),
        body instanceof JsonNull ? null : body,
        form(arguments),
        connection(arguments));
  }

  private static URI endpoint(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw TaskRefusedException.badArgument(
          "ApiEndpoint", "a URL", "'%s' (%s)".formatted(TaskErrors.shortened(text), e.getReason()));
    }
  }

  private static @Nullable FormEncoding form(JsonObject arguments) {
    if (!arguments.has("Transform")) {
      return null;
    }
    JsonObject transform =
        Arguments.object(
            JsonObject.of(Arguments.members(arguments, "Transform")),
            "Transform",
            List.of("RequestBodyEncoding", "RequestEncodingOptions"));
    String encoding = Arguments.string(transform, "RequestBodyEncoding");
    if (encoding.equals("NONE")) {
      return null;
    }
    if (!encoding.equals("URL_ENCODED")) {
      throw TaskRefusedException.badArgument(
          "Transform.RequestBodyEncoding", "URL_ENCODED or NONE", "'" + encoding + "'");
    }
    JsonObject options =
        Arguments.object(
            JsonObject.of(Arguments.members(transform, "RequestEncodingOptions")),
            "Transform.RequestEncodingOptions",
            List.of("ArrayFormat"));
    String format = Arguments.optionalString(options, "ArrayFormat");
    if (format == null) {
      return FormEncoding.INDICES;
    }
    for (FormEncoding each : FormEncoding.values()) {
      if (each.name().equals(format)) {
        return each;
      }
    }
    throw TaskRefusedException.badArgument(
        "Transform.RequestEncodingOptions.ArrayFormat",
        "INDICES, REPEAT, COMMAS or BRACKETS",
        "'" + format + "'");
  }

  /// The name out of an ARN as on AWS, `arn:aws:events:…:connection/NAME/UUID`, or the text itself.
  private static @Nullable String connection(JsonObject arguments) {
    for (String member : List.of("Authentication", "InvocationConfig")) {
      if (arguments.has(member)) {
        JsonObject authentication =
            Arguments.object(
                JsonObject.of(Arguments.members(arguments, member)),
                member,
                List.of("ConnectionArn"));
        String arn = Arguments.string(authentication, "ConnectionArn");
        int part = arn.indexOf(CONNECTION_PART);
        return part < 0 ? arn : arn.substring(part + CONNECTION_PART.length()).split("/", 2)[0];
      }
    }
    return null;
  }
}
