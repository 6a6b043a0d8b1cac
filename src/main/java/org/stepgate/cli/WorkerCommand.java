package org.stepgate.cli;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `stepgate worker`: one worker behind a web server. [WorkerMain] takes the same options.
@Command(
    name = "worker",
    description = "Runs one worker; the web server starts it. Ends after a drain on SIGTERM.")
final class WorkerCommand implements Callable<Integer> {
  private final WorkerProgram program;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      defaultValue = WorkerLaunch.LISTEN,
      description = "fd:0, unix:/path, 127.0.0.1:port or [::1]:port. Default: ${DEFAULT-VALUE}")
  private String listen = WorkerLaunch.LISTEN;

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
      names = "--demo",
      description =
          "For demonstrations on this host only: allows everything to clients on it where the site"
              + " has no policies, takes the tokens that stepgate token mints, and"
              + " requests to the Step Functions API that are signed with the access keys test and"
              + " 222222222222, both with the secret test.")
  private boolean demo;

  WorkerCommand(WorkerProgram program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    return new WorkerLaunch(
            listen, configuration, state, wantedIndex(), Level.valueOf(logLevel.name()), demo)
        .run(program);
  }

  private OptionalInt wantedIndex() {
    Integer wanted = index;
    if (wanted != null && wanted < 0) {
      throw new CommandException(ExitCode.USAGE, "--index takes 0 or more");
    }
    return wanted == null ? OptionalInt.empty() : OptionalInt.of(wanted);
  }
}
