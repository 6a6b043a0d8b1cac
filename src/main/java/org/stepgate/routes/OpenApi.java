package org.stepgate.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Writes the contract from what is dispatched, so that it cannot say anything else.
///
/// A part such as `{name+}` of a route's path is written as `{name}`, since OpenAPI has no word for
/// several segments; its description says so.
///
/// @spec https://spec.openapis.org/oas/v3.1.1.html OpenAPI 3.1
final class OpenApi {
  private static final JsonObject PROBLEM_REF =
      JsonObject.of("$ref", new JsonString("#/components/schemas/Problem"));
  private static final String PROBLEM = "application/problem+json";

  /// Operations by method, by path.
  private final Map<String, Map<String, JsonObject>> paths = new LinkedHashMap<>();

  private OpenApi() {}

  /// The document.
  static JsonObject document(List<Endpoint> endpoints, List<RouteConfig> routes) {
    var document = new OpenApi();
    routes.forEach(document::add);
    endpoints.forEach(document::add);
    return JsonObject.builder()
        .put("openapi", "3.1.1")
        .put(
            "info",
            JsonObject.builder()
                .put("title", "Stepgate")
                .put("version", "1")
                .put("description", "The routes of this site, and the control API.")
                .build())
        .put("paths", document.pathItems())
        .put("components", JsonObject.of("schemas", JsonObject.of("Problem", Schemas.problem())))
        .build();
  }

  private JsonObject pathItems() {
    var items = JsonObject.builder();
    paths.forEach((path, operations) -> items.put(path, JsonObject.of(operations)));
    return items.build();
  }

  private void add(Endpoint endpoint) {
    var pattern = PathPattern.parse(endpoint.path());
    var parameters = pathParameters(pattern);
    for (var query : endpoint.query()) {
      parameters.add(parameter("query", query.name(), false, query.description(), query.schema()));
    }
    var responses = new TreeMap<String, JsonObject>();
    for (var answer : endpoint.answers()) {
      responses.put(
          Integer.toString(answer.status()),
          response(
              answer.description(),
              answer.mediaType(),
              answer.mediaType().equals(PROBLEM) ? PROBLEM_REF : Schemas.anything()));
    }
    var operation = operation(endpoint.id(), endpoint.summary(), "control", parameters, responses);
    if (endpoint.body().size() > 0) {
      operation.put("requestBody", requestBody(List.of("application/json"), endpoint.body()));
    }
    put(pattern, endpoint.method(), operation.build());
  }

  private void add(RouteConfig route) {
    var pattern = PathPattern.parse(route.path());
    var parameters = pathParameters(pattern);
    if (route.idempotency().key() == null) {
      parameters.add(
          parameter(
              "header",
              "Idempotency-Key",
              route.idempotency().required(),
              "Makes a repeated request one request, for 90 days.",
              Schemas.string()));
    }
    parameters.add(
        parameter(
            "header",
            "Prefer",
            false,
            "`respond-async`, or `wait=N` up to " + route.waiting().max().toSeconds() + " seconds.",
            Schemas.string()));
    var operation =
        operation(
            "route." + route.id(),
            "Runs the state machine " + route.target().machine() + ".",
            "routes",
            parameters,
            responses(route));
    if (!route.method().equals("GET")) {
      operation.put("requestBody", requestBody(route.body().accept(), Schemas.anything()));
    }
    put(pattern, route.method(), operation.build());
  }

  private static Map<String, JsonObject> responses(RouteConfig route) {
    var responses = new TreeMap<String, JsonObject>();
    responses.put("200", response("The result.", "*/*", Schemas.anything()));
    responses.put(
        "202",
        response(
            "It goes on; `Location` is its status monitor.",
            "application/json",
            Schemas.anything()));
    responses.put("default", response("Something is wrong.", PROBLEM, PROBLEM_REF));
    route
        .reply()
        .errors()
        .forEach((error, reply) ->
            responses.put(
                Integer.toString(reply.status()),
                response(
                    reply.title() == null ? "It failed." : reply.title(), PROBLEM, PROBLEM_REF)));
    return responses;
  }

  private static JsonObject.Builder operation(
      String id,
      String summary,
      String tag,
      List<JsonValue> parameters,
      Map<String, JsonObject> responses) {
    return JsonObject.builder()
        .put("operationId", id)
        .put("summary", summary)
        .put("tags", JsonArray.of(new JsonString(tag)))
        .put("parameters", JsonArray.of(parameters))
        .put("responses", JsonObject.of(responses));
  }

  private static List<JsonValue> pathParameters(PathPattern pattern) {
    var parameters = new ArrayList<JsonValue>();
    for (var segment : pattern.segments()) {
      switch (segment) {
        case PathPattern.Segment.Literal _ -> {}
        case PathPattern.Segment.Parameter(var name) ->
            parameters.add(parameter("path", name, true, "One segment.", Schemas.string()));
        case PathPattern.Segment.Rest(var name) ->
            parameters.add(
                parameter("path", name, true, "One or more segments.", Schemas.string()));
      }
    }
    return parameters;
  }

  private static JsonObject parameter(
      String in, String name, boolean required, String description, JsonObject schema) {
    return JsonObject.builder()
        .put("name", name)
        .put("in", in)
        .put("required", required)
        .put("description", description)
        .put("schema", schema)
        .build();
  }

  private static JsonObject response(String description, String mediaType, JsonObject schema) {
    var response = JsonObject.builder().put("description", description);
    if (!mediaType.isEmpty()) {
      response.put("content", JsonObject.of(mediaType, JsonObject.of("schema", schema)));
    }
    return response.build();
  }

  private static JsonObject requestBody(List<String> mediaTypes, JsonObject schema) {
    var content = JsonObject.builder();
    mediaTypes.forEach(type -> content.put(type, JsonObject.of("schema", schema)));
    return JsonObject.builder().put("required", false).put("content", content.build()).build();
  }

  /// Patterns that differ in the names of their parameters only are one path to OpenAPI, but then
  /// an operation's parameters would not have the names of its path: they stay apart.
  private void put(PathPattern pattern, String method, JsonObject operation) {
    paths
        .computeIfAbsent(pattern.text().replace("+}", "}"), _ -> new LinkedHashMap<>())
        .put(method.toLowerCase(Locale.ROOT), operation);
  }
}
