package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KeyFileTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final KeyFile.Shared FETCHED =
      new KeyFile.Shared(NOW, NOW, "{\"keys\":[{\"kty\":\"EC\"}]}");

  @TempDir Path directory;

  @Test
  void update_whileAnotherOfTheSameProcessIsAtIt_seesWhatThatGave() throws Exception {
    var entered = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    var first =
        new FutureTask<>(() ->
            new KeyFile(directory, "i")
                .update(before -> {
                  entered.countDown();
                  await(leave);
                  return FETCHED;
                }));
    Thread.ofVirtual().start(first);
    entered.await();
    var second = new FutureTask<>(() -> new KeyFile(directory, "i").update(before -> before));
    Thread.ofVirtual().start(second);
    leave.countDown();

    assertThat(first.get()).isEqualTo(FETCHED);
    assertThat(second.get()).isEqualTo(FETCHED);
    assertThat(new KeyFile(directory, "i").read()).isEqualTo(FETCHED);
    assertThat(new KeyFile(directory, "other").read()).isEqualTo(KeyFile.Shared.NOTHING);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
