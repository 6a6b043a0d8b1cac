package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFoldersTest {
  @TempDir Path state;

  @BeforeEach
  void makeFolders() throws Exception {
    Files.createDirectory(state.resolve("log"));
    Files.createDirectories(state.resolve("payloads/ab/cd"));
    Files.createDirectory(state.resolve("site"));
  }

  @Test
  void findings_filesOfTheOwner_areNone() throws Exception {
    assertThat(new StateFolders(state, Files.getAttribute(state, "unix:uid")).findings()).isEmpty();
  }

  @Test
  void findings_filesOfAnotherUser_sayWhatToRun() throws Exception {
    Object another = (int) Files.getAttribute(state, "unix:uid") + 1;

    assertThat(new StateFolders(state, another).findings())
        .extracting(Finding::line)
        .containsExactly(fault("log"), fault("payloads"));
  }

  private String fault(String folder) {
    String path = state + "/" + folder;
    return "fault    state         %s belongs to another user; run chown -R --reference=%s %s"
        .formatted(path, state, path);
  }
}
