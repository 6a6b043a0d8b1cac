package org.stepgate.awsapi;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.Activities;
import org.stepgate.workflow.Activities.Activity;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.StateMachines;
import org.stepgate.workflow.Tag;
import org.stepgate.workflow.VisiblePage;

/// The operations on activities.
///
/// GetActivityTask parks for `activity-wait` when there is no task, and then answers without a
/// token, on which every client asks again; AWS parks for a minute. Only so many park at a time in
/// one worker: the others are answered at once.
final class ActivityOperations {
  private final Activities activities;
  private final StateMachines machines;
  private final Duration wait;
  private final Semaphore parked;

  ActivityOperations(Activities activities, StateMachines machines, ApiConfig config) {
    this.activities = activities;
    this.machines = machines;
    this.wait = config.activityWait();
    this.parked = new Semaphore(config.parkedPollers());
  }

  Map<Operation, ApiCall.Handler> all() {
    var all = new EnumMap<Operation, ApiCall.Handler>(Operation.class);
    all.put(Operation.CREATE_ACTIVITY, this::create);
    all.put(Operation.DESCRIBE_ACTIVITY, this::describe);
    all.put(Operation.LIST_ACTIVITIES, this::list);
    all.put(Operation.DELETE_ACTIVITY, this::delete);
    all.put(Operation.GET_ACTIVITY_TASK, this::getTask);
    return all;
  }

  private JsonObject create(ApiCall call) throws InterruptedException {
    Activity activity =
        activities.create(new Activities.Creation(call.account(), call.text("name")));
    List<Tag> tags = MachineOperations.tags(call.input());
    if (!tags.isEmpty()) {
      machines.tag(call.account(), activity.arn(), tags);
    }
    return JsonObject.builder()
        .put("activityArn", activity.arn())
        .put("creationDate", EpochSeconds.of(activity.creationTime()))
        .build();
  }

  private JsonObject describe(ApiCall call) {
    return brief(activities.describe(call.account(), call.text("activityArn"))).toBuilder()
        .put("encryptionConfiguration", JsonObject.builder().put("type", "AWS_OWNED_KEY").build())
        .build();
  }

  private JsonObject list(ApiCall call) {
    var asked = call.page();
    Page<Activity> page =
        VisiblePage.of(
            asked.size(),
            asked.nextToken(),
            (size, from) -> page(new Activities.Query(call.account(), size, from)),
            activity -> call.sight().activity(activity.arn()));
    return JsonObject.builder()
        .put("activities", JsonValue.array(page.items(), ActivityOperations::brief))
        .putIfPresent("nextToken", page.nextToken())
        .build();
  }

  private Page<Activity> page(Activities.Query query) {
    Activities.Page page = activities.list(query);
    return new Page<>(page.activities(), page.nextPageToken());
  }

  private static JsonObject brief(Activity activity) {
    return JsonObject.builder()
        .put("activityArn", activity.arn())
        .put("name", activity.name())
        .put("creationDate", EpochSeconds.of(activity.creationTime()))
        .build();
  }

  private JsonObject delete(ApiCall call) throws InterruptedException {
    activities.delete(call.account(), call.text("activityArn"));
    return JsonObject.EMPTY;
  }

  private JsonObject getTask(ApiCall call) throws InterruptedException {
    boolean park = parked.tryAcquire();
    try {
      Optional<Activities.Task> task =
          activities.poll(
              new Activities.Poll(
                  call.account(),
                  call.text("activityArn"),
                  call.textOrNull("workerName"),
                  park ? wait : Duration.ZERO));
      return task.map(found ->
              JsonObject.builder()
                  .put("taskToken", found.taskToken())
                  .put("input", found.input())
                  .build())
          .orElse(JsonObject.EMPTY);
    } finally {
      if (park) {
        parked.release();
      }
    }
  }
}
