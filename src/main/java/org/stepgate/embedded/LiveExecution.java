package org.stepgate.embedded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
import org.stepgate.engine.Advance;
import org.stepgate.engine.Command;
import org.stepgate.engine.Event;
import org.stepgate.engine.Execution;
import org.stepgate.engine.ExecutionHeader;
import org.stepgate.engine.TaskId;
import org.stepgate.engine.TimerId;
import org.stepgate.store.NameEntry;
import org.stepgate.store.NewExecution;
import org.stepgate.store.RowId;
import org.stepgate.store.StoredExecution;
import org.stepgate.store.TaskKey;
import org.stepgate.store.TaskRow;
import org.stepgate.store.TimerRow;
import org.stepgate.store.Write;
import org.stepgate.workflow.BackendException;

/// One execution in the memory of this worker, with its mailbox.
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
  private static final int BATCH_MESSAGES = 64;

  /// What is put into the mailbox.
  private sealed interface Message {
    /// Completed once the message's changes are durable, or known to be none.
    CompletableFuture<Void> settled();

    /// Answer an event.
    record Deliver(Event event, CompletableFuture<Void> settled) implements Message {}

    /// Store an execution that is only in memory.
    record Keep(CompletableFuture<Void> settled) implements Message {}

    /// Have the execution in memory.
    record Load(CompletableFuture<Void> settled) implements Message {}
  }

  /// How the start of an execution ended.
  sealed interface Start {
    /// It is stored.
    record Stored(RowId row) implements Start {}

    /// The name belongs to another execution; nothing was started.
    record NameTaken(NameEntry existing) implements Start {}
  }

  private final Shell shell;
  private final CompletableFuture<Start> stored = new CompletableFuture<>();
  private final CompletableFuture<ExecutionHeader> closed = new CompletableFuture<>();

  /// The timers of an execution that is in memory only; those of others are in the store.
  private final Map<TimerId, TimerQueue.Timer> timers = new HashMap<>();

  private final Deque<Message> mailbox = new ArrayDeque<>();
  private boolean busy;

  /// Not null once it is loaded.
  private @Nullable NewExecution start;

  private @Nullable Execution execution;

  private volatile @Nullable RowId row;
  private long sequence;

  /// What was answered but not stored, with the timers and tasks that go with it; null unless the
  /// execution is in memory only.
  private @Nullable Unstored unstored;

  private static final class Unstored {
    private @Nullable Advance advance;
    private final Map<TimerId, TimerRow> timers = new HashMap<>();
    private final Map<TaskId, TaskRow> tasks = new HashMap<>();
  }

  private LiveExecution(Shell shell) {
    this.shell = shell;
  }

  /// An execution that is about to start.
  ///
  /// @param inMemory true to store it only when [#keep] asks for it
  static LiveExecution starting(
      Shell shell, NewExecution start, StateMachine definition, boolean inMemory) {
    var live = new LiveExecution(shell);
    live.start = start;
    live.execution = new Execution(start.identity(), definition);
    live.unstored = inMemory ? new Unstored() : null;
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
    put(new Message.Deliver(event, new CompletableFuture<>()));
  }

  /// Puts an event into the mailbox. The future completes once what it changes is durable; it fails
  /// when that could not be stored.
  CompletableFuture<Void> ask(Event event) {
    var message = new Message.Deliver(event, new CompletableFuture<>());
    put(message);
    return message.settled();
  }

  /// Has an execution that is only in memory stored, unless it ends before.
  void keep() {
    put(new Message.Keep(new CompletableFuture<>()));
  }

  /// Completes once the execution is in memory; fails when the store does not have it.
  CompletableFuture<Void> whenLoaded() {
    var message = new Message.Load(new CompletableFuture<>());
    put(message);
    return message.settled();
  }

  private void put(Message message) {
    boolean begin;
    synchronized (mailbox) {
      mailbox.add(message);
      begin = !busy;
      busy = true;
    }
    if (begin) {
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
    List<Message> batch = take();
    if (batch.isEmpty()) {
      return;
    }
    Advance answer = answer(batch);
    boolean keep = batch.stream().anyMatch(Message.Keep.class::isInstance);
    if (unstored != null && !keep) {
      remember(batch, answer);
      settle(batch, answer);
      next();
    } else if (row == null) {
      create(batch, answer);
    } else if (answer != null) {
      update(batch, answer);
    } else {
      settle(batch, null);
      next();
    }
  }

  /// The messages of this turn; none when the mailbox is empty, which ends the turns.
  private List<Message> take() {
    synchronized (mailbox) {
      var batch = new ArrayList<Message>(Math.min(mailbox.size(), BATCH_MESSAGES));
      while (!mailbox.isEmpty() && batch.size() < BATCH_MESSAGES) {
        batch.add(mailbox.remove());
      }
      if (batch.isEmpty()) {
        busy = false;
        shell.idle(this);
      }
      return batch;
    }
  }

  /// The interpreter's answers to a batch as one, null when nothing changes. Messages that are left
  /// over because the execution has used up its turn go back to the mailbox.
  private @Nullable Advance answer(List<Message> batch) {
    Advance all = null;
    for (int i = 0; i < batch.size(); i++) {
      if (!(batch.get(i) instanceof Message.Deliver(Event event, _))) {
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
        putBack(rest);
        rest.clear();
      }
    }
    return all;
  }

  /// Puts messages before all others.
  private void putBack(List<Message> messages) {
    synchronized (mailbox) {
      for (Message message : messages.reversed()) {
        mailbox.addFirst(message);
      }
    }
  }

  private void next() {
    shell.compute(this::turn);
  }

  private void load() {
    RowId known = row;
    if (known == null) {
      throw new IllegalStateException("an execution that is not stored cannot be loaded");
    }
    try {
      Optional<StoredExecution> found = shell.load(known);
      if (found.isEmpty()) {
        drop(known);
        return;
      }
      start = found.get().start();
      sequence = found.get().sequence();
      execution = shell.restore(found.get());
      next();
    } catch (RuntimeException e) {
      log.error("execution.not_loaded row={}", known.value(), e);
      postpone(List.of(), e);
    }
  }

  /// The execution has been removed after its retention: nothing can happen to it any more.
  private void drop(RowId gone) {
    var failure =
        new BackendException(
            "embedded", false, "execution row " + gone.value() + " is not in the store", null);
    List<Message> dropped;
    synchronized (mailbox) {
      dropped = List.copyOf(mailbox);
      mailbox.clear();
      busy = false;
      shell.idle(this);
    }
    dropped.forEach(message -> message.settled().completeExceptionally(failure));
  }

  // ---- commits

  private void remember(List<Message> batch, @Nullable Advance answer) {
    Unstored memory = unstored;
    if (memory == null || answer == null) {
      return;
    }
    memory.advance = memory.advance == null ? answer : Advance.merge(memory.advance, answer);
    Changes changes = Changes.of(answer, events(batch), shell.worker(), shell.clock());
    changes.timersGone().forEach(memory.timers::remove);
    changes.tasksGone().forEach(memory.tasks::remove);
    changes.timersSet().forEach(timer -> memory.timers.put(timer.timer(), timer));
    changes.tasksSet().forEach(task -> memory.tasks.put(task.command().task(), task));
  }

  private static List<Event> events(List<Message> batch) {
    var events = new ArrayList<Event>();
    for (Message message : batch) {
      if (message instanceof Message.Deliver(Event event, _)) {
        events.add(event);
      }
    }
    return events;
  }

  private void create(List<Message> batch, @Nullable Advance answer) {
    NewExecution fixed = start();
    boolean ended = loaded().header().status().isClosed();
    if (unstored != null && ended) {
      // It ended while the request gave up waiting: the request takes the result.
      remember(batch, answer);
      settle(batch, answer);
      next();
      return;
    }
    remember(batch, answer);
    Unstored memory = unstored;
    Write.Create write;
    if (memory != null && memory.advance != null) {
      write =
          new Write.Create(
              fixed,
              memory.advance,
              List.copyOf(memory.timers.values()),
              List.copyOf(memory.tasks.values()),
              shell.worker());
    } else if (answer != null) {
      Changes changes = Changes.of(answer, events(batch), shell.worker(), shell.clock());
      write =
          new Write.Create(fixed, answer, changes.timersSet(), changes.tasksSet(), shell.worker());
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
              settle(batch, answer);
              // Last, so that who waits for this finds an execution that has ended at once as
              // ended.
              stored.complete(new Start.Stored(created));
              next();
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
            memory.tasks.keySet().forEach(task -> shell.cancel(this, task));
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
    Changes changes = Changes.of(answer, events(batch), shell.worker(), shell.clock());
    shell.write(
        new Write.Update(
            known,
            sequence,
            answer,
            changes.timersSet(),
            changes.timersGone(),
            changes.tasksSet(),
            changes.tasksGone(),
            shell.worker()),
        outcome -> {
          switch (outcome) {
            case Write.UpdateOutcome.Committed(long committed) -> {
              sequence = committed;
              settle(batch, answer);
              next();
            }
            case Write.UpdateOutcome.Superseded() -> {
              execution = null;
              putBack(batch);
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
      if (message instanceof Message.Deliver(Event.StopRequested _, var settled)) {
        settled.completeExceptionally(failure);
      } else {
        later.add(message);
      }
    }
    putBack(later);
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
        putBack(List.of(new Message.Deliver(new Event.Continued(), new CompletableFuture<>())));
      }
    }
    batch.forEach(message -> message.settled().complete(null));
  }

  private void act(Command command) {
    switch (command) {
      case Command.StartTask task -> shell.start(this, task);
      case Command.CancelTask(TaskId task) -> shell.cancel(this, task);
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
