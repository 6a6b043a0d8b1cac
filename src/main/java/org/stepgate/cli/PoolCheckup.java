package org.stepgate.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stepgate.config.ConfigException;
import org.stepgate.config.Configuration;
import org.stepgate.config.ConfigurationBundle;
import org.stepgate.config.ConfigurationDirectory;
import org.stepgate.config.ConfigurationReader;
import org.stepgate.config.Directories;
import org.stepgate.config.Fault;
import org.stepgate.config.Warnings;
import org.stepgate.store.LiveWorker;
import org.stepgate.store.StoreInspection;
import org.stepgate.store.StoreOpenException;
import org.stepgate.store.WorkerFolder;

/// Looks at what a pool has on this host: Java, directories, store, clock, workers, configuration.
final class PoolCheckup {
  private static final int JAVA = 25;
  private static final long MIB = 1L << 20;
  private static final long LITTLE_SPACE = 1024 * MIB;
  private static final long NO_SPACE = 64 * MIB;
  private static final long WAL = 64 * MIB;
  private static final long PAGE = 4096;
  private static final Duration SLACK = Duration.ofMinutes(1);
  private static final String RESTORE = "stop the web server and run stepgate restore FILE";

  private final Directories directories;

  PoolCheckup(Directories directories) {
    this.directories = directories;
  }

  /// All that is found, but of the configuration.
  ///
  /// @param now the wall clock
  List<Finding> findings(Instant now) {
    var findings = new ArrayList<Finding>();
    findings.add(java(Runtime.version().feature()));
    findings.addAll(state());
    findings.addAll(store(now));
    findings.add(workers());
    return findings;
  }

  /// @param feature the version of Java that runs
  static Finding java(int feature) {
    String text = "Java " + feature;
    if (feature < JAVA) {
      return Finding.fault("java", text + " is too old", "install Java " + JAVA);
    }
    return feature == JAVA
        ? Finding.ok("java", text)
        : Finding.warning("java", text + " is newer than what was tested", "use Java " + JAVA);
  }

  private List<Finding> state() {
    Path state = directories.state();
    var findings = new ArrayList<Finding>();
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(state);
      if (permissions.contains(PosixFilePermission.GROUP_WRITE)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        findings.add(
            Finding.fault("state", "others may write to " + state, "run chmod 700 " + state));
      } else if (permissions.contains(PosixFilePermission.OTHERS_EXECUTE)) {
        findings.add(
            Finding.warning("state", "others may look into " + state, "run chmod 700 " + state));
      } else {
        findings.add(Finding.ok("state", state + " is private"));
      }
      findings.addAll(new StateFolders(state, Files.getAttribute(state, "unix:uid")).findings());
      FileStore disk = Files.getFileStore(state);
      findings.add(space(disk.getUsableSpace()));
      findings.add(blocks(disk.getBlockSize()));
    } catch (IOException e) {
      findings.add(
          Finding.fault("state", state + " cannot be read: " + e.getMessage(), "check the disk"));
    }
    return findings;
  }

  /// @param free bytes that may still be written to the state directory
  static Finding space(long free) {
    String text = free / MIB + " MiB are free for the store";
    if (free < NO_SPACE) {
      return Finding.fault("space", text, "make space: requests get 503 when it is used up");
    }
    return free < LITTLE_SPACE
        ? Finding.warning("space", text, "make space, or use a larger disk")
        : Finding.ok("space", text);
  }

  /// SQLite makes sure of one byte in 4 KiB of its index of the log, a mapped file, before it
  /// relies on the space.
  ///
  /// @param bytes the size of the blocks of the state directory's file system
  static Finding blocks(long bytes) {
    String text = "the file system of the store has blocks of " + bytes + " bytes";
    return bytes < PAGE
        ? Finding.warning(
            "blocks",
            text + "; when it is full, a worker may end where others answer 503",
            "move the store to a file system with blocks of " + PAGE + " bytes")
        : Finding.ok("blocks", text);
  }

  private List<Finding> store(Instant now) {
    Path file = StoreCommand.database(directories.state());
    Optional<Path> foreign = StoreInspection.foreignCompanion(file);
    if (foreign.isPresent()) {
      return List.of(
          Finding.fault(
              "store",
              foreign.get() + " belongs to another user, so no worker can write",
              "stop the web server and run chown --reference=" + file + " " + foreign.get()));
    }
    try {
      long walBytes = configuration().map(known -> known.store().maxWalBytes()).orElse(WAL);
      return judge(StoreInspection.of(file), walBytes, now);
    } catch (StoreOpenException e) {
      return List.of(
          Finding.fault(
              "store",
              String.valueOf(e.getMessage()),
              e.reason() == StoreOpenException.Reason.DAMAGED
                  ? RESTORE
                  : "no worker can use it either"));
    }
  }

  /// Judges a store that can be read.
  ///
  /// @param maxWalBytes what its log may have
  static List<Finding> judge(StoreInspection store, long maxWalBytes, Instant now) {
    var findings = new ArrayList<Finding>();
    findings.add(
        store.integrity().equals("ok")
            ? Finding.ok(
                "store",
                store.executions()
                    + " executions, "
                    + store.running()
                    + " of them running, "
                    + store.bytes() / MIB
                    + " MiB")
            : Finding.fault("store", "it is damaged: " + store.integrity(), RESTORE));
    if (store.schema() < StoreInspection.CURRENT_SCHEMA) {
      findings.add(
          Finding.warning(
              "schema",
              "the store has schema " + store.schema(),
              "the next worker of this version brings it to " + StoreInspection.CURRENT_SCHEMA));
    }
    // It may pass the limit for as long as a reader needs it.
    if (store.walBytes() > 2 * maxWalBytes) {
      findings.add(
          Finding.warning(
              "wal",
              "the write-ahead log has " + store.walBytes() / MIB + " MiB",
              "look for a program that keeps the store open, such as an sqlite3 shell"));
    }
    Optional<Instant> ahead = store.newestStart().filter(start -> start.isAfter(now.plus(SLACK)));
    findings.add(
        ahead.isPresent()
            ? Finding.fault(
                "clock",
                "the newest execution was started at "
                    + ahead.get().truncatedTo(ChronoUnit.SECONDS)
                    + ", which is yet to come: the clock was put back",
                "run timedatectl and set the clock")
            : Finding.ok("clock", "it is not behind what the store has seen"));
    return findings;
  }

  private Finding workers() {
    Path folder = directories.state().resolve("workers");
    try {
      return workers(new WorkerFolder(folder).workers());
    } catch (NoSuchFileException e) {
      return workers(List.of());
    } catch (IOException e) {
      return Finding.fault(
          "workers",
          "their locks in " + folder + " cannot be seen: " + e.getMessage(),
          "run chown -R on that folder, for the owner of the state directory");
    }
  }

  /// @param alive the workers that hold their locks
  static Finding workers(List<LiveWorker> alive) {
    long serving =
        alive.stream().filter(worker -> worker.phase() == LiveWorker.Phase.SERVING).count();
    if (alive.isEmpty()) {
      return Finding.fault("workers", "none lives", "start the web server");
    }
    String text = serving + " of " + alive.size() + " serve";
    return serving > 0
        ? Finding.ok("workers", text)
        : Finding.warning("workers", text, "look at their logs if that stays so");
  }

  /// The configuration, with its faults as findings.
  Optional<Configuration> checkedConfiguration(List<Finding> into) {
    Path folder = directories.configuration();
    if (!Files.exists(folder.resolve("stepgate.yaml"))) {
      into.add(
          Finding.fault(
              "configuration", "there is none at " + folder, "name its directory with --config"));
      return Optional.empty();
    }
    try {
      ConfigurationBundle bundle = bundle();
      Configuration configuration = read(bundle);
      for (Fault warning : Warnings.of(bundle, configuration)) {
        into.add(
            Finding.warning(
                "configuration", warning.toString(), "mend it, unless it is meant like that"));
      }
      into.add(
          Finding.ok(
              "configuration",
              CheckCommand.counted(configuration.machines().size(), "state machine")
                  + ", "
                  + CheckCommand.counted(configuration.routes().size(), "route")
                  + ", "
                  + CheckCommand.counted(configuration.schedules().size(), "schedule")));
      return Optional.of(configuration);
    } catch (ConfigException e) {
      e.faults()
          .forEach(fault ->
              into.add(
                  Finding.fault(
                      "configuration",
                      fault.toString(),
                      "workers use the last good one until it is mended")));
      return Optional.empty();
    }
  }

  private Optional<Configuration> configuration() {
    try {
      return Optional.of(read(bundle()));
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  private ConfigurationBundle bundle() {
    return new ConfigurationDirectory(directories.configuration()).read();
  }

  private Configuration read(ConfigurationBundle bundle) {
    return ConfigurationReader.read(bundle, directories);
  }
}
