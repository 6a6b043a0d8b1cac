package org.stepgate.cli;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What the commands on executions share: the server, and how results are printed.
abstract sealed class ExecutionCommand implements Callable<Integer>
    permits DescribeCommand,
        HistoryCommand,
        ListCommand,
        RedriveCommand,
        StartCommand,
        StopCommand {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ServerOptions server = new ServerOptions();

  /// Runs the command.
  ///
  /// @return an [ExitCode]
  /// @throws CommandException when it cannot go on
  abstract int run(Executions executions, Printer printer);

  @Override
  public final Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    return run(
        new Executions(server.api(), Thread::sleep),
        new Printer(out, server.json(), ZoneId.systemDefault()));
  }
}
