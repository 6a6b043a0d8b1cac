package org.stepgate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `stepgate list`: lists executions, newest first.
@Command(name = "list", description = "Lists executions, newest first.")
final class ListCommand extends ExecutionCommand {
  @Option(
      names = {"-m", "--machine"},
      paramLabel = "NAME",
      defaultValue = "",
      description = "Only those of this state machine.")
  private String machine = "";

  @Option(
      names = {"-s", "--status"},
      paramLabel = "STATUS",
      description = "Only those of this status: ${COMPLETION-CANDIDATES}.")
  private Status status = Status.ANY;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "",
      description = "Only those started then or later, such as 2026-01-31T12:00:00Z.")
  private String since = "";

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many. Default: ${DEFAULT-VALUE}")
  private int limit;

  /// The statuses of executions, and any of them.
  private enum Status {
    ANY,
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
  }

  @Override
  int run(Executions executions, Printer printer) {
    printer.executions(
        executions.list(
            machine, status == Status.ANY ? "" : status.name(), since, positive(limit)));
    return ExitCode.OK;
  }

  static int positive(int limit) {
    if (limit < 1) {
      throw new CommandException(ExitCode.USAGE, "--limit takes 1 or more");
    }
    return limit;
  }
}
