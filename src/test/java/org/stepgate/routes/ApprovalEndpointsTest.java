package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.approvals.Approval;
import org.stepgate.approvals.ApprovalRule;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.Action;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;

class ApprovalEndpointsTest {
  private static final String ONE = "/stepgate/approvals/a1";
  private static final String YES = "{\"decision\":\"approve\"}";
  private static final String NO = "{\"decision\":\"reject\"}";
  private static final Principal ALICE = person("alice", "release");
  private static final Principal BOB = person("bob", "release");
  private static final Principal CAROL = person("carol", "release", "security");
  private static final Principal MALLORY = person("mallory", "staff");

  private final GatewayRig rig = new GatewayRig();

  private static Principal person(String name, String... groups) {
    return new Principal("https://issuer.example", name, List.of(groups), JsonObject.EMPTY);
  }

  @BeforeEach
  void ask() {
    rig.approvals.put(1, approval("a1", false));
    rig.caller = BOB;
  }

  /// Alice's question to two of `release` and one of `security`, with an hour's time.
  private Approval approval(String id, boolean reasonRequired) {
    var quorums = new LinkedHashMap<String, Integer>();
    quorums.put("release", 2);
    quorums.put("security", 1);
    Instant asked = rig.now;
    return new Approval(
        id,
        "release",
        "embedded:Release:r1",
        "arn:aws:states:us-east-1:000000000000:execution:Release:r1",
        "Ask",
        "Release app?",
        "{\"name\":\"app\"}",
        ALICE,
        new ApprovalRule(quorums, 2, reasonRequired, Duration.ofHours(1), null, List.of()),
        asked,
        asked.plus(Duration.ofHours(1)),
        Approval.Status.PENDING,
        null,
        List.of());
  }

  private HttpResponse by(Principal who, String body) {
    rig.caller = who;
    return rig.post(ONE, body);
  }

  private static String status(HttpResponse response) {
    return String.valueOf(GatewayRig.json(response).string("status"));
  }

  private Approval now() {
    return rig.approvals.find("a1").orElseThrow();
  }

  private List<String> listed(String query) {
    var page = GatewayRig.json(rig.get("/stepgate/approvals" + query));
    return ((JsonArray) page.members().get("approvals"))
        .stream().map(each -> String.valueOf(((JsonObject) each).string("id"))).toList();
  }

  // ---- T21

  @Test
  @DisplayName("T21: a link that a scanner fetches changes nothing")
  void t21_getAndHead_changeNothing() {
    Approval before = now();

    for (String target :
        List.of(ONE, ONE + "?decision=approve", ONE + "?decision=reject&reason=x")) {
      assertThat(rig.get(target).status()).isEqualTo(200);
      assertThat(rig.send(HttpRequest.of("HEAD", target)).status()).isEqualTo(200);
    }
    assertThat(rig.get(ONE + "/approve").status()).isEqualTo(404);
    for (String method : List.of("PUT", "DELETE", "PATCH")) {
      assertThat(rig.send(HttpRequest.of(method, ONE)).status()).isEqualTo(405);
    }

    assertThat(now()).isEqualTo(before);
  }

  @Test
  @DisplayName("T21: a double click is one decision")
  void t21_doubleClick_isOneDecision() {
    HttpResponse first = by(BOB, YES);
    HttpResponse second = by(BOB, YES);

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.status()).isEqualTo(200);
    assertThat(GatewayRig.json(second)).isEqualTo(GatewayRig.json(first));
    assertThat(now().decisions()).hasSize(1);

    by(CAROL, YES);
    assertThat(status(by(CAROL, YES))).isEqualTo("APPROVED");
    assertThat(rig.approvals.ends).isEqualTo(1);
  }

  @Test
  @DisplayName("T21: of many deciders at once, one ends it")
  void t21_manyAtOnce_haveOneEnd() throws Exception {
    by(BOB, YES);
    var ready = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<HttpResponse>>();
      rig.caller = CAROL;
      for (int i = 0; i < 16; i++) {
        String body = i % 2 == 0 ? YES : NO;
        calls.add(() -> {
          ready.await();
          return rig.post(ONE, body);
        });
      }
      var futures = calls.stream().map(threads::submit).toList();
      ready.countDown();
      int agreed = 0;
      for (var future : futures) {
        int status = future.get().status();
        assertThat(status).isIn(200, 409);
        agreed += status == 200 ? 1 : 0;
      }
      assertThat(agreed).as("repetitions of the decision that was first").isEqualTo(8);
    }
    assertThat(rig.approvals.ends).isEqualTo(1);
    assertThat(now().decisions()).hasSize(2);
  }

  @Test
  @DisplayName("T21: the requester cannot decide")
  void t21_requester_is403() {
    assertThat(by(ALICE, YES).status()).isEqualTo(403);
    assertThat(by(ALICE, NO).status()).isEqualTo(403);
    assertThat(now().decisions()).isEmpty();
  }

  @ParameterizedTest(name = "T21: {0} ms after the deadline is {1}")
  @CsvSource({"-1,200", "0,410", "1,410"})
  void t21_deadline_endsIt(long millis, int status) {
    rig.now = rig.now.plus(Duration.ofHours(1)).plusMillis(millis);

    HttpResponse response = by(BOB, YES);

    assertThat(response.status()).isEqualTo(status);
    if (status == 410) {
      assertThat(response.content().toString()).contains("TaskTimedOut");
      assertThat(now().decisions()).isEmpty();
    }
  }

  // ---- T22

  @Test
  @DisplayName("T22: an approval that may not be seen is as one that is not there")
  void t22_unreadable_isTheSame404() {
    HttpResponse none = rig.get("/stepgate/approvals/none");
    HttpResponse nonePosted = rig.post("/stepgate/approvals/none", YES);
    rig.policy = (_, _, _, _) -> new Decision.Deny("no");

    assertThat(rig.get(ONE)).isEqualTo(none);
    assertThat(rig.post(ONE, YES)).isEqualTo(nonePosted);
    assertThat(rig.post(ONE, "not even JSON")).isEqualTo(nonePosted);
    assertThat(none.status()).isEqualTo(404);
    assertThat(listed("?status=ALL")).isEmpty();
  }

  @Test
  void decide_readableOnly_is403() {
    rig.policy =
        (_, action, what, _) ->
            what instanceof Resource.Approval(var id, var activity)
                    && id.equals("a1")
                    && activity.equals("release")
                    && action == Action.READ
                ? Decision.Allow.UNASKED
                : new Decision.Deny("no");

    assertThat(rig.get(ONE).status()).isEqualTo(200);
    assertThat(by(BOB, YES).status()).isEqualTo(403);
  }

  // ---- the inbox

  @Test
  void list_isWhatWaitsForTheCaller() {
    rig.approvals.put(2, approval("a2", false));

    assertThat(listed("")).containsExactly("a2", "a1");
    by(BOB, YES);
    assertThat(listed("")).containsExactly("a2");
    rig.caller = ALICE;
    assertThat(listed("")).isEmpty();
    rig.caller = MALLORY;
    assertThat(listed("")).isEmpty();
    assertThat(listed("?status=PENDING")).containsExactly("a2", "a1");
  }

  @Test
  void list_ofAStatus_showsWhatWasDecided() {
    rig.approvals.put(2, approval("a2", false));
    by(BOB, NO);

    assertThat(listed("?status=REJECTED")).containsExactly("a1");
    assertThat(listed("?status=PENDING")).containsExactly("a2");
    assertThat(listed("?status=ALL")).containsExactly("a2", "a1");
    assertThat(rig.get("/stepgate/approvals?status=maybe").status()).isEqualTo(400);
  }

  @Test
  void list_isPaged() {
    for (int i = 2; i <= 5; i++) {
      rig.approvals.put(i, approval("a" + i, false));
    }
    var first = GatewayRig.json(rig.get("/stepgate/approvals?limit=3"));

    assertThat(listed("?limit=3")).containsExactly("a5", "a4", "a3");
    assertThat(listed("?limit=3&pageToken=" + first.string("nextPageToken")))
        .containsExactly("a2", "a1");
    assertThat(rig.get("/stepgate/approvals?pageToken=x").status()).isEqualTo(400);
    assertThat(rig.get("/stepgate/approvals?pageToken=0").status()).isEqualTo(400);
  }

  @Test
  void describe_showsRuleInputAndDecisions() {
    by(CAROL, "{\"decision\":\"approve\",\"reason\":\" looks good \"}");

    var shown = GatewayRig.json(rig.get(ONE));

    assertThat(shown.toString())
        .contains("\"question\":\"Release app?\"", "\"input\":{\"name\":\"app\"}")
        .contains("\"approvers\":{\"release\":2,\"security\":1}", "\"missing\":{\"release\":1}")
        .contains("\"subject\":\"carol\"", "\"reason\":\"looks good\"");
  }

  // ---- decisions

  @Test
  void decide_twoOfWhomOneIsOfSecurity_isApproved() {
    assertThat(status(by(BOB, YES))).isEqualTo("PENDING");
    assertThat(status(by(CAROL, YES))).isEqualTo("APPROVED");
  }

  @Test
  void decide_reject_endsItForTheOthers() {
    assertThat(status(by(BOB, NO))).isEqualTo("REJECTED");
    assertThat(by(CAROL, YES).status()).isEqualTo(409);
  }

  @Test
  void decide_whatOthersHaveEnded_saysHowToWhoMayReadIt() {
    String time = rig.now.truncatedTo(ChronoUnit.SECONDS).toString();
    by(BOB, "{\"decision\":\"reject\",\"reason\":\"not tested\"}");

    assertThat(detail(by(CAROL, YES)))
        .isEqualTo(
            "Others have decided: REJECTED. It was rejected at " + time + " by bob (not tested).");
    rig.policy =
        (_, action, _, _) ->
            action == Action.READ ? new Decision.Deny("no") : new Decision.Allow(List.of());
    assertThat(detail(by(CAROL, YES))).isEqualTo("Others have decided: REJECTED.");
  }

  @Test
  void decide_whatHasExpired_saysWhen() {
    rig.approvals.put(1, ended(Approval.Status.EXPIRED));
    String time = rig.now.truncatedTo(ChronoUnit.SECONDS).toString();

    HttpResponse refused = by(BOB, YES);

    assertThat(refused.status()).isEqualTo(410);
    assertThat(detail(refused))
        .isEqualTo(
            "TaskTimedOut: nobody waits for the decision any more. It expired at " + time + ".");
  }

  private Approval ended(Approval.Status status) {
    Approval asked = approval("a1", false);
    return new Approval(
        asked.id(),
        asked.activity(),
        asked.execution(),
        asked.executionArn(),
        asked.state(),
        asked.question(),
        asked.input(),
        asked.requester(),
        asked.rule(),
        asked.asked(),
        asked.deadline(),
        status,
        rig.now,
        List.of());
  }

  private static String detail(HttpResponse response) {
    return String.valueOf(GatewayRig.json(response).string("detail"));
  }

  @Test
  void decide_otherwiseThanBefore_is409() {
    by(BOB, YES);

    assertThat(by(BOB, NO).status()).isEqualTo(409);
    assertThat(now().status()).isEqualTo(Approval.Status.PENDING);
  }

  @Test
  void decide_outsideTheGroups_is403() {
    assertThat(by(MALLORY, YES).status()).isEqualTo(403);
    assertThat(by(Principal.ANONYMOUS, YES).status()).isEqualTo(403);
  }

  @Test
  void decide_sameKeyOtherBody_is422() {
    var request = GatewayRig.posting(ONE, YES).withHeader("Idempotency-Key", "\"k\"");
    var other =
        GatewayRig.posting(ONE, "{\"decision\":\"approve\",\"reason\":\"r\"}")
            .withHeader("Idempotency-Key", "\"k\"");

    assertThat(rig.send(request).status()).isEqualTo(200);
    assertThat(rig.send(request).status()).isEqualTo(200);
    assertThat(rig.send(other).status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"decision\":\"maybe\"}",
        "{\"decision\":true}",
        "{\"decision\":\"approve\",\"by\":\"alice\"}"
      })
  void decide_malformed_is400(String body) {
    assertThat(by(BOB, body).status()).isEqualTo(400);
    assertThat(now().decisions()).isEmpty();
  }

  @Test
  void decide_reasonIsRequired() {
    rig.approvals.put(1, approval("a1", true));

    assertThat(by(BOB, YES).status()).isEqualTo(400);
    assertThat(by(BOB, "{\"decision\":\"approve\",\"reason\":\"  \"}").status()).isEqualTo(400);
    assertThat(by(BOB, "{\"decision\":\"approve\",\"reason\":\"ok\"}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"1999,200", "2000,200", "2001,400"})
  void decide_reasonHasALimit(int length, int status) {
    var body = "{\"decision\":\"approve\",\"reason\":\"" + "x".repeat(length) + "\"}";

    assertThat(by(BOB, body).status()).isEqualTo(status);
  }
}
