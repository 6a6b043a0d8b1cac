package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LighttpdCheckupTest {
  @TempDir Path folder;
  private String good = "";

  @BeforeEach
  void print() {
    good =
        """
        config {
            server.stream-request-body = 0
            server.follow-symlink      = "disable"
            fastcgi.server             = (
                "/" => (
                    (
                        "bin-path"             => "/bin/true",
                        "socket"               => "FOLDER/worker",
                        "max-procs"            => 2,
                        "bin-environment"      => (
                            "STEPGATE_STATE"  => "FOLDER",
                        ),
                        "read-timeout"         => 90,
                        "x-sendfile"           => "enable",
                    ),
                ),
            )
        }
        """
            .replace("FOLDER", folder.toString());
  }

  @Test
  void findings_ofAGoodConfiguration_areOneThatSaysSo() {
    assertThat(findings(good))
        .containsExactly(Finding.ok("lighttpd", folder.resolve("conf") + " starts 2 workers"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          STEPGATE_STATE                   | OTHER    | FAULT   | starts no workers of Stepgate
          "STEPGATE_STATE"  => "           | "STEPGATE_STATE" => "/other | FAULT | use the state directory /other
          "max-procs"                      | "procs"  | WARNING | max-procs is not set
          "max-procs"            => 2      | "max-procs" => 1 | WARNING | one worker only
          "max-procs"            => 2      | "max-procs" => 8 | WARNING | of 8 workers 4 are started
          "read-timeout"         => 90     | "read-timeout" => 60 | FAULT | a route waits up to 60 s
          "read-timeout"                   | "x"      | WARNING | read-timeout is not set
          server.stream-request-body = 0   | server.stream-request-body = 1 | FAULT | answered 411
          server.follow-symlink            | x        | FAULT   | X-Sendfile follows symbolic links
          /bin/true                        | /bin/none | FAULT  | /bin/none, which cannot be run
          /worker"                         | /none/worker" | FAULT | there is no folder for the sockets
          """)
  void findings_ofEachMistake_sayWhatToDo(
      String part, String other, Finding.Level level, String text) {
    assertThat(good).contains(part);

    List<Finding> findings = findings(good.replace(part, other));

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().level()).isEqualTo(level);
    assertThat(findings.getFirst().text()).contains(text);
    assertThat(findings.getFirst().advice()).isNotNull();
  }

  @Test
  void findings_ofAFileThatIsNotThere_areAWarning() {
    assertThat(checkup().findings())
        .extracting(Finding::level)
        .containsExactly(Finding.Level.WARNING);
  }

  @Test
  void findings_ofWhatLighttpdRefuses_areAFault() throws Exception {
    Files.writeString(folder.resolve("conf"), "no configuration");

    Finding finding = checkup().findings().getFirst();

    // Without Lighttpd on this host it is a warning that says so.
    assertThat(finding.level())
        .isEqualTo(
            finding.text().contains("no lighttpd") ? Finding.Level.WARNING : Finding.Level.FAULT);
  }

  private List<Finding> findings(String printed) {
    return checkup().findings(printed);
  }

  private LighttpdCheckup checkup() {
    return new LighttpdCheckup(folder.resolve("conf"), folder, Duration.ofSeconds(60));
  }
}
