package org.stepgate.identity;

import java.io.IOException;
import org.stepgate.http.HttpHandler;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Stands before all other handlers: refuses requests whose header fields claim an identity,
/// answers for the documents that clients find issuers by, and has a `403` say how to get further.
///
/// It starts nothing and owns nothing that has to be closed.
public final class IdentityFront implements HttpHandler {
  private static final String DEMO_PATH = "/stepgate/demo";

  private final Identities identities;
  private final HttpHandler next;

  /// A front before `next`.
  public IdentityFront(Identities identities, HttpHandler next) {
    this.identities = identities;
    this.next = next;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    RequestScreen.check(request);
    return switch (request.path()) {
      case Challenge.METADATA_PATH -> onlyRead(request, metadata(request));
      case DEMO_PATH + "/.well-known/openid-configuration" -> onlyRead(request, demo(request));
      case DEMO_PATH + "/jwks.json" -> onlyRead(request, demoKeys(request));
      default -> passed(request);
    };
  }

  private HttpResponse passed(HttpRequest request) {
    try {
      return next.handle(request);
    } catch (ProblemException problem) {
      boolean known = request.headers().has("authorization");
      if (problem.status() == 403 && !known && identities.inForce().takesTokens()) {
        // Somebody may be allowed to do it who has said nothing yet.
        throw ProblemException.unauthorized(
            "This needs a bearer token.",
            problem.getMessage() == null ? "" : problem.getMessage(),
            Challenge.plain(request, identities.inForce()));
      }
      throw problem.status() == 403 && known
          ? problem.withHeader(
              "WWW-Authenticate", Challenge.insufficientScope(request, identities.inForce()))
          : problem;
    }
  }

  private static HttpResponse onlyRead(HttpRequest request, JsonValue document) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      throw ProblemException.methodNotAllowed(request.method(), "GET, HEAD");
    }
    return HttpResponse.json(200, document).withHeader("Cache-Control", "max-age=60");
  }

  /// What clients have to know to get a token.
  ///
  /// @spec https://www.rfc-editor.org/rfc/rfc9728#section-2 RFC 9728, section 2
  private JsonValue metadata(HttpRequest request) {
    String resource =
        Challenge.resource(request, identities.inForce())
            .orElseThrow(
                () -> ProblemException.badRequest("The request has no usable Host.", "no Host"));
    if (!identities.inForce().takesTokens()) {
      throw ProblemException.notFound("no issuer is configured");
    }
    return JsonObject.builder()
        .put("resource", resource)
        .put("authorization_servers", JsonValue.array(identities.issuers(), JsonString::new))
        .put("bearer_methods_supported", JsonArray.of(new JsonString("header")))
        .put("resource_name", "Stepgate")
        .build();
  }

  private DemoIssuer demoIssuer(HttpRequest request) {
    DemoIssuer demo = identities.demo();
    if (demo == null || !LocalAnonymous.isLocal(request)) {
      throw ProblemException.notFound("no demo issuer here, or not for that caller");
    }
    return demo;
  }

  private JsonValue demo(HttpRequest request) {
    demoIssuer(request);
    return DemoIssuer.discovery(
        Challenge.resource(request, identities.inForce()).orElse("http://localhost") + DEMO_PATH);
  }

  private JsonValue demoKeys(HttpRequest request) {
    try {
      return KeySet.json(demoIssuer(request).jwks());
    } catch (IOException e) {
      throw new ProblemException(500, "The keys cannot be read.", String.valueOf(e.getMessage()));
    }
  }
}
