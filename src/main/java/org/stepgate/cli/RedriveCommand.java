package org.stepgate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `stepgate redrive`: lets an execution go on that did not succeed.
@Command(
    name = "redrive",
    description = "Lets an execution go on that did not succeed, from where it ended.")
final class RedriveCommand extends ExecutionCommand {
  @Parameters(paramLabel = "ID", description = "The execution: engine:machine:name.")
  private String id = "";

  @Override
  int run(Executions executions, Printer printer) {
    printer.execution(executions.redrive(id));
    return ExitCode.OK;
  }
}
