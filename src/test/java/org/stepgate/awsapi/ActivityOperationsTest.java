package org.stepgate.awsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.Activities;
import org.stepgate.workflow.Tag;
import org.stepgate.workflow.TaskTokens;

/// What the operations about tasks and activities ask of the port, and how they write the answers.
class ActivityOperationsTest extends OperationsFixture {
  @Test
  void taskTokens_arePassedOn() throws InterruptedException {
    port.answer("sendSuccess", null).answer("sendFailure", null).answer("sendHeartbeat", null);

    answer(Operation.SEND_TASK_SUCCESS, "{'taskToken':'t','output':'{}'}");
    answer(Operation.SEND_TASK_FAILURE, "{'taskToken':'t','error':'E'}");
    answer(Operation.SEND_TASK_HEARTBEAT, "{'taskToken':'t'}");

    assertThat(port.asked)
        .containsExactly(
            List.of(new TaskTokens.Success(ACCOUNT, "t", "{}")),
            List.of(new TaskTokens.Failure(ACCOUNT, "t", "E", null)),
            List.of(new TaskTokens.Heartbeat(ACCOUNT, "t")));
  }

  @Test
  void createActivity_withTags_tagsIt() throws InterruptedException {
    port.answer("create", new Activities.Activity(ACTIVITY, "a", TIME)).answer("tag", null);

    assertThat(answer(Operation.CREATE_ACTIVITY, "{'name':'a','tags':[{'key':'k','value':'v'}]}"))
        .isEqualTo(json("{'activityArn':'%s','creationDate':%s}".formatted(ACTIVITY, SECONDS)));
    assertThat(port.asked.getLast()).containsExactly(ACCOUNT, ACTIVITY, List.of(new Tag("k", "v")));
  }

  @Test
  void activities_areDescribedAndListed() throws InterruptedException {
    var activity = new Activities.Activity(ACTIVITY, "a", TIME);
    port.answer("describe", activity)
        .answer("list", new Activities.Page(List.of(activity), "next"));

    assertThat(answer(Operation.DESCRIBE_ACTIVITY, "{'activityArn':'%s'}".formatted(ACTIVITY)))
        .isEqualTo(
            json(
                "{'activityArn':'%s','name':'a','creationDate':%s,'encryptionConfiguration':{'type':'AWS_OWNED_KEY'}}"
                    .formatted(ACTIVITY, SECONDS)));
    assertThat(answer(Operation.LIST_ACTIVITIES, "{}"))
        .isEqualTo(
            json(
                "{'activities':[{'activityArn':'%s','name':'a','creationDate':%s}],'nextToken':'next'}"
                    .formatted(ACTIVITY, SECONDS)));
    assertThat(port.asked.getLast()).containsExactly(new Activities.Query(ACCOUNT, 100, null));
  }

  @Test
  void getActivityTask_givesTokenAndInput() throws InterruptedException {
    port.answer("poll", Optional.of(new Activities.Task("t", "{}")));

    assertThat(
            answer(
                Operation.GET_ACTIVITY_TASK,
                "{'activityArn':'%s','workerName':'w'}".formatted(ACTIVITY)))
        .isEqualTo(json("{'taskToken':'t','input':'{}'}"));
    assertThat(port.asked.getLast())
        .containsExactly(new Activities.Poll(ACCOUNT, ACTIVITY, "w", Duration.ofSeconds(5)));
  }

  @Test
  void getActivityTask_pastTheLimit_doesNotWait() throws Exception {
    config = new ApiConfig(Duration.ofSeconds(5), 1);
    var engine = FakeEngine.of(port);
    ApiCall.Handler handler =
        new ActivityOperations(engine.activities(), engine.machines(), config)
            .all()
            .get(Operation.GET_ACTIVITY_TASK);
    String json = "{'activityArn':'%s'}".formatted(ACTIVITY);
    var parked = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    port.with(
        "poll",
        asked -> {
          if (!((Activities.Poll) asked.getFirst()).patience().isZero()) {
            parked.countDown();
            try {
              release.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
          return Optional.empty();
        });

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> answer(handler, Operation.GET_ACTIVITY_TASK, json));
      parked.await();
      Object second = answer(handler, Operation.GET_ACTIVITY_TASK, json);
      release.countDown();

      assertThat(second).isEqualTo(JsonObject.EMPTY);
      assertThat(first.get()).isEqualTo(JsonObject.EMPTY);
      answer(handler, Operation.GET_ACTIVITY_TASK, json);
    }

    assertThat(port.asked)
        .map(asked -> ((Activities.Poll) asked.getFirst()).patience())
        .containsExactly(Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({"0,true", "60,true", "61,false", "-1,false"})
  void apiConfig_takesAMinuteAtMost(long seconds, boolean good) {
    var thrown =
        catchThrowableOfType(
            IllegalArgumentException.class, () -> new ApiConfig(Duration.ofSeconds(seconds), 0));

    assertThat(thrown == null).isEqualTo(good);
  }
}
