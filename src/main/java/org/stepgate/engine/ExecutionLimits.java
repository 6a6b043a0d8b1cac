package org.stepgate.engine;

import java.time.Duration;

/// The limits of an execution, those of Step Functions where it has them.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html Step Functions,
///   quotas
final class ExecutionLimits {
  /// The largest input or output, in bytes of UTF-8.
  static final int PAYLOAD_BYTES = 262_144;

  /// The size of all variables of an execution, in bytes of UTF-8. What one state assigns is
  /// bounded like a payload.
  static final long VARIABLE_BYTES = 10L << 20;

  /// How deep a payload may be nested; what is deeper could not be read back from the store.
  static final int PAYLOAD_DEPTH = 512;

  /// The last event that a Standard execution may have.
  static final long HISTORY_EVENTS = 25_000;

  /// How often a map run may be redriven.
  static final int MAP_RUN_REDRIVES = 1_000;

  /// How long an Express execution may run.
  static final long EXPRESS_SECONDS = 300;

  /// How long a task attempt may take when its state does not say.
  static final Duration TASK_TIME = Duration.ofSeconds(99_999_999);

  /// How long a Wait state may wait.
  static final long WAIT_SECONDS = Integer.MAX_VALUE;

  private ExecutionLimits() {}
}
