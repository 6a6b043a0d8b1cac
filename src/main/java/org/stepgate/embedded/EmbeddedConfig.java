package org.stepgate.embedded;

/// Settings of the embedded engine.
///
/// @param account the account in ARNs, 12 digits
/// @param region the region in ARNs
/// @param computeThreads platform threads that interpret; 0 for one per core
/// @param stepsPerTurn state transitions after which an execution lets others have their turn
/// @param runningTasks task calls at a time in one worker; further ones wait
/// @param idleExecutions executions without anything to do that stay in memory, to be spared a
///   reload
/// @param startingExecutions executions that may be in the middle of their start in one worker;
///   further ones are refused as overload
public record EmbeddedConfig(
    String account,
    String region,
    int computeThreads,
    int stepsPerTurn,
    int runningTasks,
    int idleExecutions,
    int startingExecutions) {
  /// Checks the ranges.
  public EmbeddedConfig {
    if (!account.matches("[0-9]{12}")) {
      throw new IllegalArgumentException("account must be 12 digits, not '" + account + "'");
    }
    if (!region.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException(
          "region must be of lower-case letters, digits and hyphens, not '" + region + "'");
    }
    atLeast("compute-threads", computeThreads, 0);
    atLeast("steps-per-turn", stepsPerTurn, 1);
    atLeast("running-tasks", runningTasks, 1);
    atLeast("idle-executions", idleExecutions, 0);
    atLeast("starting-executions", startingExecutions, 1);
  }

  /// What holds where nothing is configured.
  public static EmbeddedConfig defaults() {
    return new EmbeddedConfig("123456789012", "us-east-1", 0, 500, 256, 1_000, 128);
  }

  /// These settings with another account.
  public EmbeddedConfig withAccount(String other) {
    return new EmbeddedConfig(
        other,
        region,
        computeThreads,
        stepsPerTurn,
        runningTasks,
        idleExecutions,
        startingExecutions);
  }

  /// These settings with another region.
  public EmbeddedConfig withRegion(String other) {
    return new EmbeddedConfig(
        account,
        other,
        computeThreads,
        stepsPerTurn,
        runningTasks,
        idleExecutions,
        startingExecutions);
  }

  /// The number of threads that interpret.
  int threads() {
    return computeThreads == 0 ? Runtime.getRuntime().availableProcessors() : computeThreads;
  }

  private static void atLeast(String key, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be " + least + " or more, not " + value);
    }
  }
}
