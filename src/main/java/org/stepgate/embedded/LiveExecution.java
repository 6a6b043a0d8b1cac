package org.stepgate.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.StateMachine;
import org.stepgate.audit.Cause;
import org.stepgate.audit.RequestAudit;
import org.stepgate.embedded.Mailbox.Message;
import org.stepgate.engine.Advance;
import org.stepgate.engine.Command;
import org.stepgate.engine.Event;
import org.stepgate.engine.Execution;
import org.stepgate.engine.ExecutionHeader;
import org.stepgate.engine.TaskId;
import org.stepgate.engine.TimerId;
import org.stepgate.store.InboxMessage;
import org.stepgate.store.MapRunId;
import org.stepgate.store.NameEntry;
import org.stepgate.store.NewExecution;
import org.stepgate.store.Notice;
import org.stepgate.store.RowId;
import org.stepgate.store.StartBound;
import org.stepgate.store.StoreFullException;
import org.stepgate.store.StoredExecution;
import org.stepgate.store.TaskKey;
import org.stepgate.store.Write;
import org.stepgate.workflow.BackendException;

/// One execution in the memory of this worker, with its mailbox.
///
/// It is over 500 lines as the turns of an execution, in memory, stored, or stored at its end, are
/// one machine of states whose steps share its fields.
///
/// Threads: [#post] and [#keep] may be called by any thread. All else happens in turns, one at a
/// time, each begun by the end of the one before.
final class LiveExecution {
  /*
   * A turn takes what is in the mailbox, lets the interpreter answer it, and has the answers
   * committed together; what they command is done after the commit, and then the next turn begins.
   *
   *              post                  batch answered            committed
   *   IDLE ─────────────► interpreting ──────────────► committing ─────────► acting ─► IDLE, or the
   *     ▲                   ▲   (compute thread)        (store)               │        next turn
   *     │                   │                             │ superseded        │
   *     └── nothing posted  └────────── loading ◄─────────┴───────────────────┘
   *                                (virtual thread)
   *
   * What an execution has nothing to answer to is settled once a look into the store has confirmed
   * that it is answered for the latest state; else the execution is loaded.
   *
   * An Express execution whose own request waits is not committed: its answers are merged into
   * `unstored`, and what they command is done at once. When the request gives up waiting (keep), the
   * merged answer is committed as one, and the execution goes on like any other.
   *
   * Nothing that is in memory here is the truth but for such an Express execution: when a commit is
   * superseded or fails, the execution is read again and the same messages are answered anew.
   *
   * A step that throws ends its turn, and the turn is tried again:
   *
   *   store away ──► again each second, for as long as it takes
   *   otherwise ───► again and again, each time later ──► the execution fails, recorded
   *                                                          │ that fails, too
   *                                                          ▼
   *                            RESTING: as IDLE; the messages stay, and all begins anew with the
   *                            next one, or after a minute
   *   not stored yet, and it cannot be tried again ──► LOST: whoever waits for it is told
   *
   * What throws after the commit is done again by itself, and left out in the end; a task that
   * cannot be started fails.
   */

  private static final Logger log = LogManager.getLogger(LiveExecution.class);
  private static final Duration AWAY = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofMinutes(1);
  private static final String ENGINE_FAILED =
      "The engine failed to process an event of the execution.";
  private static final String NOT_STARTED = "The task could not be started.";

  private final Shell shell;
  private final CompletableFuture<Start> stored = new CompletableFuture<>();
  private final CompletableFuture<ExecutionHeader> closed = new CompletableFuture<>();

  private final Mailbox mailbox = new Mailbox();
  private final Effects effects = new Effects();
  private final Tries tries = new Tries();

  /// What the turn under way has taken from the mailbox and is not settled.
  private List<Message> inHand = List.of();

  /// Not null once it is loaded.
  private @Nullable NewExecution start;

  private @Nullable Execution execution;

  /// What the parent is told once this execution is stored; null for nothing.
  private @Nullable Notice submission;

  /// The request that starts it; null when none does.
  private @Nullable Cause startedBy;

  private List<StartBound> bounds = List.of();

  /// True for an execution that is in memory only until it ends, and is stored then.
  private boolean storedAtEnd;

  private volatile @Nullable RowId row;
  private long sequence;

  /// What was answered but not stored, with the timers and tasks that go with it; null unless the
  /// execution is in memory only.
  private @Nullable Unstored unstored;

  /// True while `execution` has taken over an answer that is not settled.
  private boolean torn;

  /// Why this execution was never stored and never will be; null otherwise.
  private @Nullable Throwable lost;

  private LiveExecution(Shell shell) {
    this.shell = shell;
  }

  /// An execution that is about to start.
  ///
  /// @param inMemory true to store it only when [#keep] asks for it
  /// @param submission what its parent is told once it is stored; null for nothing
  static LiveExecution starting(
      Shell shell,
      NewExecution start,
      StateMachine definition,
      boolean inMemory,
      @Nullable Notice submission) {
    var live = new LiveExecution(shell);
    live.start = start;
    live.execution = new Execution(start.identity(), definition);
    live.submission = submission;
    live.startedBy = RequestAudit.cause();
    live.unstored = inMemory ? new Unstored() : null;
    return live;
  }

  /// Puts its start on record as caused so; null leaves it as it is. To be called before its first
  /// event.
  void causedBy(@Nullable Cause cause) {
    startedBy = cause == null ? startedBy : cause;
  }

  /// Has it stored only when none of the bounds is reached. To be called before its first event.
  void within(List<StartBound> wanted) {
    bounds = wanted;
  }

  /// A child of a map run that is about to start.
  ///
  /// @param initial its header before the first event
  /// @param atEnd true to store it only when it has ended
  static LiveExecution child(
      Shell shell,
      NewExecution start,
      StateMachine definition,
      ExecutionHeader initial,
      boolean atEnd) {
    var live = new LiveExecution(shell);
    live.start = start;
    live.execution = Execution.restore(start.identity(), definition, initial, List.of(), List.of());
    live.unstored = atEnd ? new Unstored() : null;
    live.storedAtEnd = atEnd;
    return live;
  }

  /// An execution of the store, loaded when the first message comes.
  static LiveExecution stored(Shell shell, RowId row) {
    var live = new LiveExecution(shell);
    live.row = row;
    return live;
  }

  /// Puts an event into the mailbox.
  void post(Event event) {
    put(new Message.Deliver(event));
  }

  /// Has the messages that wait in the store for this execution taken in.
  void lookIntoInbox() {
    put(new Message.LookIntoInbox());
  }

  /// Puts an event into the mailbox. The future completes once what it changes is durable; it fails
  /// when that could not be stored.
  CompletableFuture<Void> ask(Event event) {
    var message = new Message.Deliver(event);
    put(message);
    return message.settled();
  }

  /// Has an execution that is only in memory stored, unless it ends before.
  void keep() {
    put(new Message.Keep());
  }

  /// Completes once the execution is in memory; fails when the store does not have it.
  CompletableFuture<Void> whenLoaded() {
    var message = new Message.Load();
    put(message);
    return message.settled();
  }

  private void put(Message message) {
    if (mailbox.put(message)) {
      next();
    }
  }

  /// Completes when the execution is stored or its name turns out to be taken; never for one that
  /// ends in memory.
  CompletableFuture<Start> whenStored() {
    return stored;
  }

  /// Completes when the execution has ended, durably unless it is in memory only.
  CompletableFuture<ExecutionHeader> whenClosed() {
    return closed;
  }

  /// What is fixed of it. Called once the execution is loaded.
  NewExecution start() {
    return Objects.requireNonNull(start, "a loaded execution knows what is fixed of it");
  }

  /// The map run whose child it is, null when it is none.
  @Nullable MapRunId mapRun() {
    NewExecution known = start;
    return known == null || known.mapChild() == null ? null : known.mapChild().run();
  }

  /// The row, null while it is in memory only.
  @Nullable RowId row() {
    return row;
  }

  /// The key of a task of this execution, null while it is in memory only.
  @Nullable TaskKey taskKey(TaskId task) {
    RowId known = row;
    return known == null ? null : new TaskKey(known, task);
  }

  private Execution loaded() {
    if (execution == null) {
      throw new IllegalStateException("the execution is not loaded");
    }
    return execution;
  }

  // ---- one turn

  private void next() {
    shell.compute(() -> guarded(this::turn));
  }

  private void turn() {
    Throwable why = lost;
    if (why != null) {
      mailbox.drain(() -> {}).forEach(message -> message.settled().completeExceptionally(why));
      return;
    }
    if (!effects.isEmpty()) {
      effects.carryOut();
      tries.reset();
    }
    if (execution == null) {
      shell.io(() -> guarded(this::load));
      return;
    }
    List<Message> batch =
        tries.areUsedUp()
            ? new ArrayList<>(List.of(new Message.Deliver(new Event.EngineFailed(ENGINE_FAILED))))
            : mailbox.take(() -> shell.idle(this));
    if (batch.isEmpty()) {
      return;
    }
    inHand = batch;
    if (row != null && !Mailbox.looks(batch).isEmpty()) {
      shell.io(() -> guarded(() -> readInbox(batch)));
      return;
    }
    Advance answer = answer(batch);
    boolean keep =
        batch.stream().anyMatch(Message.Keep.class::isInstance)
            || (storedAtEnd && row == null && loaded().header().status().isClosed());
    if (unstored != null && !keep) {
      remember(batch, answer);
      settle(batch, answer);
    } else if (row == null) {
      create(batch, answer);
    } else if (answer != null) {
      update(batch, answer);
    } else if (!Mailbox.events(batch).isEmpty()) {
      shell.io(() -> guarded(() -> confirm(batch)));
    } else {
      settle(batch, null);
    }
  }

  /// The interpreter's answers to a batch as one, null when nothing changes. Messages that are left
  /// over because the execution has used up its turn go back to the mailbox.
  private @Nullable Advance answer(List<Message> batch) {
    Advance all = null;
    for (int i = 0; i < batch.size(); i++) {
      if (!(batch.get(i) instanceof Message.Deliver(Event event, _, _, _))) {
        continue;
      }
      Advance one;
      try {
        one = shell.advance(loaded(), event);
      } catch (RuntimeException | Error e) {
        if (all == null) {
          throw e;
        }
        shell.examine(e);
        leaveOver(batch, i); // The next turn begins with it.
        return all;
      }
      if (one.isEmpty()) {
        continue;
      }
      torn = true;
      loaded().apply(one);
      all = all == null ? one : Advance.merge(all, one);
      if (one.more()) {
        leaveOver(batch, i + 1);
      }
    }
    return all;
  }

  private void leaveOver(List<Message> batch, int from) {
    List<Message> rest = batch.subList(from, batch.size());
    mailbox.putBack(rest);
    rest.clear();
  }

  /// Nothing has come of the messages. That counts only if what is in memory is what is stored:
  /// another worker may have set the timer, or begun the task, of which this one does not know yet.
  private void confirm(List<Message> batch) {
    if (!shell.isCurrent(requireRow(), sequence)) {
      superseded(batch);
    } else if (!Mailbox.stored(batch).isEmpty()) {
      write(new Write.DropMessages(Mailbox.stored(batch)), null, _ -> settle(batch, null));
    } else {
      settle(batch, null);
    }
  }

  /// Another worker was faster: the messages are answered anew.
  private void superseded(List<Message> batch) {
    execution = null;
    inHand = List.of();
    batch.removeIf(Mailbox::isStored); // They are read again.
    mailbox.putBack(batch);
    next();
  }

  private void load() {
    RowId known = requireRow();
    inHand = mailbox.takeLooks();
    Optional<StoredExecution> found = shell.load(known);
    if (found.isEmpty()) {
      drop(known);
      return;
    }
    start = found.get().start();
    sequence = found.get().sequence();
    Execution restored = shell.restore(found.get());
    if (!tries.areUsedUp()) {
      mailbox.putStored(shell.inbox(known));
    }
    execution = restored;
    tellLooked(inHand);
    inHand = List.of();
    next();
  }

  /// Reads what waits in the store and goes on with it, before all else.
  private void readInbox(List<Message> batch) {
    List<Message> looked = Mailbox.looks(batch);
    // No commit is under way, so each that is read is still to be answered.
    List<InboxMessage> found = shell.inbox(requireRow());
    batch.removeAll(looked);
    mailbox.putBack(batch);
    mailbox.putStored(found);
    inHand = List.of();
    tellLooked(looked);
    next();
  }

  private static void tellLooked(List<Message> looked) {
    looked.forEach(message -> message.settled().complete(null));
  }

  /// The execution has been removed after its retention: nothing can happen to it any more.
  private void drop(RowId gone) {
    var failure =
        new BackendException(
            "embedded", false, "execution row " + gone.value() + " is not in the store", null);
    tellLooked(inHand);
    inHand = List.of();
    List<Message> dropped = mailbox.drain(() -> shell.idle(this));
    dropped.forEach(message -> message.settled().completeExceptionally(failure));
  }

  // ---- commits

  private void remember(List<Message> batch, @Nullable Advance answer) {
    if (unstored != null && answer != null) {
      unstored.add(answer, changes(batch, answer));
    }
  }

  /// Commits a write and goes on with its outcome, on a compute thread.
  ///
  /// @param cause the request that it is for; null when there is none
  private <O> void write(Write<O> write, @Nullable Cause cause, Consumer<O> then) {
    String arn = start().identity().arn();
    shell.write(write, cause, arn, outcome -> guarded(() -> then.accept(outcome)), this::failed);
  }

  private Changes changes(List<Message> batch, Advance answer) {
    return Changes.of(
        answer,
        Mailbox.events(batch),
        shell.worker(),
        shell.clock(),
        task -> shell.approvals().row(task, start()));
  }

  private void create(List<Message> batch, @Nullable Advance answer) {
    NewExecution fixed = start();
    boolean ended = loaded().header().status().isClosed();
    if (unstored != null && ended && !storedAtEnd) {
      // It ended while the request gave up waiting: the request takes the result.
      remember(batch, answer);
      settle(batch, answer);
      return;
    }
    remember(batch, answer);
    Unstored memory = unstored;
    Write.Create write;
    Advance remembered = memory == null ? null : memory.advance();
    if (memory != null && remembered != null) {
      write = new Write.Create(fixed, remembered, memory.timers(), memory.tasks(), shell.worker());
    } else if (answer != null) {
      Changes changes = changes(batch, answer);
      write =
          new Write.Create(
              fixed,
              answer,
              changes.timersSet(),
              changes.tasksSet(),
              shell.worker(),
              ChildEnds.notices(submission, fixed, answer.header()),
              shell.outgoing(fixed, answer.header()),
              bounds);
    } else {
      throw new IllegalStateException("the first event of an execution changes nothing");
    }
    write(
        write,
        startedBy,
        outcome -> {
          switch (outcome) {
            case Write.CreateOutcome.Created(RowId created, long first) -> {
              row = created;
              sequence = first;
              unstored = null;
              shell.register(this, created);
              if (memory != null) {
                effects.add(() -> memory.cancelTimers(shell));
              }
              write.notices().forEach(this::tell);
              prepare(batch, answer);
              // Last, so that who waits for this finds an execution that has ended at once as
              // ended.
              effects.add(() -> stored.complete(new Start.Stored(created)));
              finish();
            }
            case Write.CreateOutcome.NotWanted() -> {
              stored.complete(new Start.NotWanted());
              lose(new IllegalStateException("nobody waits for the execution any more"));
            }
            case Write.CreateOutcome.OverLimit() -> {
              stored.complete(new Start.OverLimit());
              lose(new IllegalStateException("as much runs for the caller as may"));
            }
            case Write.CreateOutcome.NameTaken(NameEntry existing) -> {
              stored.complete(new Start.NameTaken(existing));
              lose(new IllegalStateException("another execution has the name"));
            }
          }
        });
  }

  private void update(List<Message> batch, Advance answer) {
    Changes changes = changes(batch, answer);
    Notice notice = ChildEnds.notice(start(), answer.header());
    write(
        new Write.Update(
            requireRow(),
            sequence,
            answer,
            changes.timersSet(),
            changes.timersGone(),
            changes.tasksSet(),
            changes.tasksGone(),
            shell.worker(),
            new Write.Messages(
                Mailbox.stored(batch),
                changes.tasksEnded(),
                notice,
                shell.outgoing(start(), answer.header()))),
        Mailbox.cause(batch),
        outcome -> {
          switch (outcome) {
            case Write.UpdateOutcome.Committed(long committed, List<RowId> stopped) -> {
              sequence = committed;
              stopped.forEach(each -> effects.add(() -> shell.lookIntoInbox(each)));
              if (notice != null) {
                tell(notice);
              }
              settle(batch, answer);
            }
            case Write.UpdateOutcome.Superseded() -> superseded(batch);
          }
        });
  }

  // ---- after the commit

  /// Does what the answers command, tells whoever waits for the batch or the execution's end, and
  /// ends the turn.
  private void settle(List<Message> batch, @Nullable Advance answer) {
    prepare(batch, answer);
    finish();
  }

  /// The batch is answered for good: what is left of its turn are effects.
  private void prepare(List<Message> batch, @Nullable Advance answer) {
    inHand = List.of();
    torn = false;
    tries.reset();
    if (answer != null) {
      for (Command command : answer.commands()) {
        effects.add(() -> act(command), () -> actInstead(command));
      }
      if (answer.header().status().isClosed()) {
        effects.add(() -> close(answer.header()));
      } else if (answer.more()) {
        mailbox.putBack(List.of(new Message.Deliver(new Event.Continued())));
      }
    }
    effects.add(() -> batch.forEach(message -> message.settled().complete(null)));
  }

  private void finish() {
    effects.carryOut();
    next();
  }

  private void tell(Notice notice) {
    effects.add(() -> shell.lookIntoInbox(notice.row()));
  }

  private void act(Command command) {
    switch (command) {
      case Command.StartTask task when task.isActivity() -> shell.offered(task.resource());
      case Command.StartTask task -> shell.start(this, task);
      case Command.CancelTask(TaskId task) -> shell.cancel(this, task);
      case Command.StartMapRun run -> shell.mapRuns().started(requireRow(), run.run());
      case Command.RedriveMapRun run -> shell.mapRuns().started(requireRow(), run.run());
      case Command.CancelMapRun _ -> shell.mapRuns().look();
      case Command.SetTimer timer -> {
        Unstored memory = unstored;
        if (memory == null) {
          shell.timerStored(timer.due());
        } else {
          memory.queued(timer.timer(), shell.setInMemory(this, timer));
        }
      }
      case Command.CancelTimer(TimerId timer) -> {
        if (unstored != null) {
          unstored.cancel(timer, shell);
        }
      }
    }
  }

  /// What becomes of a command that cannot be carried out. The store knows of all the others, and
  /// is looked at time and again.
  private void actInstead(Command command) {
    if (command instanceof Command.StartTask task && !task.isActivity()) {
      post(new Event.TaskFailed(task.task(), "States.Runtime", NOT_STARTED));
    }
  }

  private RowId requireRow() {
    RowId known = row;
    if (known == null) {
      throw new IllegalStateException("the execution is not stored");
    }
    return known;
  }

  private void close(ExecutionHeader header) {
    if (unstored != null) {
      unstored.cancelTimers(shell);
    }
    closed.complete(header);
    shell.closed(this);
  }

  // ---- what throws

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  /// A step has thrown, or its commit has failed: what is in memory is given up, and the turn is
  /// tried again.
  private void failed(Throwable failure) {
    shell.examine(failure);
    List<Message> batch = inHand;
    inHand = List.of();
    boolean away = isAway(failure);
    if (!away) { // Else the store has told of it, and each turn fails each second.
      log.error("execution.turn_failed {}", logName(), failure);
    }
    if (row != null) {
      execution = null;
    } else {
      if (effects.isEmpty() && !startAgain(away)) {
        mailbox.putBack(batch);
        lose(failure);
        return;
      }
    }
    mailbox.putBack(batch.stream().filter(message -> !isReadAgain(message)).toList());
    if (away) {
      mailbox.takeRequests().forEach(each -> each.settled().completeExceptionally(failure));
      shell.later(AWAY, this::next);
    } else {
      tryAgain(failure);
    }
  }

  private String logName() {
    RowId known = row;
    return known == null ? "execution=" + start().identity().arn() : "row=" + known.value();
  }

  private static boolean isAway(Throwable failure) {
    return failure instanceof StoreFullException
        || (failure instanceof BackendException backend && backend.retryable());
  }

  /// Whether a message comes anew when the turn is tried again.
  private static boolean isReadAgain(Message message) {
    return Mailbox.isStored(message)
        || message instanceof Message.Deliver(Event.EngineFailed _, _, _, _);
  }

  /// Makes an execution that is not stored ready for another try; false when it cannot be.
  private boolean startAgain(boolean away) {
    if (away || (torn && unstored != null) || tries.areUsedUp()) {
      return false;
    }
    if (unstored == null) {
      execution = new Execution(start().identity(), loaded().definition());
      torn = false;
    }
    return true;
  }

  private void tryAgain(Throwable failure) {
    tries.failed();
    if (tries.areUsedUp() && !effects.isEmpty()) {
      tries.reset();
      effects.giveUpFirst();
    }
    if (tries.areInVain()) {
      tries.reset();
      mailbox.rest().forEach(each -> each.settled().completeExceptionally(failure));
      shell.later(
          REST,
          () -> {
            if (mailbox.begin()) {
              next();
            }
          });
    } else {
      shell.later(tries.delay(), this::next);
    }
  }

  /// Nothing can come of this execution any more, which was never stored: whoever waits is told.
  private void lose(Throwable failure) {
    lost = failure;
    effects.clear();
    Unstored memory = unstored;
    if (memory != null) {
      memory.cancelTimers(shell);
      memory.taskIds().forEach(task -> shell.cancel(this, task));
    }
    inHand.forEach(message -> message.settled().completeExceptionally(failure));
    inHand = List.of();
    stored.completeExceptionally(failure);
    closed.completeExceptionally(failure);
    next();
  }
}
