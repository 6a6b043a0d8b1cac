package org.stepgate.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The program `stepgate`.
@Command(
    name = "stepgate",
    description = "Durable workflows behind Lighttpd.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CheckCommand.class,
      StartCommand.class,
      DescribeCommand.class,
      HistoryCommand.class,
      ListCommand.class,
      StopCommand.class,
      RedriveCommand.class,
      SchedulesCommand.class,
      PolicyCommand.class,
      KeysCommand.class,
      ApprovalsCommand.class,
      TestStateCommand.class,
      TokenCommand.class,
      ReloadCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      AuditCommand.class,
      DoctorCommand.class,
      CompletionCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 the execution or state did not succeed, 2 wrong command line,",
      "65 refused by the server, 69 no answer, 70 a fault of this program, 77 another user's pool,",
      "78 wrong configuration."
    })
public final class Main implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private Main() {}

  /// Runs a command and ends the process with its [ExitCode].
  public static void main(String[] args) {
    System.exit(commandLine(WorkerAssembly::run).execute(args));
  }

  /// The commands that talk to a server, and those on files.
  static CommandLine commandLine() {
    return configured(new CommandLine(new Main()));
  }

  /// All commands.
  ///
  /// @param worker what `stepgate worker` does
  static CommandLine commandLine(WorkerProgram worker) {
    return configured(new CommandLine(new Main()).addSubcommand(new WorkerCommand(worker)));
  }

  private static CommandLine configured(CommandLine line) {
    withHelp(line);
    line.setUsageHelpAutoWidth(true);
    line.setExpandAtFiles(false); // @FILE is the form of an input here
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(Main::report);
    return line;
  }

  private static void withHelp(CommandLine line) {
    line.getSubcommands()
        .values()
        .forEach(each -> {
          each.getCommandSpec().mixinStandardHelpOptions(true);
          withHelp(each);
        });
  }

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "a command is missing");
  }

  private static int report(
      Exception e, CommandLine line, CommandLine.@Nullable ParseResult parsed) {
    if (e instanceof CommandException known) {
      line.getErr().println("stepgate: " + PrintableText.line(String.valueOf(e.getMessage())));
      return known.exitCode();
    }
    line.getErr().println("stepgate: a fault of this program, please report it");
    e.printStackTrace(line.getErr());
    return ExitCode.SOFTWARE;
  }

  /// The version that the jar's manifest has.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"stepgate " + (version == null ? "(not packaged)" : version)};
    }
  }
}
