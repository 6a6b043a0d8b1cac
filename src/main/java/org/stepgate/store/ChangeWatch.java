package org.stepgate.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// Tells that something was committed, by whichever process.
///
/// The operating system tells that the write-ahead log was written to, SQLite whether that was a
/// commit. Where the former fails, the latter is asked once a second all the same.
public final class ChangeWatch implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(ChangeWatch.class);

  private static final Duration FALLBACK = Duration.ofSeconds(1);

  /// A busy pool commits a thousand times a second; the listener need not run that often.
  private static final Duration SHORTEST_PERIOD = Duration.ofMillis(5);

  private final Database database;
  private final WatchService watch;
  private final Runnable listener;
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable Session session;
  private long version = -1;

  private ChangeWatch(Database database, WatchService watch, Runnable listener) {
    this.database = database;
    this.watch = watch;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("store-watch").daemon().unstarted(this::run);
  }

  /// Begins to watch.
  ///
  /// @param config the config of a store that is open
  /// @param listener is called by the watch's own thread after commits of any process, this one's
  ///   too: once for several that follow each other closely, and now and then without any
  /// @throws UncheckedIOException when the folder cannot be watched
  public static ChangeWatch start(StoreConfig config, Runnable listener) {
    Path folder = config.file().toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException("the store is not in a folder");
    }
    try {
      WatchService service = folder.getFileSystem().newWatchService();
      folder.register(service, StandardWatchEventKinds.ENTRY_MODIFY);
      var watch = new ChangeWatch(new Database(config.file()), service, listener);
      watch.thread.start();
      return watch;
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be watched", e);
    }
  }

  private void run() {
    try {
      while (!closed) {
        WatchKey key = watch.poll(FALLBACK.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
        if (hasChanged()) {
          tell();
          Thread.sleep(SHORTEST_PERIOD);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      drop();
    }
  }

  private void tell() {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.error("store.watch_listener_failed", e);
    }
  }

  private boolean hasChanged() {
    try {
      Session open = session;
      if (open == null) {
        open = database.openReader();
        session = open;
      }
      long now = open.number("PRAGMA data_version");
      boolean changed = now != version;
      version = now;
      return changed;
    } catch (SQLException e) {
      LOG.warn("store.watch_failed code={}", e.getErrorCode());
      drop();
      return false;
    }
  }

  private void drop() {
    Session open = session;
    session = null;
    version = -1;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.warn("store.close_failed code={}", e.getErrorCode());
      }
    }
  }

  /// Ends the watch; the listener is not called any more once this returns, unless it is the
  /// listener that calls.
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    if (!Thread.currentThread().equals(thread)) {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    try {
      watch.close();
    } catch (IOException e) {
      LOG.warn("store.watch_close_failed error={}", e.toString());
    }
  }
}
