package org.stepgate.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// Notices changed files of the configuration, on a thread of its own.
///
/// The file system's notices make it quick; reading every few seconds makes it certain, also where
/// there are no notices (network file systems) or a directory was replaced.
public final class ConfigurationWatch implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(ConfigurationWatch.class);

  /// How often files are read without any notice.
  public static final Duration POLL = Duration.ofSeconds(2);

  /// How long files have to stay the same before a change is taken.
  public static final Duration SETTLE = Duration.ofMillis(300);

  private final ConfigurationDirectory directory;
  private final ChangeDetector detector;
  private final Consumer<Observation> listener;
  private final Duration poll;
  private final Duration settle;
  private final Thread thread;
  private @Nullable WatchService notices;

  private ConfigurationWatch(
      ConfigurationDirectory directory,
      Observation first,
      Duration poll,
      Duration settle,
      Consumer<Observation> listener) {
    this.directory = directory;
    this.detector = new ChangeDetector(first);
    this.poll = poll;
    this.settle = settle;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("config-watch").daemon().unstarted(this::run);
  }

  /// Starts watching.
  ///
  /// @param first what the files said when they were last looked at
  /// @param listener gets each settled change, on the watch's thread, which waits for it; what it
  ///   throws is logged and ends nothing
  public static ConfigurationWatch start(
      ConfigurationDirectory directory, Observation first, Consumer<Observation> listener) {
    return start(directory, first, POLL, SETTLE, listener);
  }

  static ConfigurationWatch start(
      ConfigurationDirectory directory,
      Observation first,
      Duration poll,
      Duration settle,
      Consumer<Observation> listener) {
    var watch = new ConfigurationWatch(directory, first, poll, settle, listener);
    watch.thread.start();
    return watch;
  }

  /// Ends the watch; no listener runs any more when this returns, unless the calling thread is
  /// interrupted.
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (WatchService service = open()) {
      notices = service;
      while (!Thread.currentThread().isInterrupted()) {
        register();
        look();
        await(detector.isSettling() ? settle : poll);
      }
    } catch (IOException e) {
      LOG.warn("config.watch_close_failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable WatchService open() {
    try {
      return Path.of("").getFileSystem().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("config.no_file_notices reason=\"{}\"", e.getMessage());
      return null;
    }
  }

  private void look() {
    try {
      detector.observe(Observation.of(directory)).ifPresent(listener);
    } catch (RuntimeException e) {
      LOG.error("config.change_failed", e);
    }
  }

  /// Registering again what is registered already changes nothing, and finds replaced directories.
  private void register() {
    WatchService service = notices;
    if (service == null) {
      return;
    }
    try {
      Path real = directory.path().toRealPath();
      register(real, service);
      for (String name :
          List.of(ConfigurationDirectory.MACHINES, ConfigurationDirectory.POLICIES)) {
        if (Files.isDirectory(real.resolve(name))) {
          register(real.resolve(name), service);
        }
      }
    } catch (IOException e) {
      LOG.debug("config.watch_register_failed reason=\"{}\"", e.getMessage());
    }
  }

  private static void register(Path directory, WatchService service) throws IOException {
    directory.register(
        service,
        StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_MODIFY,
        StandardWatchEventKinds.ENTRY_DELETE);
  }

  /// Waits for a notice, at most for `time`; while a change settles, for all of it.
  private void await(Duration time) throws InterruptedException {
    WatchService service = notices;
    if (service == null || detector.isSettling()) {
      Thread.sleep(time);
      return;
    }
    for (WatchKey key = service.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        key != null;
        key = service.poll()) {
      for (WatchEvent<?> event : key.pollEvents()) {
        LOG.trace("config.file_notice file=\"{}\"", event.context());
      }
      key.reset();
    }
  }
}
