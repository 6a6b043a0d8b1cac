package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.site.Site;

/// Lighttpd's own default is four.
class PoolSizeIT {
  private static final int WORKERS = 6;

  @TempDir Path directory;

  @Test
  void pool_ofMoreThanFourWorkers_hasThemAll() throws Exception {
    Site site = Site.start(directory, Site.POOL, WORKERS);
    try {
      assertThat(site.servingWorkers()).hasSize(WORKERS);
    } finally {
      site.close();
    }
  }
}
