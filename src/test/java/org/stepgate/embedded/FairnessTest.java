package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.principal.Principal;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;

/// Executions that always have something to do leave the others their turn.
@Timeout(120)
final class FairnessTest {
  /// More than there are compute threads, on any machine that builds this.
  private static final int GREEDY = 40;

  private static final String ENDLESS =
      """
      {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},
        "B":{"Type":"Choice","Default":"A",
          "Choices":[{"Variable":"$.enough","IsPresent":true,"Next":"C"}]},
        "C":{"Type":"Succeed"}}}
      """;

  private static final String STEPS =
      """
      {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"W"},
        "W":{"Type":"Wait","Seconds":0,"Next":"B"},"B":{"Type":"Pass","End":true}}}
      """;

  @TempDir Path folder;

  @Test
  void t36_loopsWithoutWait_moreThanThreads_othersEndMeanwhile() throws Exception {
    try (var pool = new Pool(folder).express("endless", ENDLESS).standard("steps", STEPS)) {
      Pool.Worker worker = pool.worker();
      for (int i = 0; i < GREEDY; i++) {
        worker.engine.run(
            new RunRequest(
                "endless",
                "n" + i,
                true,
                "print",
                Pool.json("{}"),
                Principal.ANONYMOUS,
                null,
                null,
                Duration.ZERO));
      }

      RunOutcome outcome = worker.start("steps", "n", "{}", Pool.LONG);

      assertThat(outcome)
          .isInstanceOfSatisfying(
              RunOutcome.Closed.class,
              closed ->
                  assertThat(closed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED));
      for (int i = 0; i < GREEDY; i++) {
        assertThat(worker.engine.describe(Pool.id("endless", "n" + i)).orElseThrow().status())
            .isEqualTo(ExecutionStatus.RUNNING);
      }
    }
  }
}
