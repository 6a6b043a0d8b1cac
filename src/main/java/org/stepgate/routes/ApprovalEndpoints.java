package org.stepgate.routes;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.approvals.Approval;
import org.stepgate.approvals.ApprovalStore.Judged;
import org.stepgate.approvals.Approvals;
import org.stepgate.approvals.Verdict;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.IdempotencyKey;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.Action;
import org.stepgate.policy.Resource;
import org.stepgate.routes.Endpoint.Answer;
import org.stepgate.routes.Endpoint.Call;
import org.stepgate.routes.Endpoint.Parameter;

/// The operations on approvals: people see what waits for them, and decide. What the caller may
/// neither read nor decide is answered as what is not there. Safe for many threads.
final class ApprovalEndpoints {
  private static final String APPROVALS = Links.ROOT + "/approvals";
  private static final String ONE = APPROVALS + "/{id}";
  private static final int MAX_PAGE = 1_000;
  private static final int USUAL_PAGE = 100;
  private static final int MAX_REASON = 2_000;
  private static final Answer NOT_THERE =
      Answer.problem(404, "There is no such approval, or the caller may not see it.");

  private final Approvals approvals;
  private final Access access;

  ApprovalEndpoints(Approvals approvals, Access access) {
    this.approvals = approvals;
    this.access = access;
  }

  /// What a list shows.
  private enum Filter {
    PENDING,
    APPROVED,
    REJECTED,
    EXPIRED,
    WITHDRAWN,
    ALL;

    Approval.@Nullable Status status() {
      return this == ALL ? null : Approval.Status.valueOf(name());
    }
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                "GET",
                APPROVALS,
                "listApprovals",
                "Approvals, newest first: without `status` those that wait for the caller, else all"
                    + " of that status that the caller may see.",
                this::list,
                Answer.json(200, "A page: `approvals`, and `nextPageToken` unless it is the last."),
                Answer.problem(400, "A query parameter is malformed."))
            .withQuery(
                new Parameter(
                    "status",
                    "Only those of this status.",
                    Schemas.oneOf(Arrays.stream(Filter.values()).map(Enum::name).toList())),
                ExecutionEndpoints.limit(),
                ExecutionEndpoints.pageToken()),
        Endpoint.of(
            "GET",
            ONE,
            "describeApproval",
            "One approval. Changes nothing.",
            call -> HttpResponse.json(200, seen(call).whole()),
            Answer.json(200, "The approval, with the input of its task."),
            NOT_THERE),
        Endpoint.of(
                "POST",
                ONE,
                "decideApproval",
                "Decides an approval. Each person has one decision; repeated, it changes nothing.",
                this::decide,
                Answer.json(200, "The approval as it is now."),
                Answer.problem(400, "The body is malformed, or a reason is missing."),
                Answer.problem(
                    403, "The caller asked for it, is no approver, or may not decide it."),
                NOT_THERE,
                Answer.problem(409, "The caller has decided otherwise, or others have decided."),
                Answer.problem(410, "`TaskTimedOut`: it is too late."),
                Answer.problem(422, "The Idempotency-Key was used for another decision."))
            .withBody(
                Schemas.object(
                    JsonObject.of(
                        "decision",
                        Schemas.oneOf(List.of("approve", "reject")),
                        "reason",
                        Schemas.string()))));
  }

  private HttpResponse list(Call call) {
    var request = call.request();
    Optional<Filter> filter = QueryText.oneOf(request, "status", Filter.class);
    var query =
        new Approvals.Query(
            filter.orElse(Filter.PENDING).status(),
            filter.isEmpty() ? call.caller() : null,
            QueryText.text(request, "pageToken").map(ApprovalEndpoints::page).orElse(0L),
            QueryText.number(request, "limit", 1, MAX_PAGE, USUAL_PAGE));
    Approvals.Page page =
        approvals.list(
            query,
            approval -> access.shows(call.asker(), resource(approval), Action.READ, Action.DECIDE));
    return HttpResponse.json(
        200,
        JsonObject.builder()
            .put("approvals", JsonValue.array(page.approvals(), Approval::brief))
            .putIfPresent("nextPageToken", page.next() == 0 ? null : Long.toString(page.next()))
            .build());
  }

  private static long page(String token) {
    try {
      long page = Long.parseLong(token);
      if (page > 0) {
        return page;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw ProblemException.badRequest("The page token is none that a page gave.", "page token");
  }

  private HttpResponse decide(Call call) throws InterruptedException {
    Approval approval = seen(call);
    if (!access.may(call.asker(), Action.DECIDE, resource(approval))) {
      throw ProblemException.forbidden(
          "You may not decide this.",
          call.caller().subject() + " may not decide the approval " + approval.id());
    }
    JsonObject body = JsonBody.object(call.request(), List.of("decision", "reason"));
    boolean approves = approves(body);
    Judged judged =
        approvals
            .decide(
                approval.id(),
                call.caller(),
                approves,
                reason(body),
                IdempotencyKey.of(call.request().headers()).map(IdempotencyKey::value).orElse(null))
            .orElseThrow(ApprovalEndpoints::noApproval);
    if (judged.verdict() instanceof Verdict.Refused(Verdict.Refusal why)) {
      throw refused(why, judged.after(), call);
    }
    return HttpResponse.json(200, judged.after().whole());
  }

  private static boolean approves(JsonObject body) {
    return switch (JsonBody.string(body, "decision").orElse("")) {
      case "approve" -> true;
      case "reject" -> false;
      default ->
          throw ProblemException.badRequest(
              "The member decision of the body is approve or reject.", "no decision");
    };
  }

  private static @Nullable String reason(JsonObject body) {
    String reason = JsonBody.string(body, "reason").map(String::strip).orElse("");
    if (reason.length() > MAX_REASON) {
      throw ProblemException.badRequest(
          "The reason is longer than " + MAX_REASON + " characters.",
          "a reason of " + reason.length() + " characters");
    }
    return reason.isEmpty() ? null : reason;
  }

  /// Why a decision is not taken. How others have ended an approval is for those who may read it.
  private ProblemException refused(Verdict.Refusal why, Approval approval, Call call) {
    String detail = "approval " + approval.id() + ", " + call.caller().subject() + ": " + why;
    String ending =
        access.may(call.asker(), Action.READ, resource(approval)) ? " " + approval.ending() : "";
    return switch (why) {
      case OWN_REQUEST ->
          ProblemException.forbidden("You have asked for this: others decide it.", detail);
      case NOT_AN_APPROVER ->
          ProblemException.forbidden("You are in none of the groups that decide this.", detail);
      case NO_REASON -> ProblemException.badRequest("The decision needs a reason.", detail);
      case DECIDED_OTHERWISE ->
          ProblemException.conflict("You have decided otherwise before.", detail);
      case KEY_REUSED ->
          ProblemException.unprocessable(
              "The Idempotency-Key was used for another decision.", detail);
      case DECIDED ->
          ProblemException.conflict(
              "Others have decided: " + approval.status() + "." + ending, detail);
      case TIMED_OUT ->
          new ProblemException(
              410, "TaskTimedOut: nobody waits for the decision any more." + ending, detail);
    };
  }

  /// The approval in the path, when the caller may see it.
  private Approval seen(Call call) {
    return approvals
        .find(call.path("id"))
        .filter(found -> isVisible(call, found))
        .orElseThrow(ApprovalEndpoints::noApproval);
  }

  private boolean isVisible(Call call, Approval approval) {
    return access.may(call.asker(), Action.READ, resource(approval))
        || access.may(call.asker(), Action.DECIDE, resource(approval));
  }

  private static Resource resource(Approval approval) {
    return new Resource.Approval(approval.id(), approval.activity());
  }

  private static ProblemException noApproval() {
    return ProblemException.notFound("no such approval, or none that the caller may see");
  }
}
