package org.stepgate.workflow;

import org.jspecify.annotations.Nullable;

/// UpdateStateMachine. What is null stays as it is.
///
/// @param account the account that asks
/// @param machineArn the ARN of the machine, unqualified
/// @param definition the text of the next definition
/// @param roleArn the next role
/// @param logging the next logging configuration
/// @param tracing whether X-Ray tracing is enabled from now on
/// @param encryption the next encryption configuration
/// @param publish whether to publish the revision as a version too
/// @param versionDescription the description of that version
public record UpdateMachine(
    String account,
    String machineArn,
    @Nullable String definition,
    @Nullable String roleArn,
    @Nullable LoggingConfiguration logging,
    @Nullable Boolean tracing,
    @Nullable EncryptionConfiguration encryption,
    boolean publish,
    @Nullable String versionDescription) {}
