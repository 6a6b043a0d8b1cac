package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.config.Fault;
import org.stepgate.store.ReloadTurn;
import org.stepgate.store.WorkerFolder;

class ReloadCommandTest {
  @TempDir Path folder;
  private final StringWriter err = new StringWriter();
  private Path state = Path.of("");
  private Path site = Path.of("");

  @BeforeEach
  void makeFolders() throws Exception {
    state = Files.createDirectory(folder.resolve("state"));
    site = Files.createDirectory(folder.resolve("site"));
    Files.writeString(site.resolve("stepgate.yaml"), "account: \"123456789012\"\n");
  }

  @Test
  void faults_ofAConfigurationThatWorkersWouldRefuse_areNamed() throws Exception {
    assertThat(ReloadCommand.faults(site, state)).isEmpty();

    Files.writeString(site.resolve("stepgate.yaml"), "payloads: {retention: 20s}\n");

    assertThat(ReloadCommand.faults(site, state))
        .extracting(Fault::toString)
        .containsExactly("stepgate.yaml:1:23: retention: expected 1m to 36600d");
  }

  @Test
  void faults_forRoot_takeTheFilesOfThePoolsUser() throws Exception {
    try {
      for (Path file : new Path[] {state, site, site.resolve("stepgate.yaml")}) {
        Files.setAttribute(file, "unix:uid", 4_711);
      }
    } catch (FileSystemException e) {
      Assumptions.abort("only root can give files away");
    }

    assertThat(ReloadCommand.faults(site, state)).isEmpty();

    Files.setAttribute(site.resolve("stepgate.yaml"), "unix:uid", 4_712);
    assertThat(ReloadCommand.faults(site, state))
        .extracting(Fault::toString)
        .containsExactly(
            "stepgate.yaml:1:1: belongs to user 4712, neither root nor the user of " + state);
  }

  @Test
  void reload_whileAnotherIsUnderWay_doesNothing() throws Exception {
    Path workers = Files.createDirectory(state.resolve("workers"));
    Files.createFile(workers.resolve("reload.lock"));

    try (ReloadTurn _ = new WorkerFolder(workers).takeTurn().orElseThrow()) {
      assertThat(reload()).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(err.toString())
          .isEqualTo("stepgate: another reload of this pool is under way; nothing was done\n");
    }
  }

  @Test
  void reload_withoutAPool_saysSo() {
    assertThat(reload()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(err.toString()).contains("there is no pool in " + state);
  }

  private int reload() {
    return Main.commandLine()
        .setErr(new PrintWriter(err, true))
        .execute("reload", "--state", state.toString());
  }
}
