package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchedulesCommandTest extends CommandFixture {
  private static final String NIGHTLY =
      """
      {"name": "nightly", "machine": "reports", "expression": "30 2 * * *", "timezone": "UTC",
       "enabled": true, "paused": false, "next": "2026-02-01T02:30:00Z",
       "last": {"tick": "2026-01-31T02:30:00Z", "outcome": "FAILED", "detail": "no input"}}
      """;
  private static final String PAUSED =
      """
      {"name": "hourly", "machine": "m", "expression": "rate(1 hour)", "timezone": "UTC",
       "enabled": true, "paused": true, "pausedBy": "eve"}
      """;
  private static final String DISABLED =
      """
      {"name": "off", "machine": "m", "expression": "at(2027-01-01T00:00:00)", "timezone": "UTC",
       "enabled": false, "paused": false}
      """;

  @Test
  void list_isATable() {
    server.answer(
        "GET /stepgate/schedules",
        200,
        "{\"schedules\": [" + NIGHTLY + "," + PAUSED + "," + DISABLED + "]}");

    assertThat(run("schedules", "list")).isZero();
    assertThat(out.toString().replaceAll(" {2,}", " | "))
        .isEqualTo(
            """
            NAME | MACHINE | EXPRESSION | NEXT | LAST | OUTCOME
            nightly | reports | 30 2 * * * UTC | 2026-02-01 02:30:00 | 2026-01-31 02:30:00 | FAILED: no input
            hourly | m | rate(1 hour) UTC | paused by eve
            off | m | at(2027-01-01T00:00:00) UTC | disabled
            """);
  }

  @Test
  void pauseAndResume_postAndPrintTheSchedule() {
    server.answer("POST /stepgate/schedules/a%20b/pause", 200, PAUSED);
    server.answer("POST /stepgate/schedules/hourly/resume", 200, NIGHTLY);

    assertThat(run("schedules", "pause", "a b")).isZero();
    assertThat(out.toString()).contains("paused by eve");
    assertThat(run("schedules", "resume", "hourly", "-o", "json")).isZero();
    assertThat(out.toString()).contains("\"next\": \"2026-02-01T02:30:00Z\"");
  }

  @Test
  void pause_ofAnUnknownSchedule_isRefused() {
    server.answer("POST /stepgate/schedules/x/pause", 404, "{\"title\": \"Not Found\"}");

    assertThat(run("schedules", "pause", "x")).isEqualTo(ExitCode.REFUSED);
    assertThat(err).hasToString("stepgate: there is no schedule 'x', or you may not see it\n");
  }

  @Test
  void schedules_alone_explainsItself() {
    assertThat(execute("schedules")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("list, pause or resume");
  }
}
