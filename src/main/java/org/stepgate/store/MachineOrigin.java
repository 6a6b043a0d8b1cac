package org.stepgate.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stepgate.workflow.MachineSettings;

/// What an execution keeps of its machine as it was at the start, besides what the interpreter
/// needs.
///
/// @param account the account of the machine; empty for that of the configuration
/// @param versionArn the version that it was started with; null for none
/// @param aliasArn the alias that chose the version; null for none
/// @param revisionId the revision; null for that of the creation
/// @param revisionTime when the revision was made; null when that is unknown
/// @param settings logging, tracing, encryption
public record MachineOrigin(
    String account,
    @Nullable String versionArn,
    @Nullable String aliasArn,
    @Nullable String revisionId,
    @Nullable Instant revisionTime,
    MachineSettings settings) {
  /// A machine of the configuration's account of which nothing else is known.
  public static final MachineOrigin HOME = of("");

  /// A machine of an account of which nothing else is known.
  static MachineOrigin of(String account) {
    return new MachineOrigin(account, null, null, null, null, MachineSettings.DEFAULTS);
  }
}
