package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerLaunchTest {
  @TempDir Path directory;

  /// Also not for the moment in which a worker that cannot start tells clients to come again.
  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:0", "[::]:0"})
  void run_ofADemonstrationThatOthersCouldReach_isRefusedInWords(String address) {
    WorkerLaunch launch =
        WorkerMain.launch(
                List.of(
                    "worker",
                    "--demo",
                    "--listen",
                    address,
                    "--config",
                    directory.toString(),
                    "--state",
                    directory.toString()))
            .orElseThrow();

    CommandException refused =
        catchThrowableOfType(
            CommandException.class,
            () ->
                launch.run((options, _) -> {
                  var _ = new WorkerIdentity(options);
                  return ExitCode.OK;
                }));

    assertThat(refused).hasMessage("--demo is for a Unix socket or a loopback address only");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
