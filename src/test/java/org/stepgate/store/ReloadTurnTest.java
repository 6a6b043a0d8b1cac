package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTurnTest {
  @TempDir Path folder;

  @Test
  void take_whileAnotherProcessHasIt_isEmpty() throws Exception {
    ReloadTurn.make(folder);
    ReloadTurn.make(folder);

    try (HeldFile _ = HeldFile.of(folder.resolve("reload.lock"))) {
      assertThat(ReloadTurn.take(folder)).isEmpty();
    }
    assertThat(ReloadTurn.take(folder)).isPresent();
  }

  @Test
  void take_givenBack_canBeTakenAgain() throws Exception {
    ReloadTurn.make(folder);

    try (ReloadTurn _ = ReloadTurn.take(folder).orElseThrow()) {
      assertThat(ReloadTurn.take(folder)).isEmpty();
    }
    assertThat(ReloadTurn.take(folder)).isPresent();
  }

  @Test
  void take_whereWorkersHaveMadeNoFile_keepsNobodyOut() throws Exception {
    assertThat(ReloadTurn.take(folder)).isPresent();
    assertThat(ReloadTurn.take(folder)).isPresent();
    assertThat(folder).isEmptyDirectory();
  }
}
