package org.stepgate.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The option that names the pool a command is about.
final class StateOption {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      defaultValue = "${env:STEPGATE_STATE:-/var/lib/stepgate}",
      description = "The pool's state directory. Default: $STEPGATE_STATE, else /var/lib/stepgate")
  private Path directory = Path.of("/var/lib/stepgate");

  /// Absolute, without `..`.
  Path directory() {
    return directory.toAbsolutePath().normalize();
  }

  /// The same, which has to be there.
  ///
  /// @throws CommandException when it is not
  Path existing() {
    Path existing = directory();
    if (!Files.isDirectory(existing)) {
      throw new CommandException(ExitCode.UNAVAILABLE, "there is no directory " + existing);
    }
    return existing;
  }
}
