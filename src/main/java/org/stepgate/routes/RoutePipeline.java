package org.stepgate.routes;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.EvaluationException;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.IdempotencyKey;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;
import org.stepgate.workflow.NameLookup;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.Workflows;

/// Takes a request that has found its route, and may call it, to its answer: body, key, input,
/// execution, reply. Safe for many threads.
final class RoutePipeline {
  private static final Logger LOG = LogManager.getLogger(RoutePipeline.class);

  private final Engines engines;
  private final BodyStore bodies;
  private final RandomNames names;
  private final Replies replies;
  private final CallbackHeader callbacks;

  RoutePipeline(
      Engines engines,
      BodyStore bodies,
      RandomNames names,
      Replies replies,
      CallbackHeader callbacks) {
    this.callbacks = callbacks;
    this.engines = engines;
    this.bodies = bodies;
    this.names = names;
    this.replies = replies;
  }

  /// Answers a request.
  ///
  /// @throws ProblemException when the request is refused; no execution was started for it
  /// @throws InterruptedException when the wait is interrupted; the execution goes on
  HttpResponse answer(RouteCall call) throws InterruptedException {
    var route = call.route();
    var headerKey = headerKey(call);
    var tells = callbacks.tells(call.request(), route.config().reply().tells());
    var asked = new Asked(call, takenBody(call), names.next(), tells);
    var key = route.key() == null ? headerKey : evaluatedKey(route.key(), asked);
    var workflows =
        engines
            .find(route.config().target().engine())
            .orElseThrow(() -> new IllegalStateException("the route's engine was checked"));
    var plan = WaitPlan.of(call.request().headers(), route.config().waiting());
    if (key == null) {
      return run(asked, workflows, plan, asked.id(), null);
    }
    var requestKey =
        RequestKey.of(
            route.id(),
            call.caller(),
            key,
            route.config().method(),
            call.request(),
            asked.body().sha256());
    var known = known(asked, workflows, plan, requestKey);
    return known.isPresent()
        ? known.get()
        : run(asked, workflows, plan, requestKey.name(), requestKey.fingerprint());
  }

  /// A request on its way.
  ///
  /// @param id names this request, and its execution when it has no key
  /// @param tells who is told of the end
  private record Asked(RouteCall call, RequestBody body, String id, List<String> tells) {
    JsonObject requestScope() {
      return RequestScope.of(call, id);
    }
  }

  private static @Nullable String headerKey(RouteCall call) {
    if (call.route().key() != null) {
      return null;
    }
    var key = IdempotencyKey.of(call.request().headers());
    if (key.isEmpty() && call.route().config().idempotency().required()) {
      throw ProblemException.badRequest(
          "This address needs the header Idempotency-Key.", "the idempotency key is missing");
    }
    return key.map(IdempotencyKey::value).orElse(null);
  }

  private RequestBody takenBody(RouteCall call) {
    try {
      return RequestBody.take(call.request(), call.route().config().body(), bodies);
    } catch (IOException e) {
      LOG.error("route.payload_not_kept route={}", call.route().id(), e);
      throw ProblemException.unavailable(
          "The body cannot be kept at the moment.",
          "the payload store failed",
          Duration.ofSeconds(10));
    }
  }

  private static String evaluatedKey(Expression expression, Asked asked) {
    var value = evaluated(expression, "key", asked);
    var key = value instanceof JsonString(var text) ? text : JsonWriter.write(value);
    if (value == JsonNull.NULL || key.isEmpty()) {
      throw unfit("key", asked, "the expression gives no key");
    }
    return key;
  }

  private static JsonValue evaluated(Expression expression, String field, Asked asked) {
    try {
      return expression
          .evaluate(asked.requestScope(), asked.call().caller().toJson(), asked.body().value())
          .orElseThrow(() -> unfit(field, asked, "the expression gives nothing"));
    } catch (EvaluationException e) {
      throw unfit(field, asked, e.causeText());
    }
  }

  /// Expressions are made for the requests that a route expects, so one that fails is taken for a
  /// sign that the request is another one. The log has the reason.
  private static ProblemException unfit(String field, Asked asked, String reason) {
    return ProblemException.badRequest(
        "The request does not have what this address expects.",
        "route " + asked.call().route().id() + ", " + field + ": " + reason);
  }

  private static JsonValue input(Asked asked) {
    var call = asked.call();
    var expression = call.route().input();
    if (expression != null) {
      return evaluated(expression, "input", asked);
    }
    return call.route().carriesBody()
        ? asked.body().value()
        : JsonObject.of(
            "pathParameters",
            RequestScope.strings(call.pathParameters()),
            "query",
            RequestScope.byName(call.request().query()));
  }

  /// The answer for a name that is taken already; empty when it is free.
  private Optional<HttpResponse> known(
      Asked asked, Workflows workflows, WaitPlan plan, RequestKey key) throws InterruptedException {
    return switch (workflows.lookup(asked.call().route().config().target().machine(), key.name())) {
      case NameLookup.Unknown _ -> Optional.empty();
      case NameLookup.Known(var id, var fingerprint) -> {
        if (!key.fingerprint().equals(fingerprint)) {
          throw Replies.keyReused();
        }
        yield Optional.of(replies.awaited(workflows, id, plan, asked.call()));
      }
      case NameLookup.Gone(var _, var fingerprint, var status) -> {
        throw key.fingerprint().equals(fingerprint) ? Replies.gone(status) : Replies.keyReused();
      }
    };
  }

  private HttpResponse run(
      Asked asked, Workflows workflows, WaitPlan plan, String name, @Nullable String fingerprint)
      throws InterruptedException {
    var call = asked.call();
    var input = input(asked);
    InputSize.check(input);
    var outcome =
        workflows.run(
            new RunRequest(
                    call.route().config().target().machine(),
                    name,
                    fingerprint != null,
                    fingerprint,
                    input,
                    call.caller(),
                    call.route().id(),
                    Traceparent.of(call.request().headers()),
                    plan.longest())
                .telling(asked.tells()));
    return replies.outcome(outcome, plan, call.request(), call.route().config().reply());
  }
}
