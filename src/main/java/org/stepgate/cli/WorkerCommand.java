package org.stepgate.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.config.ConfigException;
import org.stepgate.fastcgi.ListenAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `stepgate worker`: one worker behind a web server. Loggers are asked for only after the log was
/// set up.
@Command(
    name = "worker",
    description = "Runs one worker; the web server starts it. Ends after a drain on SIGTERM.")
final class WorkerCommand implements Callable<Integer> {
  private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

  private final WorkerProgram program;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      defaultValue = "fd:0",
      description = "fd:0, unix:/path, 127.0.0.1:port or [::1]:port. Default: ${DEFAULT-VALUE}")
  private String listen = "fd:0";

  @Option(
      names = "--config",
      paramLabel = "DIR",
      required = true,
      description = "Where stepgate.yaml is.")
  private Path configuration = Path.of("");

  @Option(
      names = "--state",
      paramLabel = "DIR",
      required = true,
      description = "Where database, payloads and logs are.")
  private Path state = Path.of("");

  @Option(
      names = "--index",
      paramLabel = "N",
      description = "The number in the log's name; the lowest free one if missing.")
  private @Nullable Integer index;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "error, warn, info, debug or trace. Default: ${DEFAULT-VALUE}")
  private LogLevel logLevel = LogLevel.INFO;

  /// The levels of the log.
  private enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  @Option(
      names = "--demo-keys",
      description =
          "Takes requests to the Step Functions API from this host that are signed with the access"
              + " keys test and 222222222222, both with the secret test.")
  private boolean demoKeys;

  WorkerCommand(WorkerProgram program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    var options =
        new WorkerOptions(
            address(), configuration.toAbsolutePath(), state.toAbsolutePath(), demoKeys);
    try (WorkerLog log =
        WorkerLog.start(
            options.state().resolve("log"), wantedIndex(), Level.valueOf(logLevel.name()))) {
      return run(options, log, LogManager.getLogger(WorkerCommand.class));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE, "the log cannot be written: " + e.getMessage());
    }
  }

  /// Everything that ends a worker too early is in the log, not only on a standard error that may
  /// lead nowhere.
  private int run(WorkerOptions options, WorkerLog log, Logger logger) {
    logger.info(
        "worker.starting pid={} index={} listen=\"{}\" config=\"{}\" state=\"{}\"",
        ProcessHandle.current().pid(),
        log.index(),
        listen,
        options.configuration(),
        options.state());
    try {
      int exitCode = program.run(options, log);
      logger.info("worker.ended exit={}", exitCode);
      return exitCode;
    } catch (ConfigException e) {
      e.faults().forEach(fault -> logger.error("config.fault at=\"{}\"", fault));
      FailedStart.refuse(options.listen(), LAST_MOMENT);
      return ExitCode.CONFIG;
    } catch (Exception e) {
      logger.error("worker.failed", e);
      FailedStart.refuse(options.listen(), LAST_MOMENT);
      return ExitCode.SOFTWARE;
    }
  }

  private ListenAddress address() {
    try {
      return ListenAddress.parse(listen);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private OptionalInt wantedIndex() {
    Integer wanted = index;
    if (wanted != null && wanted < 0) {
      throw new CommandException(ExitCode.USAGE, "--index takes 0 or more");
    }
    return wanted == null ? OptionalInt.empty() : OptionalInt.of(wanted);
  }
}
