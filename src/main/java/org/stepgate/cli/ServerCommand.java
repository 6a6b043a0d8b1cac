package org.stepgate.cli;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What the subcommands share that ask a server: which one, and how results are printed.
abstract class ServerCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ServerOptions server = new ServerOptions();

  /// Asks the server and prints the answer.
  abstract void run(ControlApi api, Printer printer);

  @Override
  public final Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    run(server.api(), new Printer(out, server.json(), ZoneId.systemDefault()));
    return ExitCode.OK;
  }
}
