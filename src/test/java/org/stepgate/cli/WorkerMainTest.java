package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerMainTest {
  @Test
  void launch_ofWhatTheLauncherSays_isTheWorker() {
    assertThat(launch("worker --listen unix:/s --config /c --state /t --demo"))
        .contains(
            new WorkerLaunch(
                "unix:/s", Path.of("/c"), Path.of("/t"), OptionalInt.empty(), Level.INFO, true));
    assertThat(launch("worker --config /c --state /t"))
        .contains(
            new WorkerLaunch(
                "fd:0", Path.of("/c"), Path.of("/t"), OptionalInt.empty(), Level.INFO, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "worker",
        "check --config /c --state /t",
        "worker --config /c",
        "worker --state /t",
        "worker --config /c --state",
        "worker --config --state /t",
        "worker --config=/c --state /t",
        "worker --config /c --state /t --index 1",
        "worker --config /c --state /t --log-level debug",
        "worker --config /c --state /t --help",
        "worker --config /c --state /t more"
      })
  void launch_ofAnythingElse_isLeftToTheCommandLine(String arguments) {
    assertThat(launch(arguments)).isEmpty();
  }

  private static Optional<WorkerLaunch> launch(String arguments) {
    return WorkerMain.launch(List.of(arguments.split(" ")));
  }
}
