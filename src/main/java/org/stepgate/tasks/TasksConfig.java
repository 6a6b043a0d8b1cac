package org.stepgate.tasks;

/// What Task states may call.
///
/// @param http calls to HTTP endpoints
/// @param exec commands
public record TasksConfig(HttpTaskConfig http, ExecTaskConfig exec) {
  /// Nothing may be called: no hosts, no commands.
  public static TasksConfig defaults() {
    return new TasksConfig(HttpTaskConfig.defaults(), ExecTaskConfig.defaults());
  }
}
