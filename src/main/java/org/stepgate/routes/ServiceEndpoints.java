package org.stepgate.routes;

import java.time.Duration;
import java.util.List;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.RequestAudit;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.Action;
import org.stepgate.policy.Resource;
import org.stepgate.routes.Endpoint.Answer;
import org.stepgate.routes.Endpoint.Call;

/// The operations on the service itself. Safe for many threads.
final class ServiceEndpoints {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Access access;
  private final Serving serving;

  ServiceEndpoints(Access access, Serving serving) {
    this.access = access;
    this.serving = serving;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
            "GET",
            Links.ROOT + "/routes",
            "listRoutes",
            "All routes that the caller may see.",
            this::routes,
            Answer.json(200, "The routes, as they are configured.")),
        Endpoint.of(
            "GET",
            Links.ROOT + "/me",
            "getMe",
            "Who the caller is.",
            ServiceEndpoints::me,
            Answer.json(200, "Issuer, subject, groups and claims.")),
        Endpoint.of(
                "GET",
                Links.ROOT + "/health",
                "getHealth",
                "Whether this worker serves its routes.",
                _ -> health(),
                Answer.json(200, "It does."),
                Answer.problem(503, "It ends, or has no configuration yet."))
            .opened());
  }

  /// The routes that a caller may see, in the order of the configuration.
  List<RouteConfig> visible(Asker asker) {
    return serving.current().stream()
        .flatMap(now -> now.routes().routes().stream())
        .filter(route -> access.shows(asker, new Resource.Route(route.id()), Action.READ))
        .toList();
  }

  /// No policy is asked: the caller is told what he has come with.
  private static HttpResponse me(Call call) {
    RequestAudit.noted(call.caller(), new AuditEvent.CallerShown());
    return HttpResponse.json(200, call.caller().toJson());
  }

  private HttpResponse routes(Call call) {
    return HttpResponse.json(
        200,
        JsonObject.of("routes", JsonValue.array(visible(call.asker()), ServiceEndpoints::shown)));
  }

  private static JsonObject shown(RouteConfig route) {
    return JsonObject.builder()
        .put("id", route.id())
        .put("method", route.method())
        .put("path", route.path())
        .put("engine", route.target().engine())
        .put("machine", route.target().machine())
        .put("requireIdempotencyKey", route.idempotency().required())
        .put("keyed", route.idempotency().key() != null)
        .put("waitMillis", route.waiting().usual().toMillis())
        .put("waitMaxMillis", route.waiting().max().toMillis())
        .put("bodyMaxBytes", route.body().maxBytes())
        .build();
  }

  private HttpResponse health() {
    if (serving.isDraining()) {
      throw ProblemException.unavailable("The worker ends.", "draining", RETRY_AFTER);
    }
    var generation =
        serving
            .current()
            .orElseThrow(() ->
                ProblemException.unavailable(
                    "There is no configuration yet.", "not configured", RETRY_AFTER));
    return HttpResponse.json(
        200,
        JsonObject.builder().put("status", "ok").put("generation", generation.number()).build());
  }
}
