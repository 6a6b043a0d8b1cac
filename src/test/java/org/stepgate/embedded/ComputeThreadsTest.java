package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ComputeThreadsTest {
  @Test
  void execute_allThreadsTakeLong_othersGoOn() throws Exception {
    var end = new CountDownLatch(1);
    var others = new CountDownLatch(100);
    try (var threads = new ComputeThreads(2)) {
      for (int i = 0; i < 2; i++) {
        threads.execute(() -> awaitQuietly(end));
      }
      for (int i = 0; i < 100; i++) {
        threads.execute(others::countDown);
      }

      assertThat(others.await(60, TimeUnit.SECONDS)).isTrue();
      end.countDown();
    }
  }

  @Test
  void execute_turnFails_theThreadsGoOn() throws Exception {
    var done = new CountDownLatch(1);
    try (var threads = new ComputeThreads(1)) {
      threads.execute(() -> {
        Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
        throw new IllegalStateException("a turn that fails");
      });
      threads.execute(done::countDown);

      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void execute_afterClose_isRejected() {
    var threads = new ComputeThreads(1);
    threads.close();

    assertThatThrownBy(() -> threads.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
