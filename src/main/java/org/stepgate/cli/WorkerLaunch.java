package org.stepgate.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.config.ConfigException;
import org.stepgate.fastcgi.ListenAddress;

/// Starts a worker's log and then the worker. Loggers are asked for only after the log was set up.
///
/// @param listen where it listens, as [ListenAddress] reads it
/// @param configuration the directory of `stepgate.yaml`
/// @param state the directory of database, payloads and logs
/// @param index the number in the log's name; empty for the lowest free one
/// @param level the level of the log
/// @param demo whether callers on this host may use the demo issuer and the keys that everybody
///   knows
record WorkerLaunch(
    String listen, Path configuration, Path state, OptionalInt index, Level level, boolean demo) {
  static final String LISTEN = "fd:0";

  private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

  /// Runs the worker to its end.
  ///
  /// @return an [ExitCode]
  /// @throws CommandException when the address is none or not one for these options, or the log
  ///   cannot be written; nothing was answered there
  int run(WorkerProgram program) {
    var options =
        new WorkerOptions(address(), configuration.toAbsolutePath(), state.toAbsolutePath(), demo);
    try (WorkerLog log = WorkerLog.start(options.state().resolve("log"), index, level)) {
      return run(program, options, log, LogManager.getLogger(WorkerLaunch.class));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE, "the log cannot be written: " + e.getMessage());
    }
  }

  /// Everything that ends a worker too early is in the log, not only on a standard error that may
  /// lead nowhere.
  private int run(WorkerProgram program, WorkerOptions options, WorkerLog log, Logger logger) {
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
    } catch (CommandException e) {
      logger.error("worker.refused reason=\"{}\"", e.getMessage());
      throw e;
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
}
