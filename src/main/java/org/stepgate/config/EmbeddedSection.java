package org.stepgate.config;

import org.stepgate.embedded.EmbeddedConfig;

/// Reads the section `embedded`, and `account` and `region` beside it.
final class EmbeddedSection {
  private static final int MAX_THREADS = 1_024;
  private static final int MAX_COUNT = 1_000_000;

  private EmbeddedSection() {}

  static EmbeddedConfig read(Section root) {
    EmbeddedConfig usual = EmbeddedConfig.defaults();
    EmbeddedConfig named = root.parsed("account", "text", usual.account(), usual::withAccount);
    EmbeddedConfig placed = root.parsed("region", "text", usual.region(), named::withRegion);
    return root.section("embedded", section -> counts(section, placed));
  }

  private static EmbeddedConfig counts(Section section, EmbeddedConfig usual) {
    return new EmbeddedConfig(
        usual.account(),
        usual.region(),
        section.count("compute-threads", usual.computeThreads(), 0, MAX_THREADS),
        section.count("steps-per-turn", usual.stepsPerTurn(), 1, MAX_COUNT),
        section.count("running-tasks", usual.runningTasks(), 1, MAX_COUNT),
        section.count("idle-executions", usual.idleExecutions(), 0, MAX_COUNT),
        section.count("starting-executions", usual.startingExecutions(), 1, MAX_COUNT));
  }
}
