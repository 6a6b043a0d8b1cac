package org.stepgate.routes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.IdempotencyKey;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.Action;
import org.stepgate.policy.Resource;
import org.stepgate.routes.Endpoint.Answer;
import org.stepgate.routes.Endpoint.Call;
import org.stepgate.routes.Endpoint.Parameter;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;

/// The operations on state machines. Safe for many threads.
final class MachineEndpoints {
  private static final String MACHINES = Links.ROOT + "/machines";
  private static final WaitConfig WAIT = new WaitConfig(Duration.ZERO, Duration.ofSeconds(60));

  private final Engines engines;
  private final Access access;
  private final Replies replies;
  private final RandomNames names;
  private final CallbackHeader callbacks;

  MachineEndpoints(
      Engines engines,
      Access access,
      Replies replies,
      RandomNames names,
      CallbackHeader callbacks) {
    this.callbacks = callbacks;
    this.engines = engines;
    this.access = access;
    this.replies = replies;
    this.names = names;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
            "GET",
            MACHINES,
            "listMachines",
            "All state machines that the caller may see.",
            this::list,
            Answer.json(200, "The machines, by engine and name.")),
        Endpoint.of(
                "POST",
                MACHINES + "/{name}/executions",
                "startExecution",
                "Starts an execution. Answers at once unless `Prefer: wait=N` asks for the result.",
                this::start,
                new Answer(200, "It has ended in time: its result.", "*/*"),
                Answer.json(202, "It goes on; `Location` is its status monitor."),
                Answer.problem(400, "The body or the name is malformed."),
                Answer.problem(403, "The caller may not start it."),
                Answer.problem(404, "There is no such machine."),
                Answer.problem(409, "The name is taken by another execution."),
                Answer.problem(413, "The input is too large."),
                Answer.problem(422, "The idempotency key was used for another request."),
                Answer.problem(503, "Too much is going on."))
            .withQuery(
                new Parameter("engine", "The engine; the usual one if missing.", Schemas.string()))
            .withBody(
                Schemas.object(
                    JsonObject.of("name", Schemas.string(), "input", Schemas.anything()))));
  }

  private HttpResponse list(Call call) {
    var shown = new ArrayList<JsonValue>();
    engines
        .byName()
        .forEach((name, engine) -> {
          for (var machine : engine.workflows().machines()) {
            var resource = new Resource.Machine(name, machine.name());
            if (access.shows(call.asker(), resource, Action.READ)) {
              shown.add(ExecutionJson.brief(name, machine));
            }
          }
        });
    return HttpResponse.json(200, JsonObject.of("machines", JsonArray.of(shown)));
  }

  /// What names the execution.
  ///
  /// @param given whether the name is the caller's own
  private record Naming(String name, boolean given, @Nullable String fingerprint) {}

  private HttpResponse start(Call call) throws InterruptedException {
    var request = call.request();
    var engine = QueryText.text(request, "engine").orElse(engines.usual());
    var machine = call.path("name");
    access.requireInvoke(
        call.asker(), new Resource.Machine(engine, machine), MachineEndpoints::noMachine);
    var workflows = engines.find(engine).orElseThrow(() -> noMachine(call));
    if (workflows.machine(machine).isEmpty()) {
      throw noMachine(call);
    }
    var body = JsonBody.object(request, List.of("name", "input"));
    var input = body.get("input") == null ? JsonObject.EMPTY : body.get("input");
    InputSize.check(input);
    var naming = naming(call, engine, body);
    var plan = WaitPlan.of(request.headers(), WAIT);
    var outcome =
        workflows.run(
            new RunRequest(
                    machine,
                    naming.name(),
                    naming.given() || naming.fingerprint() != null,
                    naming.fingerprint(),
                    input,
                    call.caller(),
                    null,
                    Traceparent.of(request.headers()),
                    plan.longest())
                .telling(callbacks.tells(request, List.of())));
    if (outcome instanceof RunOutcome.NameTaken && naming.given()) {
      throw ProblemException.conflict(
          "An execution of this name has another input or has ended.", "the name is taken");
    }
    return replies.outcome(outcome, plan, request, ReplyConfig.defaults());
  }

  private Naming naming(Call call, String engine, JsonObject body) {
    var name = JsonBody.string(body, "name").orElse(null);
    var key = IdempotencyKey.of(call.request().headers()).map(IdempotencyKey::value).orElse(null);
    if (name != null && key != null) {
      throw ProblemException.badRequest(
          "An execution is named by `name` or by Idempotency-Key, not by both.",
          "both a name and an idempotency key");
    }
    if (name != null) {
      if (!ExecutionId.isName(name)) {
        throw ProblemException.badRequest(
            "A name has 1 to 80 characters, none of them a blank, a control character or one of"
                + " <>{}[]?*\"#%\\^|~`$&,;:/.",
            "the name holds a character that names may not hold");
      }
      return new Naming(name, true, null);
    }
    return key == null ? new Naming(names.next(), false, null) : byKey(call, engine, key);
  }

  /// The scope holds a `/`, which no route's id does.
  private static Naming byKey(Call call, String engine, String key) {
    HttpRequest request = call.request();
    var scope = engine + "/" + call.path("name");
    var recognised =
        RequestKey.of(
            scope, call.caller(), key, request.method(), request, request.body().sha256());
    return new Naming(recognised.name(), false, recognised.fingerprint());
  }

  /// What a caller is told who may start machines of that name, if there were one.
  private ProblemException noMachine(Call call) {
    return access.absent(call.asker(), MachineEndpoints::noMachine);
  }

  private static ProblemException noMachine() {
    return ProblemException.notFound("no such state machine");
  }
}
