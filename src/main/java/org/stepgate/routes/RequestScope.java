package org.stepgate.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.stepgate.http.Headers;
import org.stepgate.http.QueryParameters;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Builds what expressions see of a request.
final class RequestScope {
  /// Header fields that carry secrets: no expression sees them, so none ends up in an input.
  private static final Set<String> SECRET =
      Set.of("authorization", "cookie", "proxy-authorization", "x-amz-security-token");

  private RequestScope() {}

  /// `$request`: `id`, `method`, `path`, `pathParameters`, `query` and `headers`.
  static JsonObject of(RouteCall call, String id) {
    var request = call.request();
    return JsonObject.builder()
        .put("id", id)
        .put("method", call.route().config().method())
        .put("path", request.path())
        .put("pathParameters", strings(call.pathParameters()))
        .put("query", byName(request.query()))
        .put("headers", headers(request.headers()))
        .build();
  }

  /// An object of strings.
  static JsonObject strings(SequencedMap<String, String> map) {
    var object = JsonObject.builder();
    map.forEach(object::put);
    return object.build();
  }

  /// Parameters by name: a string for a name that is there once, else an array of strings.
  static JsonObject byName(QueryParameters parameters) {
    if (parameters.parameters().isEmpty()) {
      return JsonObject.EMPTY;
    }
    Map<String, List<JsonValue>> values = new LinkedHashMap<>();
    for (var parameter : parameters.parameters()) {
      values
          .computeIfAbsent(parameter.name(), _ -> new ArrayList<>(1))
          .add(new JsonString(parameter.value()));
    }
    var object = JsonObject.builder();
    values.forEach((name, all) ->
        object.put(name, all.size() == 1 ? all.getFirst() : JsonValue.JsonArray.of(all)));
    return object.build();
  }

  /// The fields by lower-case name, several of one name joined by a comma and a blank.
  private static JsonObject headers(Headers headers) {
    var joined = new LinkedHashMap<String, String>();
    for (var field : headers.fields()) {
      var name = field.name().toLowerCase(Locale.ROOT);
      if (!SECRET.contains(name)) {
        joined.merge(name, field.value(), (first, second) -> first + ", " + second);
      }
    }
    return strings(joined);
  }
}
