package org.stepgate.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir Path folder;

  @Test
  void removeAbandoned_bodiesOfDeadWorkers_goAfterAnHour() throws Exception {
    Path dead = written(Spool.newFile(folder), NOW.minus(Spool.ABANDONED).minusMillis(1));
    Path atWork = written(Spool.newFile(folder), NOW.minus(Spool.ABANDONED));
    Path other = written(folder.resolve("notes"), Instant.EPOCH);

    assertThat(Spool.removeAbandoned(folder, NOW)).isEqualTo(1);

    assertThat(dead).doesNotExist();
    assertThat(atWork).exists();
    assertThat(other).exists();
  }

  private static Path written(Path file, Instant time) throws Exception {
    return Files.setLastModifiedTime(Files.writeString(file, "body"), FileTime.from(time));
  }
}
