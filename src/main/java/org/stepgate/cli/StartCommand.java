package org.stepgate.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stepgate start`: starts an execution, and shows its id, its end, or its progress.
@Command(
    name = "start",
    description = "Starts an execution of a state machine.",
    footer = {
      "",
      "Without --wait or --follow it prints the id and ends at once. With them the exit code is 1",
      "when the execution ends otherwise than SUCCEEDED."
    })
final class StartCommand extends ExecutionCommand {
  private static final long MAX_WAIT_SECONDS = 366L * 24 * 3_600;

  @Parameters(paramLabel = "MACHINE", description = "The name of the state machine.")
  private String machine = "";

  @Option(
      names = {"-i", "--input"},
      paramLabel = "INPUT",
      description = "The input: a JSON text, @FILE, or - for standard input. Default: {}")
  private @Nullable String input;

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "The execution's name; a name that is known starts nothing new.")
  private @Nullable String name;

  @Option(
      names = {"-f", "--follow"},
      description = "Show the progress as it happens, until the end.")
  private boolean follow;

  @Option(
      names = {"-w", "--wait"},
      paramLabel = "SECONDS",
      description = "Wait for the end, at most so long, and show the result.")
  private @Nullable Long wait;

  @Override
  int run(Executions executions, Printer printer) {
    Long waitSeconds = wait;
    if (waitSeconds != null && (waitSeconds < 0 || waitSeconds > MAX_WAIT_SECONDS)) {
      throw new CommandException(ExitCode.USAGE, "--wait takes 0 to " + MAX_WAIT_SECONDS);
    }
    JsonValue value =
        Optional.ofNullable(input)
            .map(text -> CommandInput.json("input", text))
            .orElse(JsonObject.EMPTY);
    String id =
        executions.start(
            machine, Optional.ofNullable(name).orElseGet(StartCommand::randomName), value);
    if (follow) {
      printer.started(id);
      JsonObject execution = executions.follow(id, printer.progress());
      printer.result(execution);
      return exitCode(execution);
    }
    if (waitSeconds != null) {
      JsonObject execution = executions.await(id, Duration.ofSeconds(waitSeconds));
      printer.execution(execution);
      return exitCode(execution);
    }
    printer.id(id);
    return ExitCode.OK;
  }

  private static String randomName() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /// A running execution is no failure: the wait was shorter than it.
  private static int exitCode(JsonObject execution) {
    String status = execution.string("status");
    return "SUCCEEDED".equals(status) || "RUNNING".equals(status)
        ? ExitCode.OK
        : ExitCode.EXECUTION_FAILED;
  }
}
