package org.stepgate.store;

import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A few platform threads that read, each with a connection while it does.
///
/// Callers are virtual threads. Were they to call SQLite themselves, two long lists would hold the
/// carriers of all others; handing over costs some microseconds. That is more than it takes to find
/// one row by its key, so such a read uses an idle connection on the caller's own thread.
final class Readers implements Snapshots {
  private final Database database;
  private final int maxQueued;
  private final ThreadPoolExecutor threads;
  private final Queue<Session> idle;

  Readers(StoreConfig config, Database database) {
    this.database = database;
    this.maxQueued = config.maxQueuedReads();
    this.idle = new ArrayBlockingQueue<>(config.readers());
    this.threads =
        new ThreadPoolExecutor(
            config.readers(),
            config.readers(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(maxQueued),
            Thread.ofPlatform().name("store-reader-", 1).daemon().factory());
  }

  @Override
  public <T> T read(Read<T> read) {
    CompletableFuture<T> result;
    try {
      result = CompletableFuture.supplyAsync(() -> onThread(read), threads);
    } catch (RejectedExecutionException e) {
      if (threads.isShutdown()) {
        throw new IllegalStateException("the store is closed", e);
      }
      throw new StoreFullException("reads", maxQueued);
    }
    try {
      return result.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException known -> throw known;
        case Error known -> throw known;
        case null, default -> throw e;
      }
    }
  }

  /// Does not wait for a thread when a connection is idle.
  @Override
  public <T> T readRow(Read<T> read) {
    Session session = idle.poll();
    return session == null ? read(read) : on(session, read);
  }

  private <T> T onThread(Read<T> read) {
    Session known = idle.poll();
    return on(known == null ? open() : known, session -> inSnapshot(session, read));
  }

  private Session open() {
    try {
      return database.openReader();
    } catch (SQLException e) {
      throw SqlErrors.backend(e);
    }
  }

  private <T> T on(Session session, Read<T> read) {
    boolean healthy = false;
    try {
      T result = read.from(session);
      healthy = true;
      return result;
    } catch (UncheckedSqlException e) {
      throw SqlErrors.backend(e.sqlException());
    } catch (SQLException e) {
      throw SqlErrors.backend(e);
    } finally {
      giveBack(session, healthy);
    }
  }

  private static <T> T inSnapshot(Session session, Read<T> read) throws SQLException {
    session.run("BEGIN");
    T result = read.from(session);
    session.run("COMMIT");
    return result;
  }

  private void giveBack(Session session, boolean healthy) {
    if (!healthy || !idle.offer(session)) {
      session.drop();
    }
    if (threads.isShutdown()) {
      closeIdle();
    }
  }

  @Override
  public void close() {
    threads.close();
    closeIdle();
  }

  private void closeIdle() {
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      session.drop();
    }
  }
}
