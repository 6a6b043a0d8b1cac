package org.stepgate.embedded;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.stepgate.store.ActivityTask;
import org.stepgate.store.Store;
import org.stepgate.store.Write;
import org.stepgate.workflow.Activities;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;

/// Activities over the store: any worker of the pool gives out the work that any has put out.
///
/// Threads: safe for use by any; calls block, so they belong on virtual threads.
final class EmbeddedActivities implements Activities {
  private final Store store;
  private final Shell shell;
  private final String region;

  EmbeddedActivities(Store store, Shell shell, String region) {
    this.store = store;
    this.shell = shell;
    this.region = region;
  }

  @Override
  public Activity create(Creation request) throws InterruptedException {
    if (!ExecutionId.isName(request.name())) {
      throw WorkflowException.invalidName(request.name());
    }
    var arn = new StatesArn.Activity(region, request.account(), request.name());
    var activity =
        new Activity(
            arn.toString(), request.name(), shell.clock().wall().truncatedTo(ChronoUnit.MILLIS));
    return Futures.get(store.write(new Write.PutActivity(request.account(), activity)));
  }

  @Override
  public Activity describe(String account, String activityArn) {
    StatesArn.Activity arn = StatesArn.activity(activityArn);
    return store
        .activity(activityArn)
        .filter(_ -> arn.account().equals(account))
        .orElseThrow(() -> WorkflowException.noSuchActivity(activityArn));
  }

  @Override
  public Page list(Query request) {
    String after = request.pageToken() == null ? "" : request.pageToken();
    if (!after.isEmpty() && !ExecutionId.isName(after)) {
      throw WorkflowException.invalidToken();
    }
    List<Activity> found = store.activities(request.account(), after, request.maxResults() + 1);
    boolean more = found.size() > request.maxResults();
    List<Activity> page = more ? found.subList(0, request.maxResults()) : found;
    return new Page(page, more ? page.getLast().name() : null);
  }

  @Override
  public void delete(String account, String activityArn) throws InterruptedException {
    if (StatesArn.activity(activityArn).account().equals(account)) {
      var _ = Futures.get(store.write(new Write.RemoveActivity(activityArn)));
    }
  }

  @Override
  public Optional<Task> poll(Poll request) throws InterruptedException {
    String arn = describe(request.account(), request.activityArn()).arn();
    if (shell.approvals().decides(arn)) {
      throw new WorkflowException(
          "AccessDeniedException", "The tasks of the activity are decided by people: " + arn);
    }
    long end = System.nanoTime() + saturatedNanos(request.patience());
    while (true) {
      CountDownLatch offered = shell.pollers().join(arn);
      try {
        Optional<ActivityTask> taken = take(arn, request);
        if (taken.isPresent()) {
          shell.lookIntoInbox(taken.get().row());
          return Optional.of(new Task(taken.get().token(), taken.get().input()));
        }
        if (!offered.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return Optional.empty();
        }
      } finally {
        shell.pollers().leave(arn, offered);
        if (offered.getCount() == 0 && store.hasActivityTask(arn)) {
          shell.pollers().offered(arn); // It was told, and there is work that it has not taken.
        }
      }
    }
  }

  /// Takes work if there seems to be some, so that polling in vain writes nothing.
  private Optional<ActivityTask> take(String arn, Poll request) throws InterruptedException {
    return store.hasActivityTask(arn)
        ? Futures.get(
            store.write(new Write.TakeActivityTask(arn, request.workerName(), shell.worker())))
        : Optional.empty();
  }

  private static long saturatedNanos(Duration patience) {
    return patience.compareTo(Duration.ofDays(1)) < 0
        ? patience.toNanos()
        : Duration.ofDays(1).toNanos();
  }
}
