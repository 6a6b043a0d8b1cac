package org.stepgate.workflow;

/// What belongs to a revision of a machine besides definition and role.
///
/// @param logging what is logged
/// @param tracing whether X-Ray tracing is enabled
/// @param encryption with which key
public record MachineSettings(
    LoggingConfiguration logging, boolean tracing, EncryptionConfiguration encryption) {
  /// What holds where nothing is said.
  public static final MachineSettings DEFAULTS =
      new MachineSettings(LoggingConfiguration.OFF, false, EncryptionConfiguration.AWS_OWNED);
}
