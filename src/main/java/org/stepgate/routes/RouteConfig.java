package org.stepgate.routes;

import org.jspecify.annotations.Nullable;

/// One route as it is configured: not checked, [RouteTable#build] does that for all at once.
///
/// Key `id`, `method` and `path` hold the first three; the other keys are named where they stand.
///
/// @param id the route's name in policies, links and logs: 1 to 80 letters, digits, `.`, `_`, `-`
/// @param method `GET`, `POST`, `PUT`, `PATCH` or `DELETE`; GET answers HEAD too
/// @param path a pattern such as `/orders/{order}/files/{name+}`: literal segments, one segment for
///   `{name}`, one or more for `{name+}`, which stands at the end
/// @param target what is started
/// @param input key `input`: JSONata over `$request`, `$caller` and `$body` that gives the
///   execution's input. Null: the body for POST, PUT and PATCH, for the others an object of
///   `pathParameters` and `query`
/// @param idempotency what makes two requests one
/// @param waiting how long an answer is waited for
/// @param body what is taken as a body
/// @param reply what the end of the execution is answered with
public record RouteConfig(
    String id,
    String method,
    String path,
    TargetConfig target,
    @Nullable String input,
    IdempotencyConfig idempotency,
    WaitConfig waiting,
    BodyConfig body,
    ReplyConfig reply) {

  /// A route with every default, to the embedded engine.
  public static RouteConfig of(String id, String method, String path, String machine) {
    return new RouteConfig(
        id,
        method,
        path,
        new TargetConfig(TargetConfig.DEFAULT_ENGINE, machine),
        null,
        IdempotencyConfig.defaults(),
        WaitConfig.defaults(),
        BodyConfig.defaults(),
        ReplyConfig.defaults());
  }

  /// This route with another target.
  public RouteConfig withTarget(TargetConfig other) {
    return new RouteConfig(id, method, path, other, input, idempotency, waiting, body, reply);
  }

  /// This route with another input expression, null for the default input.
  public RouteConfig withInput(@Nullable String other) {
    return new RouteConfig(id, method, path, target, other, idempotency, waiting, body, reply);
  }

  /// This route with other rules on keys.
  public RouteConfig withIdempotency(IdempotencyConfig other) {
    return new RouteConfig(id, method, path, target, input, other, waiting, body, reply);
  }

  /// This route with the key expression `key`.
  public RouteConfig withKey(String key) {
    return withIdempotency(new IdempotencyConfig(key, false));
  }

  /// This route with other waits.
  public RouteConfig withWait(WaitConfig other) {
    return new RouteConfig(id, method, path, target, input, idempotency, other, body, reply);
  }

  /// This route with other limits on the body.
  public RouteConfig withBody(BodyConfig other) {
    return new RouteConfig(id, method, path, target, input, idempotency, waiting, other, reply);
  }

  /// This route with other answers.
  public RouteConfig withReply(ReplyConfig other) {
    return new RouteConfig(id, method, path, target, input, idempotency, waiting, body, other);
  }
}
