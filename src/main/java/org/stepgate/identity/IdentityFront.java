package org.stepgate.identity;

import java.io.IOException;
import java.time.Duration;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.RequestAudit;
import org.stepgate.http.Headers;
import org.stepgate.http.HttpHandler;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Stands before all other handlers: refuses requests whose header fields claim an identity,
/// answers for the documents that clients find issuers by, logs people in and out, and has a `403`
/// say how to get further.
///
/// It starts nothing and owns nothing that has to be closed.
public final class IdentityFront implements HttpHandler {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final String DEMO_PATH = "/stepgate/demo";

  private final Identities identities;
  private final HttpHandler next;
  private final boolean answers;

  /// A front before `next`.
  public IdentityFront(Identities identities, HttpHandler next) {
    this(identities, next, true);
  }

  private IdentityFront(Identities identities, HttpHandler next, boolean answers) {
    this.identities = identities;
    this.next = next;
    this.answers = answers;
  }

  /// A front before an authorizer, whose 200 lets a request pass to something else: it answers for
  /// nothing by itself.
  public static IdentityFront ofAuthorizer(Identities identities, HttpHandler next) {
    return new IdentityFront(identities, next, false);
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    RequestScreen.check(request);
    if (!answers) {
      return passed(request);
    }
    return switch (request.path()) {
      case Challenge.METADATA_PATH -> onlyRead(request, metadata(request));
      case DEMO_PATH + "/.well-known/openid-configuration" -> onlyRead(request, demo(request));
      case DEMO_PATH + "/jwks.json" -> onlyRead(request, demoKeys(request));
      case Login.LOGIN_PATH, Login.CALLBACK_PATH, Logout.PATH -> login(request);
      default -> passed(request);
    };
  }

  private HttpResponse login(HttpRequest request) {
    Login login = identities.inForce().login();
    if (login == null) {
      return passed(request);
    }
    if (!request.path().equals(Logout.PATH) && !request.method().equals("GET")) {
      throw ProblemException.methodNotAllowed(request.method(), "GET");
    }
    try {
      return switch (request.path()) {
        case Login.LOGIN_PATH -> login.begin(request, base(request));
        case Login.CALLBACK_PATH -> login.complete(request, base(request));
        default -> login.logout().handle(request, base(request));
      };
    } catch (IOException e) {
      throw ProblemException.unavailable(
          "The issuer cannot be reached at the moment.", "login: " + e, RETRY_AFTER);
    } catch (ProblemException e) {
      if (e.status() == 400 || e.status() == 401 || e.status() == 403) {
        RequestAudit.noted(new AuditEvent.CredentialRefused("login", e.publicText()));
      }
      throw e.status() == 401
          ? e.withHeader("WWW-Authenticate", Challenge.plain(request, identities.inForce()))
          : e;
    }
  }

  /// The URL of this service as the request knows it.
  private String base(HttpRequest request) {
    return Challenge.resource(request, identities.inForce())
        .orElseThrow(
            () -> ProblemException.badRequest("The request has no usable Host.", "no Host"));
  }

  private HttpResponse passed(HttpRequest request) {
    try {
      return next.handle(request);
    } catch (ProblemException problem) {
      ProblemException told = told(request, problem);
      if (told.status() == 401 && identities.inForce().login() != null && asksForAPage(request)) {
        return new HttpResponse(
            302,
            Headers.of("Location", Login.address(request)).with("Cache-Control", "no-store"),
            new HttpResponse.Content.None());
      }
      throw told;
    }
  }

  /// A refusal, with a word on how to get further. Who has said nothing yet may be allowed to do it
  /// with a token or a login.
  private ProblemException told(HttpRequest request, ProblemException problem) {
    Identities.InForce now = identities.inForce();
    boolean byToken = request.headers().has("authorization");
    if (problem.status() != 403 || problem.response().headers().has("WWW-Authenticate")) {
      return problem;
    }
    if (byToken || (now.login() != null && Sessions.isWith(Cookies.of(request, now)))) {
      return problem.withHeader("WWW-Authenticate", Challenge.insufficientScope(request, now));
    }
    return !now.takesTokens() || ForeignPage.refusal(request, now.config().resource()).isPresent()
        ? problem
        : ProblemException.unauthorized(
            "This needs a bearer token.", problem.detail(), Challenge.plain(request, now));
  }

  /// Whether a browser asks for a page, not a script for data.
  private static boolean asksForAPage(HttpRequest request) {
    return request.method().equals("GET")
        && !request.headers().has("authorization")
        && request.headers().joined("accept").orElse("").contains("text/html");
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
    String resource = base(request);
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
