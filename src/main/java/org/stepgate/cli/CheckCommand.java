package org.stepgate.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stepgate.config.ConfigException;
import org.stepgate.config.Configuration;
import org.stepgate.config.ConfigurationDirectory;
import org.stepgate.config.ConfigurationReader;
import org.stepgate.config.Directories;
import org.stepgate.config.Fault;
import org.stepgate.config.Warnings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stepgate check`: reads a configuration and prints what is wrong with it.
@Command(
    name = "check",
    description =
        "Checks stepgate.yaml, the state machines and the policies, and prints every fault as"
            + " file:line:column: message.",
    footer = {
      "",
      "A warning is what is right and looks like a mistake, such as a policy that",
      "names a state machine of which the files know nothing.",
      "The exit code is 78 when there is a fault; warnings alone leave it at 0."
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      defaultValue = "${env:STEPGATE_CONFIG:-/etc/stepgate}",
      description = "Where stepgate.yaml is. Default: $STEPGATE_CONFIG, else /etc/stepgate")
  private Path directory = Path.of("/etc/stepgate");

  @Mixin private final StateOption state = new StateOption();

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try {
      var directories = new Directories(directory.toAbsolutePath(), state.directory());
      var bundle = new ConfigurationDirectory(directory).read();
      Configuration configuration = ConfigurationReader.read(bundle, directories);
      List<Fault> warnings = Warnings.of(bundle, configuration);
      for (Fault warning : warnings) {
        out.println(PrintableText.line(warning.toString("warning: ")));
      }
      out.println(summary(configuration, warnings.size()));
      return ExitCode.OK;
    } catch (ConfigException e) {
      for (Fault fault : e.faults()) {
        out.println(PrintableText.line(fault.toString()));
      }
      int count = e.faults().size();
      out.println(counted(count, "fault"));
      return ExitCode.CONFIG;
    } finally {
      out.flush();
    }
  }

  private String summary(Configuration configuration, int warnings) {
    return PrintableText.line(directory + " is fine: ")
        + counted(configuration.machines().size(), "state machine")
        + ", "
        + counted(configuration.routes().size(), "route")
        + configuration
            .policies()
            .map(files -> ", " + counted(files.texts().size(), "file") + " of policies")
            .orElse("")
        + (warnings == 0 ? "" : ", " + counted(warnings, "warning"));
  }

  /// A number and what it counts, in the plural where that has to be.
  static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
