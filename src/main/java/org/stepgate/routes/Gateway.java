package org.stepgate.routes;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.approvals.Approvals;
import org.stepgate.http.Headers;
import org.stepgate.http.HttpHandler;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.identity.Authenticator;
import org.stepgate.limits.LimitRule;
import org.stepgate.limits.Limits;
import org.stepgate.policy.Action;
import org.stepgate.policy.Policy;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;
import org.stepgate.routes.PathTrie.Match;
import org.stepgate.schedules.Schedules;
import org.stepgate.workflow.BackendException;

/// Answers every request: under `/stepgate` by the control API, elsewhere by the configured routes.
/// HEAD is answered as GET is, without its content; OPTIONS says what the path allows the caller.
///
/// Routing and authorisation look at the path as the web server has normalised it, and at nothing
/// else that could name another one. A path that no web server would give after that, with NUL or a
/// dot segment, is refused.
public final class Gateway implements HttpHandler {
  private static final Logger LOG = LogManager.getLogger(Gateway.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Serving serving;
  private final Authenticator authenticator;
  private final Access access;
  private final Limits limits;
  private final RoutePipeline pipeline;
  private final ControlApi control;

  /// What a gateway works with.
  ///
  /// @param engines carry out executions
  /// @param schedules what is started by time
  /// @param approvals what people decide
  /// @param callbacks whether a request may name an address to be told of the end
  /// @param bodies keeps what does not fit an input
  /// @param authenticator says who calls
  /// @param policy says who may do what
  /// @param limits says who has asked too often
  /// @param serving what is served at the moment
  /// @param clock tells the age of executions
  /// @param random the secret behind the names of executions is drawn from it, once
  public record Parts(
      Engines engines,
      Schedules schedules,
      Approvals approvals,
      Predicate<String> callbacks,
      BodyStore bodies,
      Authenticator authenticator,
      Policy policy,
      Limits limits,
      Serving serving,
      InstantSource clock,
      SecureRandom random) {}

  /// A gateway of these parts. It starts nothing and owns nothing that has to be closed.
  public Gateway(Parts parts) {
    serving = parts.serving();
    authenticator = parts.authenticator();
    access = new Access(parts.policy());
    limits = parts.limits();
    var names = new RandomNames(parts.random());
    var replies = new Replies(parts.clock());
    var callbacks = new CallbackHeader(parts.callbacks());
    pipeline = new RoutePipeline(parts.engines(), parts.bodies(), names, replies, callbacks);
    control =
        new ControlApi(
            new ExecutionEndpoints(parts.engines(), access, replies, serving),
            new CallbackEndpoint(parts.engines(), access),
            new MachineEndpoints(parts.engines(), access, replies, names, callbacks),
            new ScheduleEndpoints(parts.schedules(), access),
            new ApprovalEndpoints(parts.approvals(), access),
            new ServiceEndpoints(access, serving));
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    checkPath(request.path());
    try {
      return ControlApi.owns(request.path()) ? byControlApi(request) : byRoute(request);
    } catch (BackendException e) {
      if (e.retryable()) {
        LOG.warn("backend.away backend={} error=\"{}\"", e.backend(), e.getMessage());
      } else {
        LOG.error("backend.failed backend={}", e.backend(), e);
      }
      throw e.retryable()
          ? ProblemException.unavailable(
              "The workflow engine cannot be reached at the moment.",
              "backend " + e.backend(),
              RETRY_AFTER)
          : new ProblemException(500, "The workflow engine has failed.", "backend " + e.backend());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unavailable(
          "The worker ends; ask again.", "interrupted while waiting", RETRY_AFTER);
    }
  }

  private static void checkPath(String path) {
    if (path.indexOf('\0') >= 0) {
      throw ProblemException.badRequest("The path holds a NUL.", "NUL in the path");
    }
    if (path.contains("/.")) {
      for (var segment : PathPattern.split(path)) {
        if (segment.equals(".") || segment.equals("..")) {
          throw ProblemException.badRequest(
              "The path has a segment . or .. that is left.", "dot segment in the path");
        }
      }
    }
  }

  private HttpResponse byRoute(HttpRequest request) throws InterruptedException {
    var now = serving.current().orElseThrow(Gateway::notConfigured);
    // Also where there is no route: who may not know of one is answered as if it were not there.
    var caller = authenticator.authenticate(request);
    admit(caller, null);
    var asker = Asker.of(caller, request);
    return switch (now.routes().find(request.method(), request.path())) {
      case Match.Found<Route>(var route, var parameters) -> {
        access.requireInvoke(
            asker,
            new Resource.Route(route.id()),
            () ->
                ProblemException.notFound(
                    "route " + route.id() + " is not for " + caller.subject()));
        if (ForeignLink.isToBeConfirmed(request)) {
          yield ForeignLink.page(request);
        }
        admit(caller, route.id());
        yield pipeline.answer(new RouteCall(route, parameters, request, caller));
      }
      case Match.OtherMethods<Route>(var byMethod) ->
          otherMethod(request, new Match.OtherMethods<>(known(asker, byMethod)).allowed());
      case Match.Nothing<Route> _ ->
          throw access.absent(asker, () -> ProblemException.notFound("no route"));
    };
  }

  /// The routes of a path that the caller may know of.
  ///
  /// @throws ProblemException as for a path without routes when there are none
  private SequencedMap<String, Route> known(Asker asker, SequencedMap<String, Route> byMethod) {
    var known = new TreeMap<>(byMethod);
    known
        .values()
        .removeIf(route ->
            !access.shows(asker, new Resource.Route(route.id()), Action.READ, Action.INVOKE));
    if (known.isEmpty()) {
      throw access.absent(
          asker, () -> ProblemException.notFound("no route of the path is for the caller"));
    }
    return known;
  }

  /// Counts a request of a caller.
  ///
  /// @param route the id of its route; null for what is counted on every route
  /// @throws ProblemException 429 when the caller has asked too often
  private void admit(Principal caller, @Nullable String route) {
    limits
        .refused(caller, route)
        .ifPresent(refusal -> {
          LimitRule rule = refusal.rule();
          throw ProblemException.tooManyRequests(
              "You have asked more often than the limit '%s' allows, which is %s; ask again later."
                  .formatted(rule.name(), rule.rate()),
              caller.subject() + " is over the limit " + rule.name(),
              refusal.retryAfter());
        });
  }

  private static ProblemException notConfigured() {
    return ProblemException.unavailable(
        "There is no configuration yet.", "not configured", RETRY_AFTER);
  }

  private HttpResponse byControlApi(HttpRequest request) throws InterruptedException {
    return switch (control.find(request.method(), request.path())) {
      case Match.Found<Endpoint>(var endpoint, var parameters) -> {
        if (!endpoint.open() && !serving.hasConfiguration()) {
          throw notConfigured();
        }
        var caller = endpoint.open() ? Principal.ANONYMOUS : authenticator.authenticate(request);
        if (!endpoint.open()) {
          admit(caller, null);
        }
        yield unstored(endpoint.handler().answer(new Endpoint.Call(parameters, request, caller)));
      }
      case Match.OtherMethods<Endpoint> others -> otherMethod(request, others.allowed());
      case Match.Nothing<Endpoint> _ -> throw ProblemException.notFound("no such operation");
    };
  }

  /// What the control API tells is about now, and for one caller.
  private static HttpResponse unstored(HttpResponse answer) {
    return answer.headers().has("Cache-Control")
        ? answer
        : answer.withHeader("Cache-Control", "no-store");
  }

  private static HttpResponse otherMethod(HttpRequest request, String allowed) {
    if (request.method().equals("OPTIONS")) {
      return new HttpResponse(204, Headers.of("Allow", allowed), new HttpResponse.Content.None());
    }
    throw ProblemException.methodNotAllowed(request.method(), allowed);
  }
}
