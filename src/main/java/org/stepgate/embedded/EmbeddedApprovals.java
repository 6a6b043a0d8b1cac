package org.stepgate.embedded;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Command.StartTask;
import org.stepgate.store.NewApproval;
import org.stepgate.store.NewExecution;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.TaskRow;
import org.stepgate.store.Write;
import org.stepgate.workflow.Activities.Activity;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.StatesArn;

/// Tasks of activities that people decide instead of workers.
///
/// Threads: safe for use by any; calls block, so they belong on virtual threads.
public final class EmbeddedApprovals {
  private static final int EXPIRED_AT_ONCE = 100;

  private final Store store;
  private final StoreClock clock;
  private final Arns arns;
  private final Shell shell;
  private volatile ApprovalRules rules = ApprovalRules.NONE;

  EmbeddedApprovals(Store store, StoreClock clock, Arns arns, Shell shell) {
    this.store = store;
    this.clock = clock;
    this.arns = arns;
    this.shell = shell;
  }

  /// Goes by these rules from now on; questions that were asked before keep theirs.
  ///
  /// @param activities the names of the activities that people decide; they are made if they are
  ///   not there
  public void use(ApprovalRules next, Collection<String> activities) {
    rules = next;
    for (String name : activities) {
      String arn = new StatesArn.Activity(arns.region(), arns.account(), name).toString();
      if (store.activity(arn).isEmpty()) {
        var activity = new Activity(arn, name, now());
        var _ = store.write(new Write.PutActivity(arns.account(), activity));
      }
    }
  }

  /// Lets somebody decide; empty when there is no approval of that id.
  ///
  /// @param now when that is
  /// @param judge as in [Write.DecideApproval]
  public Optional<Write.Decided> decide(String id, Instant now, Write.ApprovalJudge judge)
      throws InterruptedException {
    Optional<Write.Decided> decided =
        Futures.get(store.write(new Write.DecideApproval(id, now, judge, shell.worker())));
    decided.map(Write.Decided::told).ifPresent(shell::lookIntoInbox);
    return decided;
  }

  /// Ends the approvals whose deadline is over.
  ///
  /// @throws BackendException when the store is away
  public void expire() throws InterruptedException {
    while (store.hasOverdueApproval(now())) {
      Futures.get(store.write(new Write.ExpireApprovals(now(), shell.worker(), EXPIRED_AT_ONCE)))
          .forEach(shell::lookIntoInbox);
    }
  }

  /// Whether people decide the tasks of an activity.
  boolean decides(String activityArn) {
    String name = ownActivity(activityArn);
    return name != null && rules.decides(name);
  }

  /// The row of a new task, with the question when people decide it.
  TaskRow row(StartTask task, NewExecution start) {
    String activity = task.isActivity() ? ownActivity(task.resource()) : null;
    if (activity == null || !rules.decides(activity)) {
      return TaskRow.of(task, shell.worker());
    }
    NewApproval question = rules.ask(asked(task, start, activity)).orElse(null);
    return new TaskRow(task, shell.worker(), null, question);
  }

  private ApprovalRules.Task asked(StartTask task, NewExecution start, String activity) {
    var identity = start.identity();
    var id =
        new ExecutionId(
            EmbeddedEngine.NAME, start.origin().account(), identity.machineName(), identity.name());
    return new ApprovalRules.Task(
        RunningTasks.idempotencyKey(identity.arn(), task.task()),
        activity,
        id.toString(),
        identity.arn(),
        task.stateName(),
        task.arguments().text(),
        start.caller(),
        now(),
        task.timeLimit());
  }

  /// The name of an activity of the configuration's account and region; null when it is none.
  private @Nullable String ownActivity(String activityArn) {
    String[] parts = activityArn.split(":", 7);
    return parts.length == 7 && parts[3].equals(arns.region()) && parts[4].equals(arns.account())
        ? parts[6]
        : null;
  }

  private Instant now() {
    return clock.wall().truncatedTo(ChronoUnit.MILLIS);
  }
}
