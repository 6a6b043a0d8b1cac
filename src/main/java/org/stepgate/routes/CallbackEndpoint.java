package org.stepgate.routes;

import java.util.List;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.policy.Action;
import org.stepgate.policy.Resource;
import org.stepgate.routes.Endpoint.Answer;
import org.stepgate.routes.Endpoint.Call;
import org.stepgate.routes.Endpoint.Parameter;
import org.stepgate.routes.Engines.Engine;
import org.stepgate.workflow.TaskTokens;
import org.stepgate.workflow.WorkflowException;

/// The end of a task that waits for its token, told by who was given the token. Safe for many
/// threads.
final class CallbackEndpoint {
  private static final String PATH = Links.ROOT + "/callbacks/{token}";
  private static final String OUTCOME = "outcome";

  /// The token is the credential of these calls.
  private static final String CHALLENGE = "Stepgate-Task-Token realm=\"stepgate\"";

  private static final String SUCCESS = "success";
  private static final String FAILURE = "failure";

  private final Engines engines;
  private final Access access;

  CallbackEndpoint(Engines engines, Access access) {
    this.engines = engines;
    this.access = access;
  }

  /// Tells one engine.
  @FunctionalInterface
  private interface Message {
    /// @throws WorkflowException when the engine does not take it
    void send(Engine engine) throws InterruptedException;
  }

  Endpoint endpoint() {
    return Endpoint.of(
            "POST",
            PATH,
            "endTask",
            "Ends a task that waits for its token. The body is the output, any JSON value, `null`"
                + " if there is none; for a failure an object of `error` and `cause`, both"
                + " optional.",
            this::end,
            new Answer(204, "The task has ended.", ""),
            Answer.problem(400, "The body or the query is malformed."),
            Answer.problem(401, "The token was never given out."),
            Answer.problem(403, "The caller may not end tasks."),
            Answer.problem(409, "The task has ended already."),
            Answer.problem(413, "The output is too large."))
        .withQuery(
            new Parameter(
                OUTCOME,
                "How the task has ended; `success` if missing.",
                Schemas.oneOf(List.of(SUCCESS, FAILURE))))
        .withBody(JsonObject.of("description", new JsonString("The output, or what failed.")));
  }

  private HttpResponse end(Call call) throws InterruptedException {
    String token = call.path("token");
    HttpRequest request = call.request();
    switch (QueryText.text(request, OUTCOME).orElse(SUCCESS)) {
      case SUCCESS -> {
        String output = output(request);
        send(
            call,
            Action.SEND_TASK_SUCCESS,
            engine ->
                engine
                    .taskTokens()
                    .sendSuccess(new TaskTokens.Success(engine.account(), token, output)));
      }
      case FAILURE -> {
        JsonObject body = JsonBody.object(request, List.of("error", "cause"));
        String error = JsonBody.string(body, "error").orElse(null);
        String cause = JsonBody.string(body, "cause").orElse(null);
        send(
            call,
            Action.SEND_TASK_FAILURE,
            engine ->
                engine
                    .taskTokens()
                    .sendFailure(new TaskTokens.Failure(engine.account(), token, error, cause)));
      }
      default -> throw QueryText.malformed(OUTCOME, "expected success or failure");
    }
    return HttpResponse.of(204);
  }

  private static String output(HttpRequest request) {
    if (request.body().isEmpty()) {
      return "null";
    }
    try {
      return JsonReader.decode(request.body().toBytes(InputSize.MAX_BYTES));
    } catch (JsonException e) {
      throw ProblemException.badRequest(
          "The body is malformed: " + e.getMessage() + ".", "body: " + e.getMessage());
    }
  }

  /// Tells the engine that knows the token. A token does not say whose it is.
  private void send(Call call, Action action, Message message) throws InterruptedException {
    boolean allowed = false;
    for (Engine engine : engines.byName().values()) {
      if (!access.may(call.asker(), action, new Resource.Account(engine.account()))) {
        continue;
      }
      allowed = true;
      try {
        message.send(engine);
        return;
      } catch (WorkflowException e) {
        if (!e.code().equals("InvalidToken")) {
          throw problem(e);
        }
      }
    }
    throw allowed
        ? ProblemException.unauthorized(
            "The task token is none that was given out.", "an unknown task token", CHALLENGE)
        : ProblemException.forbidden(
            "You may not end tasks.", call.caller().subject() + " may not " + action);
  }

  private static ProblemException problem(WorkflowException refused) {
    return switch (refused.code()) {
      case "TaskTimedOut" ->
          ProblemException.conflict("The task has ended already.", refused.text());
      case "InvalidOutput" -> ProblemException.badRequest(refused.text(), refused.code());
      default ->
          throw new IllegalStateException(
              "an engine refuses a callback: " + refused.code(), refused);
    };
  }
}
