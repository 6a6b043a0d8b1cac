package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.store.Store;
import org.stepgate.store.StoreConfig;

class BackupCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void backupAndRestore_sayWhatWasDone() {
    Path state = folder.resolve("state");
    Path backup = folder.resolve("backup.db");
    Store.open(StoreConfig.defaults(state.resolve("stepgate.db"))).close();

    assertThat(run("backup", backup.toString(), "--state", state.toString())).isZero();
    assertThat(run("restore", backup.toString(), "--state", state.toString())).isZero();

    assertThat(out.toString())
        .matches(
            """
            (?s).*/backup.db: 0 executions, [0-9]+ bytes, schema [0-9]+
            .*/stepgate.db: 0 executions, [0-9]+ bytes, schema [0-9]+
            the store that was there: .*/stepgate.db.replaced-[0-9]{8}T[0-9]{6}Z
            """);
  }

  @Test
  void backup_withoutAStore_isRefused() {
    Path backup = folder.resolve("backup.db");

    assertThat(run("backup", backup.toString(), "--state", folder.resolve("no").toString()))
        .isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(err.toString()).contains("there is no store").contains("--state");
  }

  @Test
  void restore_ofNothing_isRefused() throws Exception {
    Path state = folder.resolve("state");
    Store.open(StoreConfig.defaults(state.resolve("stepgate.db"))).close();

    assertThat(run("restore", folder.resolve("x").toString(), "--state", state.toString()))
        .isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(err.toString()).contains("there is no file");
    assertThat(Files.exists(state.resolve("stepgate.db"))).isTrue();
  }

  private int run(String... arguments) {
    var line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
