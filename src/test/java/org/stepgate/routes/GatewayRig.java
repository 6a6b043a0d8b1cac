package org.stepgate.routes;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stepgate.approvals.Approvals;
import org.stepgate.asl.EvaluationException;
import org.stepgate.http.Body;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.identity.Authenticator;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.limits.Limits;
import org.stepgate.policy.Action;
import org.stepgate.policy.Context;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Policy;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;

/// A gateway before a [FakeWorkflows], with a clock and a caller that the test sets.
///
/// Expressions here are paths such as `body.sku`; `fail` fails, and a path that leads nowhere gives
/// nothing.
final class GatewayRig {
  static final RouteConfig ORDERS = RouteConfig.of("orders", "POST", "/orders", "Orders");
  static final RouteConfig ARTIFACT =
      RouteConfig.of("artifact", "GET", "/artifacts/{name}", "Orders").withKey("request.path");

  private static final Policy OPEN = (_, _, _, _) -> Decision.Allow.UNASKED;

  final FakeWorkflows workflows = new FakeWorkflows();
  final FakeTaskTokens taskTokens = new FakeTaskTokens();
  final FakeSchedules schedules = new FakeSchedules();
  final FakeApprovals approvals = new FakeApprovals();
  final Serving serving = new Serving();
  final List<JsonObject> kept = new ArrayList<>();
  boolean storeFails;
  Instant now = FakeWorkflows.START;
  Principal caller = Principal.ANONYMOUS;
  Policy policy = OPEN;
  final Limits limits = Limits.none();
  private final Gateway gateway;

  /// A gateway of these routes.
  GatewayRig(RouteConfig... routes) {
    this();
    activate(routes);
  }

  /// A gateway that has no configuration yet.
  static GatewayRig unconfigured() {
    return new GatewayRig();
  }

  private GatewayRig() {
    Authenticator authenticator = _ -> caller;
    gateway =
        new Gateway(
            new Gateway.Parts(
                Engines.of("embedded", new Engines.Engine("000000000000", workflows, taskTokens)),
                schedules,
                new Approvals(approvals, () -> now),
                address -> address.startsWith("https://ci.example.com/hooks/"),
                this::keep,
                authenticator,
                policy(),
                limits,
                serving,
                () -> now,
                new SecureRandom()));
  }

  private Policy policy() {
    return new Policy() {
      @Override
      public Decision decide(Principal who, Action action, Resource what, Context how) {
        return policy.decide(who, action, what, how);
      }

      @Override
      public boolean hides() {
        return !policy.equals(OPEN);
      }
    };
  }

  void activate(RouteConfig... routes) {
    switch (RouteTable.compiled(List.of(routes), Set.of("embedded"), GatewayRig::compile)) {
      case RouteTable.Built.Usable(var table) -> serving.activate(7, table);
      case RouteTable.Built.Faulty(var faults) -> throw new AssertionError(faults.toString());
    }
  }

  private JsonObject keep(Body body, String contentType) throws IOException {
    if (storeFails) {
      throw new IOException("no space");
    }
    var reference =
        JsonObject.of(
            "$payload",
            JsonObject.builder()
                .put("uri", "payload:" + body.sha256())
                .put("sha256", body.sha256())
                .put("bytes", body.bytes())
                .put("contentType", contentType)
                .build());
    kept.add(reference);
    return reference;
  }

  private static Expression.Compiled compile(String source) {
    return new Expression.Compiled.Usable((request, who, body) -> {
      if (source.equals("fail")) {
        throw new EvaluationException("States.QueryEvaluationError", "T0410: secret detail");
      }
      Optional<JsonValue> at =
          Optional.of(
              JsonObject.builder()
                  .put("request", request)
                  .put("caller", who)
                  .put("body", body)
                  .build());
      for (var name : source.isEmpty() ? new String[0] : source.split("\\.", -1)) {
        at =
            at.flatMap(value ->
                value instanceof JsonObject object
                    ? Optional.ofNullable(object.get(name))
                    : Optional.empty());
      }
      return at;
    });
  }

  /// The answer, of a problem too.
  HttpResponse send(HttpRequest request) {
    try {
      return gateway.handle(request);
    } catch (ProblemException problem) {
      return problem.response();
    }
  }

  HttpResponse get(String target) {
    return send(HttpRequest.of("GET", target));
  }

  HttpResponse post(String target, String body) {
    return send(posting(target, body));
  }

  static HttpRequest posting(String target, String body) {
    return HttpRequest.of("POST", target).withBody(Body.of(body));
  }

  static JsonObject json(HttpResponse response) {
    return (JsonObject) JsonReader.read(response.content().toString(), JsonLimits.STORED);
  }

  static String header(HttpResponse response, String name) {
    return response.headers().first(name).orElse("");
  }
}
