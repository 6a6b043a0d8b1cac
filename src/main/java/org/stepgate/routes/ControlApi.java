package org.stepgate.routes;

import java.util.ArrayList;
import java.util.List;
import org.stepgate.http.HttpResponse;
import org.stepgate.routes.Endpoint.Answer;

/// All operations under `/stepgate`, and the contract that is written from them. Immutable.
final class ControlApi {
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final PathTrie<Endpoint> trie = new PathTrie<>();

  ControlApi(
      ExecutionEndpoints executions,
      CallbackEndpoint callback,
      MachineEndpoints machines,
      ScheduleEndpoints schedules,
      ApprovalEndpoints approvals,
      ServiceEndpoints service) {
    endpoints.addAll(executions.all());
    endpoints.add(callback.endpoint());
    endpoints.addAll(machines.all());
    endpoints.addAll(schedules.all());
    endpoints.addAll(approvals.all());
    endpoints.addAll(service.all());
    endpoints.add(
        Endpoint.of(
            "GET",
            Links.ROOT + "/openapi.json",
            "getContract",
            "The contract of the control API and of the routes that the caller may see.",
            call ->
                HttpResponse.json(
                    200, OpenApi.document(List.copyOf(endpoints), service.visible(call.asker()))),
            Answer.json(200, "An OpenAPI document.")));
    for (var endpoint : endpoints) {
      var other = trie.add(endpoint.method(), PathPattern.parse(endpoint.path()), endpoint);
      if (other != null) {
        throw new IllegalStateException(endpoint.id() + " and " + other.id() + " are the same");
      }
    }
  }

  /// Whether a path belongs here, known or not.
  static boolean owns(String path) {
    return path.startsWith(Links.ROOT)
        && (path.length() == Links.ROOT.length() || path.charAt(Links.ROOT.length()) == '/');
  }

  List<Endpoint> endpoints() {
    return List.copyOf(endpoints);
  }

  /// The operation for a request.
  PathTrie.Match<Endpoint> find(String method, String path) {
    return trie.find(method, path);
  }
}
