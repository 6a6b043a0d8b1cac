package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class StoredFormatTest {
  @TempDir Path folder;

  static List<Path> dumps() throws IOException {
    return StoredFormat.all();
  }

  @ParameterizedTest
  @MethodSource("dumps")
  void resume_databaseOfAReleasedFormat_everythingIsReadAndEnds(Path dump) throws Exception {
    StoredFormat.Outcome outcome = StoredFormat.resume(dump, folder);

    assertThat(outcome.faults()).isEmpty();
    assertThat(outcome.resumed()).isPositive();
  }
}
