package org.stepgate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `stepgate describe`: shows an execution.
@Command(name = "describe", description = "Shows an execution with its input and output.")
final class DescribeCommand extends ExecutionCommand {
  @Parameters(paramLabel = "ID", description = "The execution: engine:machine:name.")
  private String id = "";

  @Override
  int run(Executions executions, Printer printer) {
    printer.execution(executions.describe(id));
    return ExitCode.OK;
  }
}
