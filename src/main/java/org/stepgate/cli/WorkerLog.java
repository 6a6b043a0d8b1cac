package org.stepgate.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.RollingFileAppender;
import org.apache.logging.log4j.core.appender.rolling.DefaultRolloverStrategy;
import org.apache.logging.log4j.core.appender.rolling.SizeBasedTriggeringPolicy;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.NullConfiguration;

/// The log of one worker: a file that is rolled by size, and the way of errors to the web server's
/// log.
///
/// Set up in code, so that no file on the class path and no plugin scan costs time at the start,
/// and before anything else asks for a logger. There is no shutdown hook: the worker logs until its
/// last request has ended, and then closes this.
final class WorkerLog implements AutoCloseable {
  private static final String FILE_SIZE = "10MB";
  private static final String OLD_FILES = "5";
  private static final int MAX_WORKERS = 1_024;

  private final LoggerContext context;
  private final ErrorLines errors;
  private final Place place;

  private WorkerLog(LoggerContext context, ErrorLines errors, Place place) {
    this.context = context;
    this.errors = errors;
    this.place = place;
  }

  /// Starts logging to `worker-N.log` in the directory, which is made if it is missing.
  ///
  /// @param index the N; when empty the lowest that no other process uses
  /// @throws IOException when the directory or its files cannot be written, or another process uses
  ///   that N
  static WorkerLog start(Path directory, OptionalInt index, Level level) throws IOException {
    return start(directory, index, level, System.err);
  }

  static WorkerLog start(Path directory, OptionalInt index, Level level, PrintStream standardError)
      throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Place place = Place.take(directory, index);
    var layout = new LogLine();
    var errors = new ErrorLines(layout, standardError);
    var settings =
        new Settings(directory.resolve("worker-" + place.index()), level, layout, errors);
    LoggerContext context = Configurator.initialize(settings);
    if (context.getConfiguration() != settings) {
      context.reconfigure(settings);
    }
    return new WorkerLog(context, errors, place);
  }

  /// The number of this worker, 0 for the first.
  int index() {
    return place.index();
  }

  /// The lines of level error since the last call, for the FCGI_STDERR of an answer; empty for
  /// none.
  String takeErrorLines() {
    return errors.take();
  }

  /// Writes what is left and closes the file. What is logged later is lost.
  @Override
  public void close() throws IOException {
    context.reconfigure(new NullConfiguration());
    place.close();
  }

  /// The number that tells the workers of one directory apart, held by a lock on a file. The
  /// operating system frees it when the process ends, however it ends.
  private record Place(int index, FileChannel channel) implements AutoCloseable {
    static Place take(Path directory, OptionalInt wanted) throws IOException {
      int first = wanted.orElse(0);
      int last = wanted.orElse(MAX_WORKERS - 1);
      for (int index = first; index <= last; index++) {
        FileChannel channel =
            FileChannel.open(
                directory.resolve("worker-" + index + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return new Place(index, channel);
        }
        channel.close();
      }
      throw new IOException("another worker logs there already: " + directory);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static final class Settings extends AbstractConfiguration {
    private final Path file;
    private final Level level;
    private final LogLine layout;
    private final ErrorLines errors;

    Settings(Path file, Level level, LogLine layout, ErrorLines errors) {
      super(null, ConfigurationSource.NULL_SOURCE);
      this.file = file;
      this.level = level;
      this.layout = layout;
      this.errors = errors;
      this.isShutdownHookEnabled = false;
    }

    @Override
    public void setup() {
      // There is no tree of nodes: doConfigure makes everything.
    }

    @Override
    protected void doConfigure() {
      var rolling =
          RollingFileAppender.newBuilder()
              .setName("file")
              .setConfiguration(this)
              .setLayout(layout)
              .setFileName(file + ".log")
              .setFilePattern(file + ".log.%i")
              .setPolicy(SizeBasedTriggeringPolicy.createPolicy(FILE_SIZE))
              .setStrategy(
                  DefaultRolloverStrategy.newBuilder().setMax(OLD_FILES).setConfig(this).build())
              .build();
      rolling.start();
      errors.start();
      addAppender(rolling);
      addAppender(errors);
      getRootLogger().addAppender(rolling, null, null);
      getRootLogger().addAppender(errors, Level.ERROR, null);
      getRootLogger().setLevel(level);
    }
  }
}
