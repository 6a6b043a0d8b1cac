package org.stepgate.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.workflow.BackendException;

/// The writer: one platform thread that puts many writes into one transaction.
///
/// While a commit waits for the disk, further writes gather; they make up the next commit. After an
/// error of the disk the connection is closed, all writes of the transaction fail, and the next
/// ones get a new connection.
final class GroupCommit implements Commits {
  private static final Logger LOG = LogManager.getLogger(GroupCommit.class);

  private static final int COMMITS_PER_WAL_CHECK = 64;
  private static final int WAL_PATIENCE_MILLIS = 500;

  /// A log that a reader keeps from being copied back is this much longer than what was copied.
  private static final int KEPT_PAGES = 1_000;

  /// After this time without a write the log is looked at.
  private static final int IDLE_SECONDS = 1;

  private final StoreConfig config;
  private final Database database;
  private final WriterTurn turn;
  private final BlockingQueue<Member<?>> queue;
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable Session session;
  private long commits;

  /// Commits that have failed since the last one that did not.
  private long failures;

  /// A write that waits, and whom to tell.
  private static final class Member<O> {
    private final Operation<O> operation;
    private final CompletableFuture<O> future = new CompletableFuture<>();
    private @Nullable O outcome;

    Member(Operation<O> operation) {
      this.operation = operation;
    }

    void apply(Session session) throws SQLException {
      try {
        outcome = operation.apply(session);
      } catch (UncheckedSqlException e) {
        throw e.sqlException();
      }
    }

    void tell() {
      operation.committed();
      future.complete(outcome);
    }
  }

  GroupCommit(StoreConfig config, Database database, WriterTurn turn) {
    this.config = config;
    this.database = database;
    this.turn = turn;
    this.queue = new ArrayBlockingQueue<>(config.maxQueuedWrites());
    this.thread = Thread.ofPlatform().name("store-writer").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// The future is completed by the writer's thread, after the commit.
  @Override
  public <O> CompletableFuture<O> submit(Operation<O> operation) {
    var member = new Member<>(operation);
    if (closed) {
      return CompletableFuture.failedFuture(new IllegalStateException("the store is closed"));
    }
    if (!queue.offer(member)) {
      return CompletableFuture.failedFuture(
          new StoreFullException("writes", config.maxQueuedWrites()));
    }
    if (closed && queue.remove(member)) {
      return CompletableFuture.failedFuture(new IllegalStateException("the store is closed"));
    }
    return member.future;
  }

  private void run() {
    var batch = new ArrayList<Member<?>>();
    while (true) {
      batch.clear();
      try {
        Member<?> first = queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
        if (first == null) {
          limitWal();
          continue;
        }
        batch.add(first);
      } catch (InterruptedException _) {
        // Nobody has a reason to interrupt this thread: it ends by being closed.
        continue;
      }
      carryOut(batch, true);
      if (closed && queue.isEmpty()) {
        break;
      }
    }
    drop();
    turn.close();
  }

  /// @param gather whether writes that are queued by now join the batch
  private void carryOut(List<Member<?>> batch, boolean gather) {
    try {
      commit(batch, gather);
    } catch (SQLException e) {
      rollBack();
      if (batch.size() > 1 && SqlErrors.isOwnFault(e)) {
        batch.forEach(member -> carryOut(List.of(member), false));
        return;
      }
      fail(batch, e);
      return;
    } catch (RuntimeException | Error e) {
      rollBack();
      if (batch.size() > 1) {
        batch.forEach(member -> carryOut(List.of(member), false));
      } else {
        batch.forEach(member -> member.future.completeExceptionally(e));
      }
      return;
    }
    batch.forEach(Member::tell);
    if (commits % COMMITS_PER_WAL_CHECK == 0) {
      limitWal();
    }
  }

  /// Gathers only once the turn has come: what was queued during the wait for it shares the commit.
  private void commit(List<Member<?>> batch, boolean gather) throws SQLException {
    Session open = session;
    if (open == null) {
      open = database.openWriter();
      session = open;
    }
    turn.begin(open);
    if (gather) {
      queue.drainTo(batch, config.maxBatchWrites() - batch.size());
    }
    for (Member<?> member : batch) {
      member.apply(open);
    }
    open.commit();
    turn.ended();
    if (failures > 0) {
      LOG.info("store.commits_again failed={}", failures);
      failures = 0;
    }
    commits++;
  }

  private void limitWal() {
    Session open = session;
    if (open != null && database.walBytes() > config.maxWalBytes()) {
      truncateWal(open);
    }
  }

  /// SQLite copies the log back by itself, but begins it anew only when no reader is using it. When
  /// there is always one, this waits for a moment without. It does not wait for one that has been
  /// at it for long: that would only stop all writers, again and again.
  private static void truncateWal(Session session) {
    try {
      long kept =
          session
              .first("PRAGMA wal_checkpoint(PASSIVE)", row -> row.getLong(2) - row.getLong(3))
              .orElse(0L);
      if (kept > KEPT_PAGES) {
        return;
      }
      session.run("PRAGMA busy_timeout = " + WAL_PATIENCE_MILLIS);
      session.run("PRAGMA wal_checkpoint(TRUNCATE)");
      session.run("PRAGMA busy_timeout = 0");
    } catch (SQLException e) {
      // What was committed is in the log all the same.
      LOG.warn("store.checkpoint_failed code={}", e.getErrorCode());
    }
  }

  private void fail(List<Member<?>> batch, SQLException e) {
    if (SqlErrors.isOwnFault(e)) {
      LOG.error("store.write_failed", e);
    } else {
      // A disk that fails is told of once: it may stay so for hours, with many tries a second.
      LOG.log(
          failures++ == 0 ? Level.ERROR : Level.DEBUG,
          "store.commit_failed writes={} code={} sqlite={}",
          batch.size(),
          e.getErrorCode(),
          SqlErrors.code(e));
      drop();
    }
    BackendException failure = SqlErrors.backend(e);
    batch.forEach(member -> member.future.completeExceptionally(failure));
  }

  private void rollBack() {
    Session open = session;
    if (open != null) {
      try {
        open.rollBack();
      } catch (SQLException _) {
        // SQLite has rolled back by itself, or the connection is of no more use.
        drop();
      }
    }
    turn.ended();
  }

  private void drop() {
    Session open = session;
    session = null;
    if (open != null) {
      open.drop();
    }
  }

  /// Carries out what is queued, then ends the thread and closes the connection.
  @Override
  public void close() {
    closed = true;
    // Wakes the thread. When the queue is full it is awake.
    queue.offer(new Member<>(_ -> true));
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
