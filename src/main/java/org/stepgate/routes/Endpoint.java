package org.stepgate.routes;

import java.util.List;
import java.util.SequencedMap;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

/// One operation of the control API, declared once: requests are dispatched by it, and the OpenAPI
/// document is written from it.
///
/// @param id names the operation
/// @param method `GET` or `POST`
/// @param path a path pattern
/// @param summary one sentence
/// @param open whether callers without any identity are served
/// @param query its query parameters; others are ignored
/// @param body the schema of its request body; empty when it takes none
/// @param answers what comes back
/// @param handler what it does
record Endpoint(
    String id,
    String method,
    String path,
    String summary,
    boolean open,
    List<Parameter> query,
    JsonObject body,
    List<Answer> answers,
    Handler handler) {

  Endpoint {
    query = List.copyOf(query);
    answers = List.copyOf(answers);
  }

  /// An operation for known callers, without query parameters and body.
  static Endpoint of(
      String method, String path, String id, String summary, Handler handler, Answer... answers) {
    return new Endpoint(
        id, method, path, summary, false, List.of(), JsonObject.EMPTY, List.of(answers), handler);
  }

  Endpoint withQuery(Parameter... parameters) {
    return new Endpoint(
        id, method, path, summary, open, List.of(parameters), body, answers, handler);
  }

  Endpoint withBody(JsonObject schema) {
    return new Endpoint(id, method, path, summary, open, query, schema, answers, handler);
  }

  /// The operation, for callers without any identity too.
  Endpoint opened() {
    return new Endpoint(id, method, path, summary, true, query, body, answers, handler);
  }

  /// A query parameter, never required.
  ///
  /// @param name its name
  /// @param description what it does
  /// @param schema its JSON Schema
  record Parameter(String name, String description, JsonObject schema) {}

  /// What comes back.
  ///
  /// @param status the status
  /// @param description when
  /// @param mediaType of the content; empty when there is none
  record Answer(int status, String description, String mediaType) {
    static Answer json(int status, String description) {
      return new Answer(status, description, "application/json");
    }

    static Answer problem(int status, String description) {
      return new Answer(status, description, "application/problem+json");
    }
  }

  /// What an operation does.
  @FunctionalInterface
  interface Handler {
    /// Answers one call.
    ///
    /// @throws ProblemException when the call is refused
    /// @throws InterruptedException when a wait is interrupted
    HttpResponse answer(Call call) throws InterruptedException;
  }

  /// One call.
  ///
  /// @param pathParameters decoded, by name
  /// @param request the request
  /// @param caller who calls
  record Call(SequencedMap<String, String> pathParameters, HttpRequest request, Principal caller) {
    /// Who asks, for the policy.
    Asker asker() {
      return Asker.of(caller, request);
    }

    String path(String name) {
      var value = pathParameters.get(name);
      if (value == null) {
        throw new IllegalStateException("the path has no parameter " + name);
      }
      return value;
    }
  }
}
