package org.stepgate.cli;

import java.nio.file.Path;
import org.stepgate.store.Backups;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `stepgate backup`: copies the store while the pool runs.
@Command(
    name = "backup",
    description =
        "Copies the store to a file while the pool runs: everything that was acknowledged before."
            + " Run it as the pool's user. Payload files are not part of it.")
final class BackupCommand extends StoreCommand {
  @Parameters(paramLabel = "FILE", description = "The copy; there must be no such file yet.")
  private Path target = Path.of("");

  @Override
  String run(Path state) {
    Backups.Contents contents = Backups.write(database(state), target);
    return target + ": " + text(contents);
  }
}
