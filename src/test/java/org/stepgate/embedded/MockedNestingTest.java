package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.tasks.AwsTaskConfig;
import org.stepgate.tasks.ExecTaskConfig;
import org.stepgate.tasks.HttpTaskConfig;
import org.stepgate.tasks.MockFile;
import org.stepgate.tasks.TaskRegistry;
import org.stepgate.tasks.TasksConfig;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.ExecutionStatus;

/// Nested executions in test cases of a mock file.
@Timeout(120)
final class MockedNestingTest {
  private static final String MOCKS =
      """
      {"StateMachines": {"parent": {"TestCases": {
         "Good": {"Nest": "Done"}, "Bad": {"Nest": "Broken"}, "Retried": {"Nest": "Late"},
         "Unmocked": {}}}},
       "MockedResponses": {
         "Done": {"0": {"Return": {"Output": "mocked", "Status": "SUCCEEDED"}}},
         "Broken": {"0-1": {"Throw": {"Error": "States.TaskFailed", "Cause": "mocked"}}},
         "Late": {"0": {"Throw": {"Error": "Busy", "Cause": "mocked"}},
                  "1": {"Return": "second"}}}}\
      """;

  @TempDir Path folder;
  private Pool pool;
  private TaskRegistry mocks;

  @BeforeEach
  void open() {
    pool =
        new Pool(folder)
            .standard(
                "child",
                """
                {"StartAt":"P","States":{"P":{"Type":"Pass","Result":"truth","End":true}}}\
                """);
    mocks =
        TaskRegistry.open(
            new TasksConfig(
                HttpTaskConfig.defaults(),
                ExecTaskConfig.defaults(),
                AwsTaskConfig.defaults(),
                Optional.of(MockFile.parse(MOCKS))));
  }

  @AfterEach
  void close() {
    pool.close();
    mocks.close();
  }

  private Pool.Worker worker(String pattern) throws Exception {
    pool.standard(
        "parent",
        """
        {"StartAt":"Nest","States":{"Nest":{"Type":"Task",
          "Resource":"arn:aws:states:::states:startExecution%s",
          "Parameters":{
            "StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:child"},
          "Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":1,"MaxAttempts":1}],"End":true}}}\
        """
            .formatted(pattern));
    Pool.Worker worker = pool.worker();
    worker.mocks = mocks;
    return worker;
  }

  private static ExecutionDescription run(Pool.Worker worker, String machine) throws Exception {
    worker.start(machine, "n", "{}");
    return worker.ended("parent", "n");
  }

  private static List<String> children(Pool.Worker worker) {
    return worker
        .engine
        .list(new ExecutionQuery("child", null, null, 10, null))
        .executions()
        .stream()
        .map(child -> child.id().name())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".sync", ".sync:2", ".waitForTaskToken"})
  void start_mockedReturn_isTheResultAndStartsNothing(String pattern) throws Exception {
    Pool.Worker worker = worker(pattern);

    ExecutionDescription ended = run(worker, "parent#Good");

    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ended.output()).isEqualTo("{\"Output\":\"mocked\",\"Status\":\"SUCCEEDED\"}");
    assertThat(children(worker)).isEmpty();
    assertThat(worker.calls).isEmpty();
  }

  @Test
  void start_mockedThrow_failsTheState() throws Exception {
    Pool.Worker worker = worker(".sync:2");

    ExecutionDescription ended = run(worker, "parent#Bad");

    assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(ended.error()).isEqualTo("States.TaskFailed");
    assertThat(ended.cause()).isEqualTo("mocked");
    assertThat(children(worker)).isEmpty();
  }

  @Test
  void start_mockedThrowThenReturn_countsTheAttempts() throws Exception {
    ExecutionDescription ended = run(worker(".sync"), "parent#Retried");

    assertThat(ended.output()).isEqualTo("\"second\"");
  }

  @Test
  void start_stateWithoutMock_startsTheChild() throws Exception {
    Pool.Worker worker = worker(".sync:2");

    ExecutionDescription ended = run(worker, "parent#Unmocked");

    assertThat(ended.output()).contains("\"Output\":\"truth\"");
    assertThat(children(worker)).hasSize(1);
  }

  @Test
  void start_unknownTestCase_failsTheState() throws Exception {
    Pool.Worker worker = worker(".sync:2");

    ExecutionDescription ended = run(worker, "parent#Other");

    assertThat(ended.error()).isEqualTo("States.Runtime");
    assertThat(ended.cause()).contains("no test case 'Other'");
    assertThat(children(worker)).isEmpty();
  }
}
