package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.site.Programs;

/// What the scripts say before they do anything.
class ScriptOptionsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "down",
        "test",
        "bench",
        "chaos",
        "worker",
        "conformance",
        "walk-api",
        "spawn-fcgi"
      })
  void help_isTheUsageAndCode0(String script) throws Exception {
    for (String option : new String[] {"--help", "-h"}) {
      var ended = Programs.run(Map.of(), "scripts/" + script, option);

      assertThat(ended.err()).isEmpty();
      assertThat(ended.out()).startsWith("usage: scripts/" + script + " ").contains("\n\n");
      assertThat(ended.exitCode()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "up --prot 8081 | there is no option '--prot'",
        "up 8081 | '8081' is not expected",
        "up --port | --port needs a value",
        "down --stat x | there is no option '--stat'",
        "down --state | --state needs a value",
        "down target | 'target' is not expected",
        "test --fuzz few | --fuzz is a number of minutes, not 'few'",
        "test -x | there is no option '-x'",
        "bench --fast | there is no option '--fast'",
        "chaos --only | --only needs a value",
        "chaos --quik | there is no option '--quik'",
        "conformance --jobs 2 | there is no option '--jobs'",
        "walk-api --prot | there is no option '--prot'",
        "spawn-fcgi | one of --socket and a loopback --address is needed",
        "spawn-fcgi --conf x | there is no option '--conf'",
      })
  void badOption_isNamedWithTheUsageAndCode64(String line, String said) throws Exception {
    String[] command = ("scripts/" + line).split(" ", -1);
    String script = line.split(" ", 2)[0];

    var ended = Programs.run(Map.of(), command);

    assertThat(ended.err().lines())
        .startsWith("scripts/" + script + ": " + said)
        .anyMatch(each -> each.startsWith("usage: scripts/" + script));
    assertThat(ended.out()).isEmpty();
    assertThat(ended.exitCode()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17.0.12", "24", "24.0.1", "1.8.0_392"})
  void worker_withAnOlderJava_saysWhatItNeeds(String version) throws Exception {
    Path java = java("JAVA_VERSION=\"" + version + "\"");

    var ended = worker(java);

    assertThat(ended.err())
        .isEqualTo("Stepgate needs Java 25 or later; this is %s: %s\n".formatted(version, java));
    assertThat(ended.out()).isEmpty();
    assertThat(ended.exitCode()).isEqualTo(69);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_VERSION=\"25\"", "JAVA_VERSION=\"26-ea\"", "IMPLEMENTOR=\"x\""})
  void worker_withAJavaThatMayDo_startsIt(String release) throws Exception {
    assertThat(worker(java("X=1\n" + release)).out()).startsWith("java -XX:");
  }

  @Test
  void worker_withoutJava_saysWhatItNeeds() throws Exception {
    Path java = folder.resolve("none");

    assertThat(worker(java).err())
        .isEqualTo("Stepgate needs Java 25 or later; there is no " + java + "\n");
  }

  @Test
  void worker_withoutState_namesWhatIsMissing() throws Exception {
    var ended = Programs.run(Map.of("STEPGATE_CONFIG", "x"), "scripts/worker");

    assertThat(ended.err()).startsWith("scripts/worker: STEPGATE_STATE is not set");
    assertThat(ended.exitCode()).isEqualTo(64);
  }

  private Path java(String release) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.writeString(folder.resolve("release"), release + "\n");
    Path java = Files.writeString(folder.resolve("bin/java"), "#!/bin/sh\necho java \"$@\"\n");
    return Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
  }

  private static Programs.Ended worker(Path java) throws Exception {
    Programs.required("setpriv", "util-linux");
    return Programs.run(
        Map.of("STEPGATE_JAVA", java.toString(), "STEPGATE_CONFIG", "c", "STEPGATE_STATE", "s"),
        "scripts/worker");
  }
}
