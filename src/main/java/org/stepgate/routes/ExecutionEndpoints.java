package org.stepgate.routes;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.Action;
import org.stepgate.routes.Endpoint.Answer;
import org.stepgate.routes.Endpoint.Call;
import org.stepgate.routes.Endpoint.Parameter;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.Redrives;
import org.stepgate.workflow.VisiblePage;
import org.stepgate.workflow.WorkflowException;
import org.stepgate.workflow.Workflows;

/// The operations on executions. What the caller may not see is answered as what is not there. Safe
/// for many threads.
final class ExecutionEndpoints {
  private static final String ONE = Links.EXECUTIONS + "/{id}";
  private static final int MAX_PAGE = 1_000;
  private static final int USUAL_PAGE = 100;
  private static final WaitConfig MONITOR = new WaitConfig(Duration.ZERO, Duration.ofSeconds(60));
  private static final Answer NOT_THERE =
      Answer.problem(404, "There is no such execution, or the caller may not see it.");

  private final Engines engines;
  private final Access access;
  private final Replies replies;
  private final Serving serving;

  ExecutionEndpoints(Engines engines, Access access, Replies replies, Serving serving) {
    this.engines = engines;
    this.access = access;
    this.replies = replies;
    this.serving = serving;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                "GET",
                Links.EXECUTIONS,
                "listExecutions",
                "Executions, newest first.",
                this::list,
                Answer.json(
                    200, "A page: `executions`, and `nextPageToken` unless it is the last."),
                Answer.problem(400, "A query parameter is malformed."))
            .withQuery(
                new Parameter("engine", "The engine; the usual one if missing.", Schemas.string()),
                new Parameter("machine", "Only those of this machine.", Schemas.string()),
                new Parameter("status", "Only those of this status.", statuses()),
                new Parameter(
                    "since",
                    "Only those started at this time or later.",
                    Schemas.string("date-time")),
                limit(),
                pageToken()),
        Endpoint.of(
            "GET",
            ONE,
            "describeExecution",
            "One execution.",
            this::describe,
            Answer.json(200, "The execution, with input and output."),
            NOT_THERE),
        Endpoint.of(
            "GET",
            ONE + "/result",
            "getResult",
            "The answer that the request which started the execution gets or would have got."
                + " `Prefer: wait=N` waits for it.",
            this::result,
            new Answer(200, "The result; the route may map it to another status.", "*/*"),
            Answer.json(202, "It goes on; `Retry-After` says when to ask again."),
            new Answer(304, "The result is the one that `If-None-Match` names.", ""),
            NOT_THERE,
            Answer.problem(409, "It was stopped."),
            Answer.problem(500, "It failed."),
            Answer.problem(504, "It ran out of time.")),
        Endpoint.of(
                "GET",
                ONE + "/history",
                "getHistory",
                "The history events of an execution.",
                this::history,
                Answer.json(200, "A page: `events`, and `nextPageToken` unless it is the last."),
                NOT_THERE)
            .withQuery(
                new Parameter("reverse", "The newest event first.", Schemas.bool()),
                limit(),
                pageToken()),
        Endpoint.of(
            "GET",
            ONE + "/definition",
            "getDefinition",
            "The state machine as it was when the execution was started.",
            this::definition,
            Answer.json(200, "The machine with its definition."),
            NOT_THERE),
        Endpoint.of(
                "POST",
                ONE + "/stop",
                "stopExecution",
                "Ends an execution; one that has ended stays as it is.",
                this::stop,
                Answer.json(200, "The execution as it is now."),
                Answer.problem(400, "The body is malformed."),
                NOT_THERE)
            .withBody(
                Schemas.object(
                    JsonObject.of("error", Schemas.string(), "cause", Schemas.string()))),
        Endpoint.of(
            "POST",
            ONE + "/redrive",
            "redriveExecution",
            "Lets an execution go on that did not succeed, from where it ended.",
            this::redrive,
            Answer.json(200, "The execution as it is now."),
            NOT_THERE,
            Answer.problem(409, "It cannot be redriven now.")));
  }

  private static JsonObject statuses() {
    return Schemas.oneOf(Arrays.stream(ExecutionStatus.values()).map(Enum::name).toList());
  }

  static Parameter limit() {
    return new Parameter("limit", "The size of a page.", Schemas.integer(1, MAX_PAGE, USUAL_PAGE));
  }

  static Parameter pageToken() {
    return new Parameter("pageToken", "Where to go on, as the page before said.", Schemas.string());
  }

  private HttpResponse list(Call call) {
    var request = call.request();
    var engine = QueryText.text(request, "engine").orElse(engines.usual());
    var workflows =
        engines
            .find(engine)
            .orElseThrow(
                () -> ProblemException.badRequest("There is no such engine.", "unknown engine"));
    var machine = QueryText.text(request, "machine").orElse(null);
    var status = QueryText.oneOf(request, "status", ExecutionStatus.class).orElse(null);
    var since = QueryText.time(request, "since").orElse(null);
    int limit = QueryText.number(request, "limit", 1, MAX_PAGE, USUAL_PAGE);
    var token = QueryText.text(request, "pageToken").orElse(null);
    var page =
        paged(() ->
            VisiblePage.of(
                limit,
                token,
                (size, from) ->
                    workflows.list(new ExecutionQuery(machine, status, since, size, from)).toPage(),
                one -> access.shows(call.asker(), one)));
    return page(
        "executions", JsonValue.array(page.items(), ExecutionJson::brief), page.nextToken());
  }

  /// A page, or a 400 when its token is none that a page gave.
  private static <T> T paged(Supplier<T> page) {
    try {
      return page.get();
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("The page token is none that a page gave.", "page token");
    }
  }

  private static HttpResponse page(String name, JsonArray items, @Nullable String nextPageToken) {
    return HttpResponse.json(
        200,
        JsonObject.builder().put(name, items).putIfPresent("nextPageToken", nextPageToken).build());
  }

  private HttpResponse describe(Call call) {
    var id = id(call, Action.READ);
    return HttpResponse.json(200, ExecutionJson.whole(found(workflows(id).describe(id))));
  }

  private HttpResponse result(Call call) throws InterruptedException {
    var id = id(call, Action.READ);
    var request = call.request();
    var plan = WaitPlan.of(request.headers(), MONITOR);
    var execution = found(Replies.awaited(workflows(id), id, plan.longest()));
    return replies.state(execution, plan, request, replyConfig(execution));
  }

  private ReplyConfig replyConfig(ExecutionDescription execution) {
    return Optional.ofNullable(execution.route())
        .flatMap(id -> serving.current().flatMap(now -> now.routes().byId(id)))
        .map(route -> route.config().reply())
        .orElse(ReplyConfig.defaults());
  }

  private HttpResponse history(Call call) {
    var id = id(call, Action.READ);
    var request = call.request();
    boolean reverse = QueryText.flag(request, "reverse");
    int limit = QueryText.number(request, "limit", 1, MAX_PAGE, USUAL_PAGE);
    String token = QueryText.text(request, "pageToken").orElse(null);
    var page = found(paged(() -> workflows(id).history(id, reverse, limit, token)));
    return page("events", JsonArray.of(page.events()), page.nextPageToken());
  }

  private HttpResponse definition(Call call) {
    var id = id(call, Action.READ);
    return HttpResponse.json(
        200, ExecutionJson.whole(id.engine(), found(workflows(id).definition(id))));
  }

  private HttpResponse stop(Call call) throws InterruptedException {
    var id = id(call, Action.STOP);
    var body = JsonBody.object(call.request(), List.of("error", "cause"));
    var error = JsonBody.string(body, "error").orElse(null);
    var cause = JsonBody.string(body, "cause").orElse(null);
    return HttpResponse.json(200, ExecutionJson.whole(found(workflows(id).stop(id, error, cause))));
  }

  private HttpResponse redrive(Call call) throws InterruptedException {
    var id = id(call, Action.REDRIVE);
    found(workflows(id).describe(id));
    try {
      workflows(id).redrive(new Redrives.Redrive(id, null));
    } catch (WorkflowException e) {
      throw ProblemException.conflict(e.text(), e.code());
    }
    return HttpResponse.json(200, ExecutionJson.whole(found(workflows(id).describe(id))));
  }

  /// The id in the path, of an execution that the caller may do `action` with.
  private ExecutionId id(Call call, Action action) {
    try {
      var id = ExecutionId.parse(call.path("id"));
      access.require(call.asker(), action, id, one -> workflows(one).describe(one));
      return id;
    } catch (IllegalArgumentException e) {
      throw Access.noExecution();
    }
  }

  private Workflows workflows(ExecutionId id) {
    return engines.find(id.engine()).orElseThrow(Access::noExecution);
  }

  private static <T> T found(Optional<T> known) {
    return known.orElseThrow(Access::noExecution);
  }
}
