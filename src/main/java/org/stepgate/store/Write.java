package org.stepgate.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.audit.AuditEvent;
import org.stepgate.engine.Advance;
import org.stepgate.engine.Event;
import org.stepgate.engine.TaskId;
import org.stepgate.engine.TimerId;
import org.stepgate.workflow.Activities.Activity;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.Tag;

/// One change of the store. It is carried out as a whole or not at all, in one transaction with
/// others, and its outcome is told only once it is durable.
///
/// @param <O> what the caller is told
public sealed interface Write<O> {
  /// Stores a new execution with what its first event changed. One that has ended at once is a
  /// single row. Nothing is stored when the name is taken.
  ///
  /// @param first the answer to [org.stepgate.engine.Event.Started]
  /// @param worker who goes on with the execution when `first` has [Advance#more]
  /// @param notices for the execution that waits for the end of this one, in order
  /// @param outgoing what leaves the pool with the change
  /// @param bounds nothing is stored either when one of them is reached
  record Create(
      NewExecution start,
      Advance first,
      List<TimerRow> timers,
      List<TaskRow> tasks,
      WorkerId worker,
      List<Notice> notices,
      List<OutgoingMessage> outgoing,
      List<StartBound> bounds)
      implements Write<CreateOutcome> {
    /// A start without bounds.
    public Create(
        NewExecution start,
        Advance first,
        List<TimerRow> timers,
        List<TaskRow> tasks,
        WorkerId worker,
        List<Notice> notices,
        List<OutgoingMessage> outgoing) {
      this(start, first, timers, tasks, worker, notices, outgoing, List.of());
    }

    /// A change of which nobody else is told.
    public Create(
        NewExecution start,
        Advance first,
        List<TimerRow> timers,
        List<TaskRow> tasks,
        WorkerId worker) {
      this(start, first, timers, tasks, worker, List.of(), List.of(), List.of());
    }

    /// Copies the lists.
    public Create {
      timers = List.copyOf(timers);
      tasks = List.copyOf(tasks);
      notices = List.copyOf(notices);
      outgoing = List.copyOf(outgoing);
      bounds = List.copyOf(bounds);
    }
  }

  /// Stores what an event changed of an execution, unless another writer was faster. An execution
  /// that has ended loses its frames, results, timers and tasks.
  ///
  /// @param expectedSequence the sequence number that was read or told last
  /// @param tasksGone calls that need not be made again: they have ended, or were given up
  /// @param worker who goes on with the execution when `advance` has [Advance#more]
  /// @param messages what the change has to do with inboxes
  record Update(
      RowId row,
      long expectedSequence,
      Advance advance,
      List<TimerRow> timersSet,
      List<TimerId> timersGone,
      List<TaskRow> tasksSet,
      List<TaskId> tasksGone,
      WorkerId worker,
      Messages messages)
      implements Write<UpdateOutcome> {
    /// A change that has nothing to do with inboxes.
    public Update(
        RowId row,
        long expectedSequence,
        Advance advance,
        List<TimerRow> timersSet,
        List<TimerId> timersGone,
        List<TaskRow> tasksSet,
        List<TaskId> tasksGone,
        WorkerId worker) {
      this(
          row,
          expectedSequence,
          advance,
          timersSet,
          timersGone,
          tasksSet,
          tasksGone,
          worker,
          Messages.NONE);
    }

    /// Copies the lists.
    public Update {
      timersSet = List.copyOf(timersSet);
      timersGone = List.copyOf(timersGone);
      tasksSet = List.copyOf(tasksSet);
      tasksGone = List.copyOf(tasksGone);
    }
  }

  /// What an update has to do with inboxes.
  ///
  /// @param taken messages of the execution's own inbox that the change answers
  /// @param ended tasks that have ended, by whatever: their tokens end, their work for activities
  ///   is withdrawn, the children that they waited for are stopped. The update is superseded when a
  ///   message that was not taken says how one of them has ended.
  /// @param notice for the execution that waits for the end of this one; null for none
  /// @param outgoing what leaves the pool with the change
  record Messages(
      List<Long> taken,
      List<TaskId> ended,
      @Nullable Notice notice,
      List<OutgoingMessage> outgoing) {
    /// Nothing.
    public static final Messages NONE = new Messages(List.of(), List.of(), null);

    /// A change of which nobody outside is told.
    public Messages(List<Long> taken, List<TaskId> ended, @Nullable Notice notice) {
      this(taken, ended, notice, List.of());
    }

    /// Copies the lists.
    public Messages {
      taken = List.copyOf(taken);
      ended = List.copyOf(ended);
      outgoing = List.copyOf(outgoing);
    }
  }

  /// Removes messages that have changed nothing.
  record DropMessages(List<Long> messages) implements Write<Boolean> {
    /// Copies the list.
    public DropMessages {
      messages = List.copyOf(messages);
    }
  }

  /// Sends an event to the task of a token. The worker has to have the execution look into its
  /// inbox afterwards.
  ///
  /// @param account the account that the execution must be of
  record SendToTask(String account, String token, TaskEvent what, WorkerId worker)
      implements Write<SendOutcome> {}

  /// An event for whichever task it turns out to be.
  @FunctionalInterface
  interface TaskEvent {
    /// The event for that task.
    Event of(TaskId task);
  }

  /// Adds an activity unless it is there, and tells what there is.
  record PutActivity(String account, Activity activity) implements Write<Activity> {}

  /// Removes an activity; the work that waits for it stays. False when there is none.
  record RemoveActivity(String arn) implements Write<Boolean> {}

  /// Takes the oldest work of an activity. The worker has to have the execution look into its inbox
  /// afterwards.
  ///
  /// @param workerName the name of the poller, null when it gives none
  record TakeActivityTask(String activityArn, @Nullable String workerName, WorkerId worker)
      implements Write<Optional<ActivityTask>> {}

  /// Appends inputs of children to a map run. False when the run needs none any more, the worker is
  /// not the one that reads for it, or has read on elsewhere: then nothing was stored.
  ///
  /// @param definition the text of the children's definition, of that SHA-256
  /// @param from the number of the first input, which is how many the run had before
  /// @param inputs numbered on from there
  /// @param itemsRead how many items have been read, these included
  /// @param last whether these were the last
  record AppendMapInputs(
      MapRunId run,
      WorkerId worker,
      String definitionSha256,
      String definition,
      long from,
      List<MapInput> inputs,
      long itemsRead,
      boolean last)
      implements Write<Boolean> {
    /// Copies the list.
    public AppendMapInputs {
      inputs = List.copyOf(inputs);
    }
  }

  /// Asks what a worker has to do for a map run, and gives it children to start.
  ///
  /// @param limit how many at most
  record TurnMapRun(MapRunId run, WorkerId worker, int limit) implements Write<MapRunTurn> {}

  /// Lets a map run fail: no child is started any more. False when it fails already or has ended.
  ///
  /// @param redrives how often the run had been redriven when that was found
  /// @param cause the explanation; null for none
  record FailMapRun(MapRunId run, int redrives, String error, @Nullable String cause)
      implements Write<Boolean> {}

  /// Ends a map run whose children have ended, and tells the execution that waits, unless it has
  /// ended or been redriven meanwhile.
  ///
  /// @param redrives how often the run had been redriven when that was found
  /// @param end how, for that execution
  /// @param resultsWritten whether the results were stored elsewhere
  record CloseMapRun(
      MapRunId run, WorkerId worker, int redrives, Instant now, Event end, boolean resultsWritten)
      implements Write<Optional<RowId>> {}

  /// Changes the limits of a map run that runs; null leaves one as it is. False when it has ended.
  record UpdateMapRun(
      MapRunId run,
      @Nullable Integer maxConcurrency,
      @Nullable Long toleratedCount,
      @Nullable Double toleratedPercentage)
      implements Write<Boolean> {}

  /// Notes in which processes a task runs, so that whoever takes it over can end them. False when
  /// the task is gone or another worker has taken it over: then the processes must be ended.
  ///
  /// @param process as `ProcessGroup.text` gives it
  record RecordProcess(TaskKey task, WorkerId worker, String process) implements Write<Boolean> {}

  /// Claims timers that are due: those of the worker itself, and those of others that are overdue
  /// by more than `grace`. A claimed timer belongs to the worker and is not given out again until
  /// its worker is retired; the update that its event leads to has to remove it.
  ///
  /// @param monotonicNanos now, by [StoreClock#monotonicNanos]
  /// @param wall now, by [StoreClock#wall]
  /// @param limit how many at most, 1 or more
  record ClaimTimers(WorkerId worker, long monotonicNanos, Instant wall, int limit, Duration grace)
      implements Write<List<DueTimer>> {}

  /// Adds a worker that already holds the lock of its file.
  record RegisterWorker(long pid, long startTicks, String bootId, String lockName)
      implements Write<WorkerId> {}

  /// Removes a worker that is dead or leaves, and gives its timers, tasks and unfinished steps to
  /// another. Timers of an earlier boot follow the wall clock from then on until they are due.
  ///
  /// @param gone the worker; the caller holds its lock or is that worker
  /// @param heir who takes over
  record RetireWorker(
      WorkerId gone, WorkerId heir, String bootId, long monotonicNanos, Instant wall)
      implements Write<RetireOutcome> {}

  /// Changes a machine, its versions and its aliases, unless another writer was faster: then false,
  /// and nothing was changed.
  ///
  /// @param expectedSequence that of the row that was read; 0 when there was none
  record ChangeMachine(MachineId machine, long expectedSequence, List<MachineChange> changes)
      implements Write<Boolean> {
    /// Copies the list.
    public ChangeMachine {
      changes = List.copyOf(changes);
    }
  }

  /// Removes tags, then sets others. False, and nothing has changed, when `limit` is too low.
  record ChangeTags(TaggedResource resource, List<Tag> set, List<String> removed, int limit)
      implements Write<Boolean> {
    /// Copies the lists.
    public ChangeTags {
      set = List.copyOf(set);
      removed = List.copyOf(removed);
    }
  }

  /// Puts the next generation of the configuration in force, with all machines that come from
  /// files; those of earlier generations that are not among them are removed. One that was made
  /// through the API gives way to one of its name.
  ///
  /// @param expectedGeneration the generation that was read, 0 when there is none
  record PutConfiguration(
      long expectedGeneration, String sha256, String bundle, List<MachineChange.Define> machines)
      implements Write<ConfigurationOutcome> {
    /// Copies the list.
    public PutConfiguration {
      machines = List.copyOf(machines);
    }
  }

  /// Puts on record what is stored elsewhere, or happened without being stored. True.
  record Note(List<AuditEvent> events) implements Write<Boolean> {
    /// Copies the list.
    public Note {
      events = List.copyOf(events);
    }
  }

  /// Removes executions that ended before a time, oldest first. Their names stay taken.
  ///
  /// @param endedBefore the time
  /// @param now the wall clock, from which the age of the tombstones counts
  /// @param after where the previous call stopped, 0 for the first
  /// @param limit how many at most, 1 or more; ten times as many are looked at
  record RemoveClosed(Instant endedBefore, Instant now, long after, int limit)
      implements Write<RemovalOutcome> {}

  /// Frees the names of executions that were removed before a time: tells how many.
  ///
  /// @param limit how many at most, 1 or more
  record RemoveTombstones(Instant removedBefore, int limit) implements Write<Integer> {}

  /// The answer to [Create].
  sealed interface CreateOutcome {
    /// The execution is stored.
    ///
    /// @param sequence the number to hand to the first [Update]
    record Created(RowId row, long sequence) implements CreateOutcome {}

    /// The task that wanted the execution has ended meanwhile; nothing was stored.
    record NotWanted() implements CreateOutcome {}

    /// As many executions of the caller run as a bound allows; nothing was stored.
    record OverLimit() implements CreateOutcome {}

    /// An execution of that machine has the name already.
    record NameTaken(NameEntry existing) implements CreateOutcome {}
  }

  /// Makes these the schedules of the pool. New ones and those whose definition has changed begin
  /// now, others stay as they are, and the rest is removed. False when a later generation was put
  /// before; then nothing is changed.
  ///
  /// @param generation of the configuration
  /// @param definitions by name
  record DefineSchedules(long generation, Map<String, String> definitions, Instant now)
      implements Write<Boolean> {
    /// Copies the map.
    public DefineSchedules {
      definitions = Map.copyOf(definitions);
    }
  }

  /// Claims a tick of a schedule for a worker. False when the schedule is paused or was settled in
  /// the meantime, or when another registered worker has a claim.
  ///
  /// @param settled as it was read
  record ClaimTick(String name, Instant settled, Instant tick, WorkerId worker)
      implements Write<Boolean> {}

  /// Records that ticks were dealt with, and ends the claim. False when the schedule was settled in
  /// the meantime, or when another registered worker has a claim.
  ///
  /// @param settled as it was read
  /// @param next the new value
  /// @param last what became of the last tick; null to leave what is stored
  record SettleTicks(
      String name, Instant settled, Instant next, WorkerId worker, @Nullable SettledTick last)
      implements Write<Boolean> {}

  /// What became of a tick.
  ///
  /// @param execution what was started; null to leave what is stored
  /// @param detail more on the outcome; null for none
  record SettledTick(
      Instant tick, String outcome, @Nullable String execution, @Nullable String detail) {}

  /// Pauses a schedule; one that is paused stays as it is. False when there is none.
  record PauseSchedule(String name, String by, Instant now) implements Write<Boolean> {}

  /// Ends a pause: ticks until now are settled. False when there is none of that name.
  record ResumeSchedule(String name, Instant now) implements Write<Boolean> {}

  /// Lets somebody decide an approval. Empty when there is none of that id. The worker has to have
  /// the execution that was told look into its inbox afterwards.
  ///
  /// @param now when that is
  /// @param judge sees the approval as it stands; it may be asked twice, and answers at once
  record DecideApproval(String id, Instant now, ApprovalJudge judge, WorkerId worker)
      implements Write<Optional<Decided>> {}

  /// Says what becomes of an approval.
  @FunctionalInterface
  interface ApprovalJudge {
    /// The verdict on an approval that stands so.
    ApprovalVerdict judge(ApprovalRow approval);
  }

  /// The answer to [DecideApproval].
  ///
  /// @param verdict what the judge has said
  /// @param after the approval as it stands now
  /// @param told the execution that has a message; null for none
  record Decided(ApprovalVerdict verdict, ApprovalRow after, @Nullable RowId told) {}

  /// Ends pending approvals whose deadline is over, and tells whose inboxes have to be looked into.
  ///
  /// @param limit how many at most, 1 or more
  record ExpireApprovals(Instant now, WorkerId worker, int limit) implements Write<List<RowId>> {}

  /// Claims messages of the outbox that are due.
  ///
  /// @param limit how many at most, 1 or more
  record ClaimMessages(WorkerId worker, Instant now, int limit)
      implements Write<List<QueuedMessage>> {}

  /// Ends the claim of a message. False when it is gone.
  ///
  /// @param again when it is tried again; null when it is done with
  record SettleMessage(long number, @Nullable Instant again) implements Write<Boolean> {}

  /// Has nothing sent to an address any more. False when that is so already.
  record DisableTarget(String address, Instant now) implements Write<Boolean> {}

  /// The answer to [Update].
  sealed interface UpdateOutcome {
    /// The change is stored.
    ///
    /// @param sequence the number to hand to the next [Update]
    /// @param stopped children of the execution that now have a message in their inboxes
    record Committed(long sequence, List<RowId> stopped) implements UpdateOutcome {
      /// Copies the list.
      public Committed {
        stopped = List.copyOf(stopped);
      }

      /// A commit that stopped no children.
      public Committed(long sequence) {
        this(sequence, List.of());
      }
    }

    /// Another writer was faster, or the execution was removed. Nothing was changed: load and
    /// decide again.
    record Superseded() implements UpdateOutcome {}
  }

  /// The answer to [RetireWorker].
  sealed interface RetireOutcome {
    /// The heir has the following.
    ///
    /// @param tasks to be carried out again
    /// @param continuations executions that wait for [org.stepgate.engine.Event.Continued]
    /// @param inboxes executions that have to look into their inboxes
    record Retired(List<TaskKey> tasks, List<RowId> continuations, List<RowId> inboxes)
        implements RetireOutcome {
      /// Copies the lists.
      public Retired {
        tasks = List.copyOf(tasks);
        continuations = List.copyOf(continuations);
        inboxes = List.copyOf(inboxes);
      }
    }

    /// Somebody else has retired that worker.
    record NotThere() implements RetireOutcome {}
  }

  /// The answer to [SendToTask].
  sealed interface SendOutcome {
    /// The event is in the inbox of the execution.
    record Sent(RowId row) implements SendOutcome {}

    /// The task has ended, or its end was accepted before.
    record Ended() implements SendOutcome {}

    /// No execution of the account has given out such a token.
    record NoSuchToken() implements SendOutcome {}
  }

  /// The answer to [PutConfiguration].
  sealed interface ConfigurationOutcome {
    /// It is in force.
    record InForce(long generation) implements ConfigurationOutcome {}

    /// Another worker was faster: read the current generation.
    record Superseded() implements ConfigurationOutcome {}
  }

  /// The answer to [RemoveClosed].
  ///
  /// @param removed how many executions were removed
  /// @param next what to hand to the next call as `after`; 0 when the end was reached: the next
  ///   call begins anew
  record RemovalOutcome(int removed, long next) {}
}
