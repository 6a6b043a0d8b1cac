package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.embedded.Refusals.assertRefused;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.workflow.Activities;
import org.stepgate.workflow.Activities.Activity;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.TaskTokens;

/// Activities in a pool of workers that share nothing but the store.
@Timeout(120)
final class ActivitiesTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:activity:work";
  private static final String WORK =
      """
      {"StartAt":"Work","States":{
        "Work":{"Type":"Task","Resource":"%s","HeartbeatSeconds":600,"End":true}}}\
      """
          .formatted(ARN);

  @TempDir Path folder;
  private Pool pool;
  private Pool.Worker one;
  private Activities activities;

  @BeforeEach
  void open() throws Exception {
    pool = new Pool(folder).standard("work", WORK);
    one = pool.worker();
    activities = one.engine.activities();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private Activity create(String name) throws Exception {
    return activities.create(new Activities.Creation(Pool.ACCOUNT, name));
  }

  private static Optional<Activities.Task> poll(Pool.Worker at, Duration patience)
      throws InterruptedException {
    return at.engine.activities().poll(new Activities.Poll(Pool.ACCOUNT, ARN, "me", patience));
  }

  @Test
  void create_again_isTheSame() throws Exception {
    Activity first = create("work");

    assertThat(first.arn()).isEqualTo(ARN);
    assertThat(create("work")).isEqualTo(first);
    assertThat(activities.describe(Pool.ACCOUNT, ARN)).isEqualTo(first);
  }

  @Test
  void heartbeat_ofATaskAtWork_isKeptAndTheTaskEndsLater() throws Exception {
    create("work");
    one.start("work", "n", "{\"a\":1}");
    String token = poll(one, Duration.ofSeconds(60)).orElseThrow().taskToken();

    TaskTokens tokens = one.engine.taskTokens();
    tokens.sendHeartbeat(new TaskTokens.Heartbeat(Pool.ACCOUNT, token));
    tokens.sendSuccess(new TaskTokens.Success(Pool.ACCOUNT, token, "{}"));

    assertThat(one.ended("work", "n").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void create_badName_isInvalidName() {
    assertRefused(() -> create("a b"), "InvalidName", "Invalid Name: 'a b'");
  }

  @Test
  void describe_deletedOfAnotherAccountOrNoArn_isRefused() throws Exception {
    create("work");
    String gone = "Activity Does Not Exist: '" + ARN + "'";

    assertRefused(() -> activities.describe("222222222222", ARN), "ActivityDoesNotExist", gone);
    activities.delete("222222222222", ARN);
    activities.describe(Pool.ACCOUNT, ARN);
    activities.delete(Pool.ACCOUNT, ARN);
    activities.delete(Pool.ACCOUNT, ARN);
    assertRefused(() -> activities.describe(Pool.ACCOUNT, ARN), "ActivityDoesNotExist", gone);
    assertRefused(() -> poll(one, Duration.ZERO), "ActivityDoesNotExist", gone);
    assertRefused(
        () -> activities.describe(Pool.ACCOUNT, "none"),
        "InvalidArn",
        "Invalid Arn: 'Invalid ARN prefix: none'");
  }

  @Test
  void list_pages_areByName() throws Exception {
    for (String name : List.of("c", "a", "b")) {
      create(name);
    }

    var first = activities.list(new Activities.Query(Pool.ACCOUNT, 2, null));
    var second = activities.list(new Activities.Query(Pool.ACCOUNT, 2, first.nextPageToken()));

    assertThat(first.activities()).extracting(Activity::name).containsExactly("a", "b");
    assertThat(second.activities()).extracting(Activity::name).containsExactly("c");
    assertThat(second.nextPageToken()).isNull();
    assertThat(activities.list(new Activities.Query("222222222222", 2, null)).activities())
        .isEmpty();
    assertRefused(
        () -> activities.list(new Activities.Query(Pool.ACCOUNT, 2, "?")),
        "InvalidToken",
        "Invalid Token: 'Invalid token'");
  }

  @Test
  void poll_parkedAtAnotherWorker_getsTheWorkThatIsPutOutHere() throws Exception {
    create("work");
    Pool.Worker two = pool.worker();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var polled = threads.submit(() -> poll(two, Pool.LONG));

      one.start("work", "n", "{\"a\": 1}");

      Activities.Task task = polled.get().orElseThrow();
      assertThat(task.input()).isEqualTo("{\"a\":1}");
      one.engine
          .taskTokens()
          .sendSuccess(new TaskTokens.Success(Pool.ACCOUNT, task.taskToken(), "\"done\""));
    }
    assertThat(two.ended("work", "n").output()).isEqualTo("\"done\"");
    assertThat(two.types("work", "n"))
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "ActivityScheduled",
            "ActivityStarted",
            "ActivitySucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
    assertThat(two.events("work", "n").get(3).toString()).contains("\"workerName\":\"me\"");
  }

  @Test
  void poll_manyPollersAtTwoWorkers_eachWorkIsGivenOutOnce() throws Exception {
    create("work");
    Pool.Worker two = pool.worker();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var polls = new ArrayList<Callable<Optional<Activities.Task>>>();
      for (int i = 0; i < 10; i++) {
        Pool.Worker at = i % 2 == 0 ? one : two;
        polls.add(() -> poll(at, Pool.LONG));
      }
      var polled = polls.stream().map(threads::submit).toList();

      for (int i = 0; i < 10; i++) {
        (i % 2 == 0 ? two : one).start("work", "n" + i, "{}");
      }

      var tokens = new ArrayList<String>();
      for (var one : polled) {
        tokens.add(one.get().orElseThrow().taskToken());
      }
      assertThat(tokens).doesNotHaveDuplicates();
    }
    assertThat(poll(one, Duration.ZERO)).isEmpty();
  }

  @Test
  void poll_workOfStoppedExecution_isNotGivenOut() throws Exception {
    create("work");
    one.start("work", "n", "{}");
    one.engine.stop(Pool.id("work", "n"), null, null);

    assertThat(poll(one, Duration.ZERO)).isEmpty();
  }

  @Test
  void activity_afterRestartOfThePool_isThereWithItsWork() throws Exception {
    create("work");
    one.start("work", "n", "{}");
    one.close();

    Pool.Worker next = pool.worker();
    String token = poll(next, Pool.LONG).orElseThrow().taskToken();
    next.engine
        .taskTokens()
        .sendFailure(new TaskTokens.Failure(Pool.ACCOUNT, token, "Mine", "because"));

    assertThat(next.ended("work", "n").error()).isEqualTo("Mine");
    assertThat(next.types("work", "n")).contains("ActivityFailed");
  }

  @Test
  void start_activityDoesNotExist_failsTheExecution() throws Exception {
    one.start("work", "n", "{}");

    var ended = one.ended("work", "n");
    assertThat(ended.error()).isEqualTo("States.Runtime");
    assertThat(ended.cause())
        .isEqualTo(
            "An error occurred while executing the state 'Work' (entered at the event id #2). The"
                + " activity "
                + ARN
                + " does not exist.");
  }
}
