package org.stepgate.cli;

import java.nio.file.Path;
import java.time.Instant;
import org.stepgate.store.Backups;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `stepgate restore`: puts a copy of the store back while the pool is down.
@Command(
    name = "restore",
    description =
        "Puts a copy in the place of the store, after checking it; refuses while workers run. The"
            + " store that was there is kept beside it. Run it as the pool's user.")
final class RestoreCommand extends StoreCommand {
  @Parameters(paramLabel = "FILE", description = "What stepgate backup has written.")
  private Path backup = Path.of("");

  @Override
  String run(Path state) {
    Backups.Restored restored =
        Backups.restore(database(state), state.resolve("workers"), backup, Instant.now());
    return database(state)
        + ": "
        + text(restored.contents())
        + restored.replaced().map(aside -> "\nthe store that was there: " + aside).orElse("");
  }
}
