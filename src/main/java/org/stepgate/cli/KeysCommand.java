package org.stepgate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stepgate.identity.WorkflowIssuer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `stepgate keys rotate`: changes the key that signs the tokens of tasks.
@Command(
    name = "keys",
    description = "Changes the key that signs the tokens of tasks.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {KeysCommand.Rotate.class})
final class KeysCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "a command is missing: rotate");
  }

  /// `stepgate keys rotate`.
  @Command(
      name = "rotate",
      description = {
        "Makes a further key. It is published at once and signs ten minutes later; the one before",
        "stays published for another hour. The workers of the pool need no restart."
      })
  static final class Rotate implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private final StateOption state = new StateOption();

    @Override
    public Integer call() {
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      if (!Files.isDirectory(state.directory())) {
        throw new CommandException(
            ExitCode.UNAVAILABLE, "there is no directory " + state.directory());
      }
      try {
        int keys = new WorkflowIssuer(state.directory(), InstantSource.system()).rotate();
        out.println(keys + (keys == 1 ? " key is" : " keys are") + " published");
        out.flush();
        return ExitCode.OK;
      } catch (IOException e) {
        throw new CommandException(
            ExitCode.NO_PERMISSION, "the keys cannot be changed: " + e.getMessage());
      }
    }
  }
}
