package org.stepgate.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.stepgate.audit.Cause;
import org.stepgate.audit.ChainHead;
import org.stepgate.audit.RequestAudit;
import org.stepgate.engine.ExecutionStatus;
import org.stepgate.engine.HistoryEvent;
import org.stepgate.engine.MapRunPlan;
import org.stepgate.engine.TaskId;
import org.stepgate.workflow.Activities.Activity;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionPage;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.Tag;

/// The database that all workers of a pool share.
///
/// Writes are asynchronous and durable once their future is completed; they see the writes of all
/// processes. Reads block the caller and see everything that was committed before they began. Both
/// fail with [BackendException] when the disk is full or broken, and go on when it is well again;
/// and with [StoreFullException] when too many are waiting. A write that failed with a
/// [BackendException] may, after a crash, turn out to be stored.
///
/// Threads: safe for use by any.
public final class Store implements AutoCloseable {
  private final Commits writer;
  private final Snapshots readers;

  /// A store over something else than a file.
  Store(Commits writer, Snapshots readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /// Opens the database, making it when there is none: the folder with mode 0700, the file 0600.
  ///
  /// @throws StoreOpenException when it cannot be used; nothing has been written then
  public static Store open(StoreConfig config) {
    Path baton = config.file().resolveSibling(config.file().getFileName() + "-turn");
    return open(config, new BatonTurn(baton, new BackoffTurn(config.busyTimeout())));
  }

  /// Opens the database with another way to take turns, for comparison.
  static Store open(StoreConfig config, WriterTurn turn) {
    var database = new Database(config.file());
    database.prepare();
    var writer = new GroupCommit(config, database, turn);
    writer.start();
    return new Store(writer, new Readers(config, database));
  }

  /// As the other, for the request of the calling thread.
  public <O> CompletableFuture<O> write(Write<O> write) {
    return write(write, RequestAudit.cause(), null);
  }

  /// Carries out a write, together with others. The texts are made by the caller's thread. What it
  /// changes is put on record in the same transaction.
  ///
  /// The future is completed by the writer's thread after the commit: what depends on it must hand
  /// over to another thread whatever takes longer than queueing. It fails with [BackendException]
  /// or [StoreFullException].
  ///
  /// @param cause who has it done; null when no request does
  /// @param execution the ARN of the execution that an update is of, when its end is to be
  ///   recorded; else null
  @SuppressWarnings("unchecked") // Each case gives the outcome that its type parameter names.
  public <O> CompletableFuture<O> write(
      Write<O> write, @Nullable Cause cause, @Nullable String execution) {
    Operation<?> operation =
        switch (write) {
          case Write.Create create -> ExecutionTable.create(create);
          case Write.Update update -> ExecutionTable.update(update);
          case Write.DropMessages drop -> InboxTable.drop(drop);
          case Write.SendToTask send -> TokenTable.send(send);
          case Write.PutActivity put -> ActivityTable.put(put);
          case Write.RemoveActivity remove -> ActivityTable.remove(remove);
          case Write.TakeActivityTask take -> ActivityTable.take(take);
          case Write.AppendMapInputs append -> MapRunTable.append(append);
          case Write.TurnMapRun turn -> MapRunTable.turn(turn);
          case Write.FailMapRun fail -> MapRunTable.fail(fail);
          case Write.CloseMapRun close -> MapRunTable.close(close);
          case Write.UpdateMapRun update -> MapRunTable.update(update);
          case Write.RecordProcess recordProcess -> TaskTable.recordProcess(recordProcess);
          case Write.ClaimTimers claim -> TimerTable.claim(claim);
          case Write.RegisterWorker register -> WorkerTable.register(register);
          case Write.RetireWorker retire -> WorkerTable.retire(retire);
          case Write.ChangeMachine change -> MachineTable.change(change);
          case Write.ChangeTags change -> TagTable.change(change);
          case Write.PutConfiguration put -> ConfigurationTable.put(put);
          case Write.DefineSchedules define -> ScheduleTable.define(define);
          case Write.ClaimTick claim -> ScheduleTable.claim(claim);
          case Write.SettleTicks settle -> ScheduleTable.settle(settle);
          case Write.PauseSchedule pause -> ScheduleTable.pause(pause);
          case Write.ResumeSchedule resume -> ScheduleTable.resume(resume);
          case Write.DecideApproval decide -> ApprovalTable.decide(decide);
          case Write.ExpireApprovals expire -> ApprovalTable.expire(expire);
          case Write.ClaimMessages claim -> OutboxTable.claim(claim);
          case Write.SettleMessage settle -> OutboxTable.settle(settle);
          case Write.DisableTarget disable -> OutboxTable.disable(disable);
          case Write.Note _ -> (Operation<Boolean>) _ -> true;
          case Write.RemoveClosed remove -> Retention.removeClosed(remove);
          case Write.RemoveTombstones remove -> Retention.removeTombstones(remove);
        };
    return writer.submit(
        AuditedWrite.of(write, (Operation<O>) operation, cause, execution, Instant.now()));
  }

  /// The end of the chain of audit records.
  public ChainHead auditHead() {
    return readers.readRow(AuditTable::head);
  }

  /// The execution, ready to go on; empty when there is none.
  public Optional<StoredExecution> load(RowId row) {
    return readers.read(session -> ExecutionReads.load(session, row));
  }

  /// The messages that wait for an execution, in the order in which they are to be applied.
  public List<InboxMessage> inbox(RowId row) {
    return readers.read(session -> InboxTable.of(session, row));
  }

  /// What would come of sending something to the task of a token now.
  ///
  /// @param account the account that the execution must be of
  public Write.SendOutcome look(String account, String token) {
    return readers.read(session -> TokenTable.look(session, account, token));
  }

  /// The activity of that ARN; empty when there is none.
  public Optional<Activity> activity(String arn) {
    return readers.read(session -> ActivityTable.activity(session, arn));
  }

  /// Up to `limit` activities of an account, by name, those whose names come after `after`.
  public List<Activity> activities(String account, String after, int limit) {
    return readers.read(session -> ActivityTable.activities(session, account, after, limit));
  }

  /// Whether work of an activity waits to be taken.
  public boolean hasActivityTask(String arn) {
    return readers.read(session -> ActivityTable.hasWork(session, arn));
  }

  /// Who has a name; empty when it is free.
  public Optional<NameEntry> lookup(MachineId machine, String name) {
    return readers.read(session -> ExecutionTable.entry(session, machine.toString(), name));
  }

  /// A bound with how many executions of a caller run that no execution has started. Reads all
  /// running executions until it has found as many as may run.
  ///
  /// @param routes only those that these routes have started; all when there are none
  public StartBound bound(String issuer, String subject, Set<String> routes, int atMost) {
    var bound = new StartBound(issuer, subject, routes, atMost, new StartBound.RunningCount(0, 0));
    return readers.read(bound::counted);
  }

  /// How far executions are, without reading more of them; those that are gone are missing. For
  /// finding out which of them another worker has advanced.
  public Map<RowId, ExecutionVersion> versions(Collection<RowId> rows) {
    return readers.read(session -> ExecutionReads.versions(session, rows));
  }

  /// What is fixed of an execution; empty when there is none.
  public Optional<NewExecution> start(RowId row) {
    return readers.read(
        session -> ExecutionReads.summary(session, row).map(StoredExecution::start));
  }

  /// The description of an execution; empty when there is none.
  public Optional<ExecutionDescription> describe(RowId row) {
    return readers.readRow(session -> ExecutionReads.summary(session, row).map(Descriptions::of));
  }

  /// The execution of that machine and name, in one read; empty when there is none, or only what is
  /// remembered of its name.
  ///
  /// @throws org.stepgate.workflow.BackendException when the database cannot be read
  public Optional<ExecutionDescription> describe(MachineId machine, String name) {
    return readers.readRow(
        session -> ExecutionReads.summary(session, machine.toString(), name).map(Descriptions::of));
  }

  /// A page of executions.
  ///
  /// @param query its machine is the text of a [MachineId]
  /// @param startedWith only executions that were started with this version or alias; null for all
  /// @throws IllegalArgumentException when the page token is none of ours
  public ExecutionPage list(ExecutionQuery query, @Nullable String startedWith) {
    return readers.read(session -> ExecutionReads.list(session, query, startedWith));
  }

  /// Up to `limit` history events, beginning with the id `from`.
  ///
  /// @param reverse true for falling ids, false for rising ones
  /// @return empty when there are none; fewer than `limit` at the end
  public List<HistoryEvent> history(RowId row, long from, int limit, boolean reverse) {
    return readers.read(session -> ExecutionReads.history(session, row, from, limit, reverse));
  }

  /// The text of a definition that some execution or machine has or had; empty when it is unknown.
  public Optional<String> definition(String sha256) {
    return readers.read(session -> MachineTable.definition(session, sha256));
  }

  /// The machines of an account, by name.
  public List<MachineRow> machines(String account) {
    return readers.read(session -> MachineTable.machines(session, account));
  }

  /// The first machines of an account whose names come after `after`, by name.
  public List<MachineListing> listMachines(String account, String after, int limit) {
    return readers.read(session -> MachineTable.list(session, account, after, limit));
  }

  /// The machine.
  public Optional<MachineRow> machine(MachineId id) {
    return readers.read(session -> MachineTable.machine(session, id));
  }

  /// A version of a machine.
  public Optional<VersionRow> version(MachineId machine, long number) {
    return readers.read(session -> VersionTable.version(session, machine, number));
  }

  /// The newest versions of a machine whose numbers are below `below`, newest first.
  public List<VersionRow> versions(MachineId machine, long below, int limit) {
    return readers.read(session -> VersionTable.versions(session, machine, below, limit));
  }

  /// An alias of a machine.
  public Optional<AliasRow> alias(MachineId machine, String name) {
    return readers.read(session -> VersionTable.alias(session, machine, name));
  }

  /// All aliases of a machine, by name.
  public List<AliasRow> aliases(MachineId machine) {
    return readers.read(session -> VersionTable.aliases(session, machine));
  }

  /// The tags of a machine or an activity, in the order in which they were added.
  public List<Tag> tags(TaggedResource resource) {
    return readers.read(session -> TagTable.tags(session, resource));
  }

  /// The configuration in force; empty when there has never been one.
  public Optional<ConfigurationRow> configuration() {
    return readers.read(ConfigurationTable::current);
  }

  /// All schedules, by name.
  public List<ScheduleRow> schedules() {
    return readers.read(ScheduleTable::all);
  }

  /// The schedule of that name; empty when there is none.
  public Optional<ScheduleRow> schedule(String name) {
    return readers.read(session -> ScheduleTable.of(session, name));
  }

  /// The approval of that id; empty when there is none.
  public Optional<ApprovalRow> approval(String id) {
    return readers.read(session -> ApprovalTable.find(session, id));
  }

  /// Approvals, newest first.
  ///
  /// @param status only those of this status; null for all
  /// @param before only those with a smaller number
  public List<ApprovalRow> approvals(@Nullable ApprovalStatus status, long before, int limit) {
    return readers.read(session -> ApprovalTable.list(session, status, before, limit));
  }

  /// Whether there are pending approvals whose deadline is over.
  public boolean hasOverdueApproval(Instant now) {
    return readers.read(session -> ApprovalTable.isOverdue(session, now));
  }

  /// Whether [Write.ClaimMessages] would find a message.
  public boolean hasDueMessage(Instant now) {
    return readers.read(session -> OutboxTable.hasDue(session, now));
  }

  /// Whether nothing is to be sent to an address any more.
  public boolean isDisabledTarget(String address) {
    return readers.read(session -> OutboxTable.isDisabled(session, address));
  }

  /// One task; empty when it is gone.
  public Optional<StoredTask> task(TaskKey key) {
    return readers.read(session -> TaskTable.task(session, key));
  }

  /// The tasks of an execution, by number.
  public List<StoredTask> tasks(RowId row) {
    return readers.read(session -> TaskTable.ofExecution(session, row));
  }

  /// The tasks of a worker.
  public List<StoredTask> tasks(WorkerId worker) {
    return readers.read(session -> TaskTable.ofWorker(session, worker));
  }

  /// The map run of that ARN; empty when there is none.
  public Optional<MapRunRow> mapRun(String arn) {
    return readers.read(session -> MapRunReads.byArn(session, arn));
  }

  /// A map run; empty when there is none.
  public Optional<MapRunRow> mapRun(MapRunId run) {
    return readers.read(session -> MapRunReads.row(session, run));
  }

  /// The map run that an execution waits for as `task`; empty when there is none.
  public Optional<MapRunRow> mapRun(RowId parent, TaskId task) {
    return readers.read(session -> MapRunReads.of(session, parent, task));
  }

  /// The map runs of an execution, newest first.
  ///
  /// @param before only those with a smaller number
  public List<MapRunRow> mapRuns(RowId parent, long before, int limit) {
    return readers.read(session -> MapRunReads.ofExecution(session, parent, before, limit));
  }

  /// What a map run does; empty when there is none.
  public Optional<MapRunPlan> mapRunPlan(MapRunId run) {
    return readers.read(session -> MapRunReads.plan(session, run));
  }

  /// The map runs for which a worker has something to do.
  public List<MapRunId> mapRunsWithWork(WorkerId worker) {
    return readers.read(session -> MapRunReads.withWork(session, worker));
  }

  /// Children of a map run that are stored.
  ///
  /// @param from the number of the first
  /// @param down true for falling numbers
  /// @param status only those of this status; null for all
  public List<StoredMapChild> mapChildren(
      MapRunId run, long from, boolean down, @Nullable ExecutionStatus status, int limit) {
    return readers.read(session -> MapRunReads.children(session, run, from, down, status, limit));
  }

  /// Which child of which map run an execution is; empty when it is none.
  public Optional<MapChild> mapChild(RowId row) {
    return readers.read(session -> MapRunReads.child(session, row.value()));
  }

  /// Children of a map run that were not stored yet, by number.
  ///
  /// @param from the number of the first
  public List<MapInput> mapInputs(MapRunId run, long from, int limit) {
    return readers.read(session -> MapRunReads.pending(session, run, from, limit));
  }

  /// Whether a running execution refers to the payload of that SHA-256, in its input or in a value
  /// that it made of it. Reads all running executions.
  public boolean refersTo(String sha256) {
    return readers.read(session -> ExecutionReads.isHeld(session, sha256));
  }

  /// All registered workers, by number.
  public List<WorkerRow> workers() {
    return readers.read(WorkerTable::workers);
  }

  /// Nanoseconds until `claim` would find a timer if it were repeated then, 0 or less when it would
  /// now; empty when there are no timers.
  public OptionalLong nextDueNanos(Write.ClaimTimers claim) {
    return readers.read(session -> TimerTable.nextDueNanos(session, claim));
  }

  /// Carries out what is queued and closes all connections. Later calls fail with
  /// [IllegalStateException].
  @Override
  public void close() {
    writer.close();
    readers.close();
  }
}
