package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Executions that go on after they have failed.
class RedriveTest {
  private static final String TWO_TASKS =
      """
      {"StartAt":"P","TimeoutSeconds":100,"States":{
        "P":{"Type":"Pass","Result":{"x":1},"Next":"T"},
        "T":{"Type":"Task","Resource":"arn:aws:states:::x:y","Next":"U",
          "Retry":[{"ErrorEquals":["Again"],"MaxAttempts":1,"IntervalSeconds":5}]},
        "U":{"Type":"Task","Resource":"arn:aws:states:::x:z","End":true}}}\
      """;

  private static final Event.Redriven REDRIVEN = new Event.Redriven(null);

  private static Simulation redrive(Simulation simulation) {
    simulation.give(REDRIVEN);
    return simulation;
  }

  @Test
  void redriven_failedTask_isScheduledAgainWithItsInput() {
    Simulation simulation = Simulation.of(TWO_TASKS, "{}").start().fail("E", "why");
    assertThat(simulation.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(simulation.execution.header().resumable()).isTrue();
    assertThat(simulation.timers).isEmpty();

    redrive(simulation);

    assertThat(simulation.status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(simulation.execution.header().error()).isNull();
    assertThat(simulation.tasks.firstEntry().getValue().arguments().text()).isEqualTo("{\"x\":1}");
    assertThat(simulation.timers).containsOnlyKeys(new TimerId(1));
    assertThat(simulation.shape())
        .endsWith(
            """
            7<6 TaskFailed
            8<7 ExecutionFailed
            9<8 ExecutionRedriven
            10<9 TaskScheduled
            11<10 TaskStarted
            """);
    simulation.succeed("{}").succeed("{}");
    assertThat(simulation.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(simulation.execution.header().redrive().count()).isEqualTo(1);
  }

  @Test
  void redriven_againAndAgain_countsAndRetriesAnew() {
    Simulation simulation = Simulation.of(TWO_TASKS, "{}").start();
    for (int count = 1; count <= 3; count++) {
      simulation.fail("Again", null);
      simulation.fire(simulation.timers.lastEntry().getKey());
      simulation.fail("Again", null);
      assertThat(simulation.status()).isEqualTo(ExecutionStatus.FAILED);

      redrive(simulation);

      assertThat(Simulation.detail(redrivenEvent(simulation), "redriveCount").toString())
          .isEqualTo(Integer.toString(count));
    }
  }

  private static HistoryEvent redrivenEvent(Simulation simulation) {
    return simulation.history.stream()
        .filter(event -> event.type() == HistoryEventType.ExecutionRedriven)
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  @Test
  void redriven_failState_isEnteredAgainAndFailsAgain() {
    Simulation simulation =
        Simulation.of(
                """
                {"StartAt":"P","States":{
                  "P":{"Type":"Pass","Next":"F"},"F":{"Type":"Fail","Error":"E"}}}\
                """,
                "{}")
            .start();

    redrive(simulation);

    assertThat(simulation.shape())
        .isEqualTo(
            """
            1<0 ExecutionStarted
            2<0 PassStateEntered
            3<2 PassStateExited
            4<3 FailStateEntered
            5<4 ExecutionFailed
            6<5 ExecutionRedriven
            7<6 FailStateEntered
            8<7 ExecutionFailed
            """);
    assertThat(simulation.execution.header().resumable()).isTrue();
  }

  @Test
  void redriven_parallel_repeatsOnlyTheBranchesThatDidNotSucceed() {
    Simulation simulation =
        Simulation.of(
                """
                {"StartAt":"All","States":{"All":{"Type":"Parallel","End":true,"Branches":[
                  {"StartAt":"A","States":{"A":{"Type":"Pass","Result":"a","End":true}}},
                  {"StartAt":"B","States":{
                    "B":{"Type":"Task","Resource":"arn:aws:states:::x:b","End":true}}},
                  {"StartAt":"C","States":{"C":{"Type":"Wait","Seconds":9,"Next":"D"},
                    "D":{"Type":"Pass","Result":"d","End":true}}}]}}}\
                """,
                "{}")
            .start()
            .fail("E", null);
    assertThat(simulation.status()).isEqualTo(ExecutionStatus.FAILED);
    int before = simulation.history.size();

    redrive(simulation).succeed("\"b\"").fire();

    assertThat(simulation.output()).isEqualTo("[\"a\",\"b\",\"d\"]");
    assertThat(simulation.types().subList(before, simulation.history.size()))
        .doesNotContain(HistoryEventType.ParallelStateStarted)
        .containsOnlyOnce(HistoryEventType.TaskScheduled);
  }

  @Test
  void redriven_mapInsideParallel_goesOnWhereItWas() {
    Simulation simulation =
        Simulation.of(
                """
                {"StartAt":"All","States":{"All":{"Type":"Parallel","End":true,"Branches":[
                  {"StartAt":"M","States":{"M":{"Type":"Map","MaxConcurrency":1,"End":true,
                    "ItemProcessor":{"StartAt":"T","States":{
                      "T":{"Type":"Task","Resource":"arn:aws:states:::x:t","End":true}}}}}}]}}}\
                """,
                "[1,2,3]")
            .start()
            .succeed("10")
            .fail("E", null);
    assertThat(simulation.status()).isEqualTo(ExecutionStatus.FAILED);

    redrive(simulation).succeed("20").succeed("30");

    assertThat(simulation.output()).isEqualTo("[[10,20,30]]");
  }

  @Test
  void redriven_afterACaughtFailure_onlyWhatEndedTheExecutionIsRepeated() {
    Simulation simulation =
        Simulation.of(
                """
                {"StartAt":"All","States":{
                  "All":{"Type":"Parallel","Branches":[
                    {"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E"}}}],
                    "Catch":[{"ErrorEquals":["States.ALL"],"Next":"G"}],"End":true},
                  "G":{"Type":"Fail","Error":"G"}}}\
                """,
                "{}")
            .start();
    int before = simulation.history.size();

    redrive(simulation);

    assertThat(simulation.types().subList(before, simulation.history.size()))
        .containsExactly(
            HistoryEventType.ExecutionRedriven,
            HistoryEventType.FailStateEntered,
            HistoryEventType.ExecutionFailed);
  }

  @Test
  void redriven_stoppedOrTimedOut_goesOnFromWhatWasGivenUp() {
    Simulation stopped = Simulation.of(TWO_TASKS, "{}").start();
    stopped.give(new Event.StopRequested(null, null));
    Simulation late = Simulation.of(TWO_TASKS, "{}").start().fire(new TimerId(1));
    assertThat(late.status()).isEqualTo(ExecutionStatus.TIMED_OUT);

    for (Simulation simulation : new Simulation[] {stopped, late}) {
      redrive(simulation).succeed("{}").succeed("\"end\"");

      assertThat(simulation.output()).isEqualTo("\"end\"");
    }
  }

  @Test
  void redriven_runningSucceededOrExpress_changesNothing() {
    Simulation running = Simulation.of(TWO_TASKS, "{}").start();
    assertThat(running.giveOnce(REDRIVEN).isEmpty()).isTrue();
    running.succeed("{}").succeed("{}");
    assertThat(running.giveOnce(REDRIVEN).isEmpty()).isTrue();

    Simulation express = Simulation.express(TWO_TASKS, "{}").start().fail("E", null);
    assertThat(express.giveOnce(REDRIVEN).isEmpty()).isTrue();
  }

  @Test
  void redriven_contextObject_showsTheCount() {
    Simulation simulation =
        Simulation.of(
                """
                {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::x:y",
                  "Parameters":{"n.$":"$$.Execution.RedriveCount"},"End":true}}}\
                """,
                "{}")
            .start()
            .fail("E", null);

    redrive(simulation);

    assertThat(simulation.tasks.firstEntry().getValue().arguments().text()).isEqualTo("{\"n\":1}");
  }

  private static final String DISTRIBUTED =
      """
      {"StartAt":"M","States":{"M":{"Type":"Map","End":true,"OutputPath":"$.v",
        "Retry":[{"ErrorEquals":["Again"],"MaxAttempts":1,"IntervalSeconds":5}],
        "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
          "StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}}}}\
      """;

  @Test
  void redriven_failedMapRun_goesOnAsTheSameRun() {
    Simulation simulation =
        Simulation.of(DISTRIBUTED, "[1]")
            .start()
            .endMapRun(run -> new Event.TaskFailed(run, "States.ItemReaderFailed", null));
    assertThat(simulation.status()).isEqualTo(ExecutionStatus.FAILED);

    redrive(simulation);

    assertThat(simulation.shape())
        .endsWith(
            """
            4<3 MapRunStarted
            5<4 MapRunFailed
            6<5 MapStateFailed
            7<6 ExecutionFailed
            8<7 ExecutionRedriven
            9<8 MapRunRedriven
            """);
    String arn = simulation.mapRuns.firstEntry().getValue().arn();
    assertThat(simulation.history.getLast().details())
        .containsExactly(
            new HistoryEvent.Detail.Text("mapRunArn", arn),
            new HistoryEvent.Detail.Count("redriveCount", 1));
    simulation.endMapRun(run -> new Event.TaskSucceeded(run, Simulation.json("{\"v\":2}")));
    assertThat(simulation.output()).isEqualTo("2");
  }

  @Test
  void redriven_mapRunStoppedWithItsExecution_goesOnAndIsCounted() {
    Simulation simulation = Simulation.of(DISTRIBUTED, "[1]").start();
    for (int count = 1; count <= 2; count++) {
      simulation.give(new Event.StopRequested(null, null));
      assertThat(simulation.mapRuns).isEmpty();
      redrive(simulation);
      assertThat(simulation.history.getLast().details())
          .contains(new HistoryEvent.Detail.Count("redriveCount", count));
    }
  }

  @Test
  void redriven_mapStateThatANewRunMayMend_startsANewRun() {
    var failed = Simulation.of(DISTRIBUTED, "[1]").start();
    failed.endMapRun(run -> new Event.TaskFailed(run, "States.DataLimitExceeded", null));
    var badOutput = Simulation.of(DISTRIBUTED, "[1]").start();
    badOutput.endMapRun(run -> new Event.TaskSucceeded(run, Simulation.json("{}")));
    var waiting = Simulation.of(DISTRIBUTED, "[1]").start();
    waiting.endMapRun(run -> new Event.TaskFailed(run, "Again", null));
    waiting.give(new Event.StopRequested(null, null));

    for (Simulation simulation : new Simulation[] {failed, badOutput, waiting}) {
      assertThat(simulation.execution.header().resumable()).isTrue();
      redrive(simulation);

      assertThat(simulation.history.getLast().type()).isEqualTo(HistoryEventType.MapRunStarted);
    }
  }

  @Test
  void redriven_mapRunTooOften_fails() {
    Simulation simulation = Simulation.of(DISTRIBUTED, "[1]").start();
    for (int count = 1; count <= ExecutionLimits.MAP_RUN_REDRIVES; count++) {
      simulation.give(new Event.StopRequested(null, null));
      redrive(simulation);
    }
    assertThat(simulation.history.getLast().type()).isEqualTo(HistoryEventType.MapRunRedriven);
    simulation.give(new Event.StopRequested(null, null));

    redrive(simulation);

    assertThat(simulation.execution.header().error()).isEqualTo("States.Runtime");
    assertThat(simulation.execution.header().cause())
        .endsWith("The Map Run reached the maximum number of redrives (1000).");
  }
}
