package org.stepgate.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `stepgate completion`: prints the script that completes command lines.
@Command(
    name = "completion",
    description = "Prints a completion script for bash and zsh: source <(stepgate completion)")
final class CompletionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec own = Objects.requireNonNull(spec);
    PrintWriter out = own.commandLine().getOut();
    out.print(AutoComplete.bash("stepgate", own.root().commandLine()));
    out.flush();
    return ExitCode.OK;
  }
}
