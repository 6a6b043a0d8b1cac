package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.stepgate.asl.EvaluationException;

class EvaluationThreadsTest {
  @Test
  void evaluate_onAnyThread_runsOnAPlatformThread() {
    assertThat(EvaluationThreads.evaluate(() -> Thread.currentThread().isVirtual())).isFalse();
  }

  @Test
  void evaluate_thatFails_throwsTheVeryException() {
    var failure = new EvaluationException("States.QueryEvaluationError", "too large");

    assertThatThrownBy(() ->
            EvaluationThreads.evaluate(() -> {
              throw failure;
            }))
        .isSameAs(failure);
  }

  @Test
  void evaluate_interruptedWhileWaiting_givesTheResultAndKeepsTheFlag() {
    Thread.currentThread().interrupt();

    assertThat(EvaluationThreads.evaluate(() -> "done")).isEqualTo("done");
    assertThat(Thread.interrupted()).isTrue();
  }
}
