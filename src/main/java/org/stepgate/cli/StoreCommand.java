package org.stepgate.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stepgate.config.Configuration;
import org.stepgate.store.BackupException;
import org.stepgate.store.Backups;
import org.stepgate.store.StoreOpenException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What the commands share that open the store themselves, as its owner only: a file that root left
/// behind would stop the workers.
abstract sealed class StoreCommand implements Callable<Integer>
    permits BackupCommand, RestoreCommand {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private final StateOption state = new StateOption();

  /// Runs the command and says what was done.
  abstract String run(Path state);

  static Path database(Path state) {
    return state.resolve(Configuration.STORE_FILE);
  }

  static String text(Backups.Contents contents) {
    return contents.executions()
        + " executions, "
        + contents.bytes()
        + " bytes, schema "
        + contents.schema();
  }

  @Override
  public final Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try {
      out.println(PrintableText.json(run(state.directory())));
      out.flush();
      return ExitCode.OK;
    } catch (BackupException e) {
      throw new CommandException(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (StoreOpenException e) {
      throw refused(e);
    }
  }

  /// What to tell of a store that cannot be opened.
  static CommandException refused(StoreOpenException e) {
    int exitCode =
        e.reason() == StoreOpenException.Reason.OTHER_OWNER
            ? ExitCode.NO_PERMISSION
            : ExitCode.UNAVAILABLE;
    return new CommandException(exitCode, String.valueOf(e.getMessage()));
  }
}
