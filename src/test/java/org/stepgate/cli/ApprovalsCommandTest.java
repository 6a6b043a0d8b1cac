package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApprovalsCommandTest extends CommandFixture {
  private static final String ONE =
      """
      {"id": "a1", "question": "Release app?", "status": "PENDING", "execution": "embedded:r:1",
       "requester": {"subject": "alice"}, "asked": "2026-01-31T02:30:00Z",
       "deadline": "2026-02-01T02:30:00Z", "approvers": {"release": 2, "security": 1},
       "missing": {"release": 1},
       "decisions": [{"subject": "bob", "decision": "approve", "reason": "tested",
         "time": "2026-01-31T03:00:00Z"}],
       "input": {"name": "app\\u001b[31m"}}
      """;

  @Test
  void list_isATable() {
    server.answer("GET /stepgate/approvals?limit=100", 200, "{\"approvals\": [" + ONE + "]}");

    assertThat(run("approvals", "list")).isZero();
    assertThat(out.toString().replaceAll(" {2,}", " | "))
        .isEqualTo(
            """
            ID | QUESTION | REQUESTER | ASKED | DEADLINE | STATUS
            a1 | Release app? | alice | 2026-01-31 02:30:00 | 2026-02-01 02:30:00 | PENDING
            """);
  }

  @Test
  void list_ofAStatus_asksForIt() {
    server.answer("GET /stepgate/approvals?status=REJECTED&limit=5", 200, "{\"approvals\": []}");

    assertThat(run("approvals", "list", "--status", "rejected", "--limit", "5")).isZero();
  }

  @Test
  void show_isALineForEachFact() {
    server.answer("GET /stepgate/approvals/a1", 200, ONE);

    assertThat(run("approvals", "show", "a1")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            id         a1
            question   Release app?
            status     PENDING
            execution  embedded:r:1
            requester  alice
            asked      2026-01-31 02:30:00
            deadline   2026-02-01 02:30:00
            approvers  2 of release, 1 of security
            missing    1 of release
            approve    bob at 2026-01-31 03:00:00: tested
            input      {"name":"app\\u001B[31m"}
            """);
  }

  @Test
  void approveAndReject_postTheDecision() {
    server.answer("POST /stepgate/approvals/a1", 200, ONE);

    assertThat(run("approvals", "approve", "a1", "--reason", "tested")).isZero();
    assertThat(server.requests().getLast())
        .isEqualTo(
            "POST /stepgate/approvals/a1 [respond-async]"
                + " {\"decision\":\"approve\",\"reason\":\"tested\"}");
    assertThat(run("approvals", "reject", "a1", "-o", "json")).isZero();
    assertThat(server.requests().getLast())
        .isEqualTo("POST /stepgate/approvals/a1 [respond-async] {\"decision\":\"reject\"}");
    assertThat(out.toString()).contains("\"question\": \"Release app?\"");
  }

  @Test
  void approve_refused_saysWhy() {
    server.answer(
        "POST /stepgate/approvals/a1",
        403,
        "{\"title\": \"Forbidden\", \"detail\": \"You have asked for this: others decide it.\"}");

    assertThat(run("approvals", "approve", "a1")).isEqualTo(ExitCode.REFUSED);
    assertThat(err)
        .hasToString("stepgate: Forbidden (403): You have asked for this: others decide it.\n");
  }

  @Test
  void approve_ofAnUnknownOne_namesIt() {
    server.answer("POST /stepgate/approvals/a9", 404, "{\"title\": \"Not Found\"}");

    assertThat(run("approvals", "approve", "a9")).isEqualTo(ExitCode.REFUSED);
    assertThat(err).hasToString("stepgate: there is no approval 'a9', or you may not see it\n");
  }

  @Test
  void approvals_alone_explainsItself() {
    assertThat(execute("approvals")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("list, show, approve or reject");
  }
}
