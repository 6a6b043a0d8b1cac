package org.stepgate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stepgate.config.ConfigException;
import org.stepgate.config.ConfigurationDirectory;
import org.stepgate.config.ConfigurationReader;
import org.stepgate.config.Directories;
import org.stepgate.config.Fault;
import org.stepgate.store.LiveWorker;
import org.stepgate.store.ReloadTurn;
import org.stepgate.store.WorkerFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stepgate reload`: replaces the workers one by one.
///
/// It asks no server: whoever may send signals to the workers may do it, and nobody else. It opens
/// no database, so root leaves nothing behind that the workers could not open.
@Command(
    name = "reload",
    description =
        "Replaces the workers one by one, without a failed request. Run it as the pool's user or as"
            + " root.")
final class ReloadCommand implements Callable<Integer> {
  private static final long BETWEEN_LOOKS_MILLIS = 50;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final StateOption state = new StateOption();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long one worker may take to end or to come. Default: ${DEFAULT-VALUE}")
  private int timeoutSeconds = 60;

  @Option(
      names = "--alone",
      description = "Replaces a pool's only worker too; requests get 503 meanwhile.")
  private boolean alone;

  @Option(
      names = "--anyway",
      description =
          "Replaces them even if the configuration has faults: they go on with the last good one.")
  private boolean anyway;

  @Override
  public Integer call() throws InterruptedException {
    if (timeoutSeconds <= 0) {
      throw new CommandException(ExitCode.USAGE, "--timeout takes 1 or more seconds");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    var workers = new WorkerFolder(state.directory().resolve("workers"));
    var reload =
        new PoolReload(
            new Processes(workers),
            new SystemTime(),
            Duration.ofSeconds(timeoutSeconds),
            line -> {
              out.println(line);
              out.flush();
            });
    try (ReloadTurn _ = workers.takeTurn().orElseThrow(ReloadCommand::anotherIsUnderWay)) {
      if (!anyway) {
        refuseFaulty(RunningPool.of(state.directory()).configuration());
      }
      reload.run(alone);
      return ExitCode.OK;
    } catch (NoSuchFileException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          "there is no pool in " + state.directory() + "; name its state directory with --state");
    } catch (AccessDeniedException e) {
      throw new CommandException(
          ExitCode.NO_PERMISSION,
          "the pool in "
              + state.directory()
              + " belongs to "
              + owner()
              + "; run it as that user or as root");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          "the workers in " + state.directory() + " cannot be seen: " + e.getMessage());
    }
  }

  private static CommandException anotherIsUnderWay() {
    return new CommandException(
        ExitCode.UNAVAILABLE, "another reload of this pool is under way; nothing was done");
  }

  /// Workers start with the last good configuration: what was changed would not be in force.
  ///
  /// @param site null when no worker tells it
  private void refuseFaulty(@Nullable Path site) {
    List<Fault> faults = site == null ? List.of() : faults(site, state.directory());
    if (!faults.isEmpty()) {
      PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
      faults.forEach(fault -> err.println(PrintableText.line(fault.toString())));
      throw new CommandException(
          ExitCode.CONFIG,
          "the configuration in "
              + site
              + " is refused, and nothing was done: mend it, or say --anyway and let the workers go"
              + " on with the last good one");
    }
  }

  /// What workers will say of a configuration, whoever runs this.
  ///
  /// @param state the state directory, which belongs to their user
  static List<Fault> faults(Path site, Path state) {
    try {
      var _ =
          ConfigurationReader.read(
              new ConfigurationDirectory(site).readFor(state), new Directories(site, state));
      return List.of();
    } catch (ConfigException e) {
      return e.faults();
    }
  }

  private String owner() {
    try {
      return Files.getOwner(state.directory()).getName();
    } catch (IOException e) {
      return "another user";
    }
  }

  private record Processes(WorkerFolder folder) implements PoolReload.Pool {
    @Override
    public List<LiveWorker> workers() throws IOException {
      return folder.workers();
    }

    @Override
    public boolean end(LiveWorker worker) {
      return folder.end(worker);
    }
  }

  private record SystemTime() implements PoolReload.Time {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void pass() throws InterruptedException {
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
    }
  }
}
