package org.stepgate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.stepgate.audit.Actor;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.Cause;
import org.stepgate.identity.WorkflowIssuer;
import org.stepgate.store.Store;
import org.stepgate.store.StoreConfig;
import org.stepgate.store.StoreOpenException;
import org.stepgate.store.Write;
import org.stepgate.workflow.BackendException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `stepgate keys rotate`: changes the key that signs the tokens of tasks.
@Command(
    name = "keys",
    description = "Changes the key that signs the tokens of tasks.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {KeysCommand.Rotate.class})
final class KeysCommand extends CommandGroup {
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
      Path directory = state.existing();
      Path database = StoreCommand.database(directory);
      // It is opened first: what cannot be put on record is not done.
      try (Store store = Store.open(StoreConfig.defaults(database))) {
        var rotation = new WorkflowIssuer(directory, InstantSource.system()).rotate();
        record(store, rotation);
        int keys = rotation.published();
        out.println(keys + (keys == 1 ? " key is" : " keys are") + " published");
        out.flush();
        return ExitCode.OK;
      } catch (StoreOpenException e) {
        throw StoreCommand.refused(e);
      } catch (IOException e) {
        throw new CommandException(
            ExitCode.NO_PERMISSION, "the keys cannot be changed: " + e.getMessage());
      }
    }

    private static void record(Store store, WorkflowIssuer.Rotation rotation) {
      var event = new AuditEvent.KeysRotated(rotation.key(), rotation.retired());
      try {
        var _ =
            store.write(new Write.Note(List.of(event)), Cause.of(Actor.ofThisHost()), null).join();
      } catch (CompletionException | BackendException e) {
        throw new CommandException(
            ExitCode.UNAVAILABLE,
            "the keys were changed, but that could not be put on record: " + e.getMessage());
      }
    }
  }
}
