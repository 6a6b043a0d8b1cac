package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.store.Store;
import org.stepgate.store.StoreConfig;

class DoctorCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path state = Path.of("");

  @BeforeEach
  void makeAStore() throws Exception {
    state = folder.resolve("state");
    Store.open(StoreConfig.defaults(state.resolve("stepgate.db"))).close();
    Files.writeString(
        Files.createDirectory(folder.resolve("config")).resolve("stepgate.yaml"),
        "account: \"123456789012\"\n");
  }

  @Test
  void doctor_ofAPoolThatIsDown_saysWhatToDo() {
    assertThat(doctor()).isEqualTo(ExitCode.FOUND);

    assertThat(out.toString().lines())
        .anyMatch(line -> line.startsWith("ok       java "))
        .anyMatch(line -> line.startsWith("ok       store         0 executions"))
        .anyMatch(line -> line.startsWith("ok       clock "))
        .anyMatch(line -> line.startsWith("ok       configuration 0 state machines"))
        .anyMatch(line -> line.startsWith("warning  lighttpd "))
        .contains("fault    workers       none lives; start the web server");
  }

  @Test
  void doctor_ofBadFiles_namesThem() throws Exception {
    Files.writeString(folder.resolve("config/stepgate.yaml"), "no-such-key: 1\n");
    Files.writeString(state.resolve("stepgate.db"), "no database".repeat(1_000));

    assertThat(doctor()).isEqualTo(ExitCode.FOUND);

    assertThat(out.toString())
        .contains("fault    store ")
        .contains("is not a database")
        .contains("fault    configuration stepgate.yaml:1:1: unknown key 'no-such-key'");
  }

  @Test
  void doctor_ofFilesThatLookLikeAMistake_warns() throws Exception {
    Files.writeString(
        folder.resolve("config/stepgate.yaml"),
        "approvals:\n  release: {approvers: {security: 1}}\n");

    assertThat(doctor()).isEqualTo(ExitCode.FOUND);

    assertThat(out.toString())
        .contains("warning  configuration stepgate.yaml:2:3: no state machine here has a task")
        .contains("ok       configuration 0 state machines");
  }

  @Test
  void doctor_withoutAConfiguration_saysWhereItLooked() throws Exception {
    Files.delete(folder.resolve("config/stepgate.yaml"));

    assertThat(doctor()).isEqualTo(ExitCode.FOUND);

    assertThat(out.toString().lines())
        .contains(
            "fault    configuration there is none at "
                + folder.resolve("config")
                + "; name its directory with --config");
  }

  @Test
  void doctor_forPrograms_isAnArray() {
    assertThat(doctor("--json")).isEqualTo(ExitCode.FOUND);

    assertThat(JsonReader.read(out.toString(), JsonLimits.NETWORK)).isInstanceOf(JsonArray.class);
    assertThat(out.toString()).contains("\"advice\": \"start the web server\"");
  }

  @Test
  void doctor_withoutAPool_isRefused() {
    state = folder.resolve("none");

    assertThat(doctor()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(err.toString()).contains("there is no pool in ");
    assertThat(state).doesNotExist();
  }

  private int doctor(String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "doctor",
                "--state",
                state.toString(),
                "--config",
                folder.resolve("config").toString(),
                "--lighttpd",
                folder.resolve("lighttpd.conf").toString()));
    arguments.addAll(List.of(more));
    var line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments.toArray(String[]::new));
  }
}
