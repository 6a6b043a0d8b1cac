package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OldSchemasTest {
  @TempDir Path folder;

  static IntStream versions() {
    return IntStream.rangeClosed(1, OldSchemas.current());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void open_databaseOfAnEarlierSchema_keepsEveryRow(int version) throws Exception {
    assertThat(OldSchemas.check(version, folder.resolve("state"))).isEmpty();
  }
}
