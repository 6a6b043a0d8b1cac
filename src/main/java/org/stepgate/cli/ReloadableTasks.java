package org.stepgate.cli;

import org.jspecify.annotations.Nullable;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskContext;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.tasks.TaskRegistry;
import org.stepgate.tasks.TaskRunner;
import org.stepgate.tasks.TasksConfig;

/// The task runners of the configuration in force.
///
/// The runners of an earlier configuration are kept: calls may be running in them, and a command
/// lives as long as the thread that started it.
///
/// Threads: safe for use by any.
final class ReloadableTasks implements TaskRunner {
  private @Nullable TasksConfig config;
  private volatile TaskRegistry current = TaskRegistry.open(TasksConfig.defaults());

  /// Makes later calls by this configuration.
  synchronized void use(TasksConfig next) {
    if (!next.equals(config)) {
      config = next;
      current = TaskRegistry.open(next);
    }
  }

  @Override
  public TaskOutcome run(TaskCall call, TaskContext context) throws InterruptedException {
    return current.run(call, context);
  }
}
