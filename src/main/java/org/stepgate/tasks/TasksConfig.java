package org.stepgate.tasks;

/// What Task states may call.
///
/// @param http calls to HTTP endpoints
/// @param exec commands
/// @param aws where AWS services are
public record TasksConfig(HttpTaskConfig http, ExecTaskConfig exec, AwsTaskConfig aws) {
  /// Nothing may be called: no hosts, no commands.
  public static TasksConfig defaults() {
    return new TasksConfig(
        HttpTaskConfig.defaults(), ExecTaskConfig.defaults(), AwsTaskConfig.defaults());
  }
}
