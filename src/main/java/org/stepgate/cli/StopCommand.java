package org.stepgate.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stepgate stop`: ends an execution.
@Command(
    name = "stop",
    description = "Ends an execution as ABORTED; one that has ended stays as it is.")
final class StopCommand extends ExecutionCommand {
  @Parameters(paramLabel = "ID", description = "The execution: engine:machine:name.")
  private String id = "";

  @Option(names = "--error", paramLabel = "NAME", description = "The error's name to keep.")
  private @Nullable String error;

  @Option(names = "--cause", paramLabel = "TEXT", description = "The reason to keep.")
  private @Nullable String cause;

  @Override
  int run(Executions executions, Printer printer) {
    printer.execution(executions.stop(id, Optional.ofNullable(error), Optional.ofNullable(cause)));
    return ExitCode.OK;
  }
}
