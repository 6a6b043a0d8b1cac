package org.stepgate.routes;

import java.util.stream.Collectors;
import org.stepgate.http.HttpHandler;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.PercentCoding;
import org.stepgate.http.ProblemException;
import org.stepgate.identity.Authenticator;
import org.stepgate.policy.Action;
import org.stepgate.policy.Policy;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;

/// Decides for the web server whether a request may go on to something that is not ours: a folder
/// of files, another backend. It has the same logins, tokens and policies as everything else.
///
/// The policy is asked about the route that is named after the first segment of the path, with a
/// slash before and after it: `/docs/` for `/docs/a/b`, `/` for what has no folder. The action is
/// `invoke`, whatever the method: who may `read` a route may only know that there is one.
///
/// A request that may go on is answered 200, with `Variable-STEPGATE_ISSUER`,
/// `Variable-STEPGATE_SUBJECT` and `Variable-STEPGATE_GROUPS` for its environment: percent-encoded,
/// the groups with commas between them. Safe for many threads.
///
/// @spec https://fastcgi-archives.github.io/FastCGI_Specification.html FastCGI 1.0, section 6.3
public final class Authorizer implements HttpHandler {
  private static final String VARIABLE = "Variable-STEPGATE_";

  private final Authenticator authenticator;
  private final Access access;

  /// An authorizer for callers whom `authenticator` knows and `policy` lets pass.
  public Authorizer(Authenticator authenticator, Policy policy) {
    this.authenticator = authenticator;
    this.access = new Access(policy);
  }

  /// Lets a request go on.
  ///
  /// @throws ProblemException 401 or 403 when it may not
  @Override
  public HttpResponse handle(HttpRequest request) {
    Principal caller = authenticator.authenticate(request);
    var resource = new Resource.Route(area(request.path()));
    if (!access.may(Asker.of(caller, request), Action.INVOKE, resource)) {
      throw ProblemException.forbidden(
          "You may not see this.", caller.subject() + " may not invoke " + resource);
    }
    return HttpResponse.of(200)
        .withHeader(VARIABLE + "ISSUER", encoded(caller.issuer()))
        .withHeader(VARIABLE + "SUBJECT", encoded(caller.subject()))
        .withHeader(
            VARIABLE + "GROUPS",
            caller.groups().stream().map(Authorizer::encoded).collect(Collectors.joining(",")));
  }

  /// Whether the id of a route is that of a folder, which no configured route can have.
  public static boolean isFolder(String routeId) {
    return routeId.startsWith("/");
  }

  private static String area(String path) {
    int end = path.indexOf('/', 1);
    return end < 0 ? "/" : path.substring(0, end + 1);
  }

  private static String encoded(String text) {
    return PercentCoding.encode(text, "-._~/:@|");
  }
}
