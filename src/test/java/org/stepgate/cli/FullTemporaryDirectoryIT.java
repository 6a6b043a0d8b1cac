package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stepgate.site.Site;

/// A worker starts without the temporary directory: SQLite's library lies where the build has put
/// it.
class FullTemporaryDirectoryIT {
  private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    directory = Files.createTempDirectory(Path.of("/tmp"), "sg-");
    site = Site.prepare(directory, Site.DEMO, 1);
  }

  @AfterEach
  void end() throws Exception {
    site.close();
  }

  @Test
  void start_nothingCanBeWrittenToTheTemporaryDirectory_serves() throws Exception {
    site.javaOptions("-Djava.io.tmpdir=" + directory.resolve("missing")).start();

    site.awaitHealth();

    assertThat(site.workers()).hasSize(1);
  }
}
