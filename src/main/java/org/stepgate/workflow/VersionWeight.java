package org.stepgate.workflow;

/// A version to which an alias routes.
///
/// @param versionArn the ARN of the version
/// @param weight the share of executions that it gets, 0 to 100
public record VersionWeight(String versionArn, int weight) {}
