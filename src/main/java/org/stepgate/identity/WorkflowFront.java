package org.stepgate.identity;

import java.io.IOException;
import org.stepgate.http.HttpHandler;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue;

/// Answers for the two documents by which others verify the tokens of workflows, open to everybody.
public final class WorkflowFront implements HttpHandler {
  private final WorkflowIdentity identity;
  private final HttpHandler next;

  /// A front before `next`, which gets all other requests, and these too where there is no issuer.
  public WorkflowFront(WorkflowIdentity identity, HttpHandler next) {
    this.identity = identity;
    this.next = next;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    var config = identity.config().orElse(null);
    if (config == null) {
      return next.handle(request);
    }
    return switch (request.path()) {
      case WorkflowIssuer.DISCOVERY_PATH ->
          document(request, WorkflowIssuer.discovery(config.issuer()));
      case WorkflowIssuer.KEYS_PATH -> document(request, keys());
      default -> next.handle(request);
    };
  }

  private JsonValue keys() {
    try {
      return identity.issuer().jwks();
    } catch (IOException e) {
      throw new ProblemException(500, "The keys cannot be read.", String.valueOf(e.getMessage()));
    }
  }

  /// May be kept for half the time that a key is published before it signs.
  private static HttpResponse document(HttpRequest request, JsonValue document) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      throw ProblemException.methodNotAllowed(request.method(), "GET, HEAD");
    }
    return HttpResponse.json(200, document)
        .withHeader(
            "Cache-Control", "max-age=" + SigningKeys.PUBLISHED_BEFORE.dividedBy(2).toSeconds());
  }
}
