package org.stepgate.store;

import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.workflow.BackendException;

/// A few platform threads that read, each with a connection while it does.
///
/// Callers are virtual threads. Were they to call SQLite themselves, two long lists would hold the
/// carriers of all others; handing over costs some microseconds.
final class Readers implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(Readers.class);

  private final Database database;
  private final int maxQueued;
  private final ThreadPoolExecutor threads;
  private final Queue<Session> idle = new ConcurrentLinkedQueue<>();

  /// A read within one snapshot of the database.
  interface Read<T> {
    T from(Session session) throws SQLException;
  }

  Readers(StoreConfig config, Database database) {
    this.database = database;
    this.maxQueued = config.maxQueuedReads();
    this.threads =
        new ThreadPoolExecutor(
            config.readers(),
            config.readers(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(maxQueued),
            Thread.ofPlatform().name("store-reader-", 1).daemon().factory());
  }

  /// Reads, waiting for the result. An interruption of the caller is kept for later.
  ///
  /// @throws BackendException when the database cannot be read
  /// @throws StoreFullException when too many reads are waiting
  <T> T read(Read<T> read) {
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

  private <T> T onThread(Read<T> read) {
    try {
      Session known = idle.poll();
      Session session = known == null ? database.openReader() : known;
      boolean healthy = false;
      try {
        T result = inSnapshot(session, read);
        healthy = true;
        return result;
      } finally {
        giveBack(session, healthy);
      }
    } catch (UncheckedSqlException e) {
      throw SqlErrors.backend(e.sqlException());
    } catch (SQLException e) {
      throw SqlErrors.backend(e);
    }
  }

  private static <T> T inSnapshot(Session session, Read<T> read) throws SQLException {
    session.run("BEGIN");
    T result = read.from(session);
    session.run("COMMIT");
    return result;
  }

  private void giveBack(Session session, boolean healthy) {
    if (healthy && !threads.isShutdown()) {
      idle.add(session);
    } else {
      close(session);
    }
  }

  private static void close(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      LOG.warn("store.close_failed code={}", e.getErrorCode());
    }
  }

  /// Finishes the reads that are queued and closes the connections.
  @Override
  public void close() {
    threads.close();
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      close(session);
    }
  }
}
