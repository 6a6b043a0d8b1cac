package org.stepgate.embedded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.StateMachine;
import org.stepgate.embedded.Mailbox.Message;
import org.stepgate.engine.Advance;
import org.stepgate.engine.Command;
import org.stepgate.engine.Event;
import org.stepgate.engine.Execution;
import org.stepgate.engine.ExecutionHeader;
import org.stepgate.engine.TaskId;
import org.stepgate.engine.TimerId;
import org.stepgate.store.MapRunId;
import org.stepgate.store.NameEntry;
import org.stepgate.store.NewExecution;
import org.stepgate.store.Notice;
import org.stepgate.store.RowId;
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
   * An Express execution whose own request waits is not committed: its answers are merged into
   * `unstored`, and what they command is done at once. When the request gives up waiting (keep), the
   * merged answer is committed as one, and the execution goes on like any other.
   *
   * Nothing that is in memory here is the truth but for such an Express execution: when a commit is
   * superseded or fails, the execution is read again and the same messages are answered anew.
   */

  private static final Logger log = LogManager.getLogger(LiveExecution.class);

  private final Shell shell;
  private final CompletableFuture<Start> stored = new CompletableFuture<>();
  private final CompletableFuture<ExecutionHeader> closed = new CompletableFuture<>();

  /// The timers of an execution that is in memory only; those of others are in the store.
  private final Map<TimerId, TimerQueue.Timer> timers = new HashMap<>();

  private final Mailbox mailbox = new Mailbox();

  /// Not null once it is loaded.
  private @Nullable NewExecution start;

  private @Nullable Execution execution;

  /// What the parent is told once this execution is stored; null for nothing.
  private @Nullable Notice submission;

  /// True for an execution that is in memory only until it ends, and is stored then.
  private boolean storedAtEnd;

  private volatile @Nullable RowId row;
  private long sequence;

  /// What was answered but not stored, with the timers and tasks that go with it; null unless the
  /// execution is in memory only.
  private @Nullable Unstored unstored;

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
    live.unstored = inMemory ? new Unstored() : null;
    return live;
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
      shell.compute(this::turn);
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

  private void turn() {
    if (execution == null) {
      shell.io(this::load);
      return;
    }
    List<Message> batch = mailbox.take(() -> shell.idle(this));
    if (batch.isEmpty()) {
      return;
    }
    if (row != null && !Mailbox.looks(batch).isEmpty()) {
      shell.io(() -> readInbox(batch));
      return;
    }
    Advance answer = answer(batch);
    boolean keep =
        batch.stream().anyMatch(Message.Keep.class::isInstance)
            || (storedAtEnd && row == null && loaded().header().status().isClosed());
    if (unstored != null && !keep) {
      remember(batch, answer);
      settle(batch, answer);
      next();
    } else if (row == null) {
      create(batch, answer);
    } else if (answer != null) {
      update(batch, answer);
    } else if (!Mailbox.stored(batch).isEmpty()) {
      shell.write(
          new Write.DropMessages(Mailbox.stored(batch)),
          _ -> {
            settle(batch, null);
            next();
          },
          failure -> postpone(batch, failure));
    } else {
      settle(batch, null);
      next();
    }
  }

  /// The interpreter's answers to a batch as one, null when nothing changes. Messages that are left
  /// over because the execution has used up its turn go back to the mailbox.
  private @Nullable Advance answer(List<Message> batch) {
    Advance all = null;
    for (int i = 0; i < batch.size(); i++) {
      if (!(batch.get(i) instanceof Message.Deliver(Event event, _, _))) {
        continue;
      }
      Advance one = shell.advance(loaded(), event);
      if (one.isEmpty()) {
        continue;
      }
      loaded().apply(one);
      all = all == null ? one : Advance.merge(all, one);
      if (one.more()) {
        List<Message> rest = batch.subList(i + 1, batch.size());
        mailbox.putBack(rest);
        rest.clear();
      }
    }
    return all;
  }

  private void next() {
    shell.compute(this::turn);
  }

  private void load() {
    RowId known = row;
    if (known == null) {
      throw new IllegalStateException("an execution that is not stored cannot be loaded");
    }
    List<Message> looks = mailbox.takeLooks();
    try {
      Optional<StoredExecution> found = shell.load(known);
      if (found.isEmpty()) {
        drop(known);
        return;
      }
      start = found.get().start();
      sequence = found.get().sequence();
      execution = shell.restore(found.get());
      mailbox.putStored(shell.inbox(known));
      looks.forEach(look -> look.settled().complete(null));
      next();
    } catch (RuntimeException e) {
      log.error("execution.not_loaded row={}", known.value(), e);
      postpone(List.of(), e);
    }
  }

  /// Reads what waits in the store and goes on with it, before all else.
  private void readInbox(List<Message> batch) {
    RowId known = row;
    if (known == null) {
      throw new IllegalStateException("an execution that is not stored has no inbox");
    }
    List<Message> looked = Mailbox.looks(batch);
    batch.removeAll(looked);
    mailbox.putBack(batch);
    try {
      // No commit is under way, so each that is read is still to be answered.
      mailbox.putStored(shell.inbox(known));
      looked.forEach(message -> message.settled().complete(null));
      next();
    } catch (RuntimeException e) {
      log.error("execution.inbox_not_read row={}", known.value(), e);
      mailbox.putBack(looked);
      postpone(List.of(), e);
    }
  }

  /// The execution has been removed after its retention: nothing can happen to it any more.
  private void drop(RowId gone) {
    var failure =
        new BackendException(
            "embedded", false, "execution row " + gone.value() + " is not in the store", null);
    List<Message> dropped = mailbox.drain(() -> shell.idle(this));
    dropped.forEach(message -> message.settled().completeExceptionally(failure));
  }

  // ---- commits

  private void remember(List<Message> batch, @Nullable Advance answer) {
    if (unstored != null && answer != null) {
      unstored.add(answer, changes(batch, answer));
    }
  }

  private Changes changes(List<Message> batch, Advance answer) {
    return Changes.of(answer, Mailbox.events(batch), shell.worker(), shell.clock());
  }

  private void create(List<Message> batch, @Nullable Advance answer) {
    NewExecution fixed = start();
    boolean ended = loaded().header().status().isClosed();
    if (unstored != null && ended && !storedAtEnd) {
      // It ended while the request gave up waiting: the request takes the result.
      remember(batch, answer);
      settle(batch, answer);
      next();
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
              ChildEnds.notices(submission, fixed, answer.header()));
    } else {
      throw new IllegalStateException("the first event of an execution changes nothing");
    }
    shell.write(
        write,
        outcome -> {
          switch (outcome) {
            case Write.CreateOutcome.Created(RowId created, long first) -> {
              row = created;
              sequence = first;
              unstored = null;
              cancelTimers();
              shell.register(this, created);
              write.notices().forEach(notice -> shell.lookIntoInbox(notice.row()));
              settle(batch, answer);
              // Last, so that who waits for this finds an execution that has ended at once as
              // ended.
              stored.complete(new Start.Stored(created));
              next();
            }
            case Write.CreateOutcome.NotWanted() -> {
              cancelTimers();
              stored.complete(new Start.NotWanted());
              batch.forEach(message -> message.settled().complete(null));
            }
            case Write.CreateOutcome.NameTaken(NameEntry existing) -> {
              cancelTimers();
              stored.complete(new Start.NameTaken(existing));
              batch.forEach(message -> message.settled().complete(null));
            }
          }
        },
        failure -> {
          cancelTimers();
          if (memory != null) {
            memory.taskIds().forEach(task -> shell.cancel(this, task));
          }
          stored.completeExceptionally(failure);
          batch.forEach(message -> message.settled().completeExceptionally(failure));
        });
  }

  private void update(List<Message> batch, Advance answer) {
    RowId known = row;
    if (known == null) {
      throw new IllegalStateException("an update needs a stored execution");
    }
    Changes changes = changes(batch, answer);
    Notice notice = ChildEnds.notice(start(), answer.header());
    shell.write(
        new Write.Update(
            known,
            sequence,
            answer,
            changes.timersSet(),
            changes.timersGone(),
            changes.tasksSet(),
            changes.tasksGone(),
            shell.worker(),
            new Write.Messages(Mailbox.stored(batch), changes.tasksEnded(), notice)),
        outcome -> {
          switch (outcome) {
            case Write.UpdateOutcome.Committed(long committed, List<RowId> stopped) -> {
              sequence = committed;
              stopped.forEach(shell::lookIntoInbox);
              tell(notice);
              settle(batch, answer);
              next();
            }
            case Write.UpdateOutcome.Superseded() -> {
              execution = null;
              batch.removeIf(Mailbox::isStored); // They are read again.
              mailbox.putBack(batch);
              next();
            }
          }
        },
        failure -> postpone(batch, failure));
  }

  /// Tries a batch again later: what happened to the execution may not get lost because the store
  /// cannot take it now. Requests of people are told at once.
  private void postpone(List<Message> batch, Throwable failure) {
    execution = null;
    var later = new ArrayList<Message>();
    for (Message message : batch) {
      if (Mailbox.isStored(message)) {
        continue; // It is read again.
      }
      if (message instanceof Message.Deliver(Event.StopRequested _, _, var settled)) {
        settled.completeExceptionally(failure);
      } else {
        later.add(message);
      }
    }
    mailbox.putBack(later);
    shell.later(this::next);
  }

  // ---- after the commit

  /// Does what the answers command, and tells whoever waits for the batch or the execution's end.
  private void settle(List<Message> batch, @Nullable Advance answer) {
    if (answer != null) {
      for (Command command : answer.commands()) {
        act(command);
      }
      if (answer.header().status().isClosed()) {
        close(answer.header());
      } else if (answer.more()) {
        mailbox.putBack(List.of(new Message.Deliver(new Event.Continued())));
      }
    }
    batch.forEach(message -> message.settled().complete(null));
  }

  private void tell(@Nullable Notice notice) {
    if (notice != null) {
      shell.lookIntoInbox(notice.row());
    }
  }

  private void act(Command command) {
    switch (command) {
      case Command.StartTask task when task.isActivity() -> shell.offered(task.resource());
      case Command.StartTask task -> shell.start(this, task);
      case Command.CancelTask(TaskId task) -> shell.cancel(this, task);
      case Command.StartMapRun run -> shell.mapRuns().started(requireRow(), run.run());
      case Command.RedriveMapRun run -> shell.mapRuns().started(requireRow(), run.run());
      case Command.CancelMapRun _ -> shell.mapRuns().look();
      case Command.SetTimer timer when row != null -> shell.timerStored(timer.due());
      case Command.SetTimer timer -> timers.put(timer.timer(), shell.setInMemory(this, timer));
      case Command.CancelTimer(TimerId timer) -> {
        TimerQueue.Timer queued = timers.remove(timer);
        if (queued != null) {
          shell.cancel(queued);
        }
      }
    }
  }

  private RowId requireRow() {
    RowId known = row;
    if (known == null) {
      throw new IllegalStateException("an execution that starts a map run is stored");
    }
    return known;
  }

  private void close(ExecutionHeader header) {
    cancelTimers();
    closed.complete(header);
    shell.closed(this);
  }

  private void cancelTimers() {
    timers.values().forEach(shell::cancel);
    timers.clear();
  }
}
