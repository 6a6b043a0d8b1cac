package org.stepgate.cli;

import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A command that does nothing without one of its own commands, and names them when none is given.
abstract class CommandGroup implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public final void run() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    var names = new ArrayList<>(line.getSubcommands().keySet());
    String last = names.removeLast();
    throw new ParameterException(
        line,
        "a command is missing: "
            + (names.isEmpty() ? last : String.join(", ", names) + " or " + last));
  }
}
