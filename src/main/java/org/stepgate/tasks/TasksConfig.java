package org.stepgate.tasks;

import java.util.Optional;

/// What Task states may call.
///
/// @param http calls to HTTP endpoints
/// @param exec commands
/// @param aws where AWS services are
/// @param mocks answers in place of calls, for executions that are started with a test case
public record TasksConfig(
    HttpTaskConfig http, ExecTaskConfig exec, AwsTaskConfig aws, Optional<MockFile> mocks) {
  /// Nothing may be called: no hosts, no commands.
  public static TasksConfig defaults() {
    return new TasksConfig(
        HttpTaskConfig.defaults(),
        ExecTaskConfig.defaults(),
        AwsTaskConfig.defaults(),
        Optional.empty());
  }
}
