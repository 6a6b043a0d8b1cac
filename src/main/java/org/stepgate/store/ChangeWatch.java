package org.stepgate.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
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
/// commit. Where the former fails, the latter is asked once a second all the same. While commits
/// follow each other closely, being told of each write to the log would cost a tenth of the
/// worker's time, so then only SQLite is asked, every few milliseconds.
public final class ChangeWatch implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(ChangeWatch.class);

  private static final Duration FALLBACK = Duration.ofSeconds(1);

  /// A busy pool commits a thousand times a second; the listener need not run that often.
  private static final Duration SHORTEST_PERIOD = Duration.ofMillis(5);

  /// After so many periods in a row with a commit in each, the operating system is asked no more.
  private static final int BUSY_PERIODS = 8;

  /// After so many periods in a row without any, it is asked again.
  private static final int QUIET_PERIODS = 20;

  private final Database database;
  private final Path folder;
  private final WatchService watch;
  private final Runnable listener;
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable Session session;
  private long version = -1;

  /// Null while the operating system is not asked.
  private @Nullable WatchKey registration;

  private ChangeWatch(
      Database database,
      Path folder,
      WatchService watch,
      WatchKey registration,
      Runnable listener) {
    this.database = database;
    this.folder = folder;
    this.watch = watch;
    this.registration = registration;
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
      WatchKey registration = folder.register(service, StandardWatchEventKinds.ENTRY_MODIFY);
      var watch =
          new ChangeWatch(new Database(config.file()), folder, service, registration, listener);
      watch.thread.start();
      return watch;
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be watched", e);
    }
  }

  private void run() {
    int busy = 0;
    int quiet = 0;
    try {
      while (!closed) {
        // The look comes after the registration and before the wait, so no commit is missed.
        if (hasChanged()) {
          quiet = 0;
          busy++;
          if (busy >= BUSY_PERIODS) {
            unregister();
          }
          tell();
          Thread.sleep(SHORTEST_PERIOD);
        } else if (registration != null) {
          busy = 0;
          awaitWrite();
        } else if (quiet < QUIET_PERIODS) {
          quiet++;
          Thread.sleep(SHORTEST_PERIOD);
        } else {
          quiet = 0;
          register();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      drop();
    }
  }

  private void awaitWrite() throws InterruptedException {
    WatchKey key = watch.poll(FALLBACK.toMillis(), TimeUnit.MILLISECONDS);
    if (key != null) {
      key.pollEvents();
      key.reset();
    }
  }

  private void register() {
    try {
      registration = folder.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
    } catch (IOException e) {
      LOG.warn("store.watch_not_registered error={}", e.toString());
    } catch (ClosedWatchServiceException _) {
      // The watch is about to end.
    }
  }

  private void unregister() {
    WatchKey known = registration;
    registration = null;
    if (known != null) {
      known.cancel();
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
      open.drop();
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
