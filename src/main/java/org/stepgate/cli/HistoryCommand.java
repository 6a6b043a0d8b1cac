package org.stepgate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stepgate history`: shows the history events of an execution.
@Command(name = "history", description = "Shows the history events of an execution.")
final class HistoryCommand extends ExecutionCommand {
  @Parameters(paramLabel = "ID", description = "The execution: engine:machine:name.")
  private String id = "";

  @Option(
      names = {"-r", "--reverse"},
      description = "The newest event first.")
  private boolean reverse;

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "N",
      defaultValue = "25000",
      description = "At most so many events. Default: ${DEFAULT-VALUE}")
  private int limit;

  @Override
  int run(Executions executions, Printer printer) {
    printer.history(executions.history(id, reverse, ListCommand.positive(limit)));
    return ExitCode.OK;
  }
}
