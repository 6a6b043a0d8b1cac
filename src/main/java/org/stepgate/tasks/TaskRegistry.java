package org.stepgate.tasks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.stepgate.tasks.TaskOutcome.Failed;

/// The resources that Task states can call, and the runner of each.
///
/// Immutable, safe for use by any thread.
public final class TaskRegistry implements TaskRunner {
  private final SequencedMap<String, TaskRunner> runners;

  /// A registry of a copy of `runners`, by resource.
  public TaskRegistry(SequencedMap<String, ? extends TaskRunner> runners) {
    this.runners = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(runners));
  }

  /// The resources that can be called, in the order of registration; unmodifiable.
  public SequencedSet<String> resources() {
    return runners.sequencedKeySet();
  }

  /// True when Task states can call this resource.
  public boolean has(String resource) {
    return runners.containsKey(resource);
  }

  /// Makes the call by the runner of its resource. A resource that does not exist is a failed
  /// outcome, `States.Runtime`, which no Retry or Catch of a definition matches.
  @Override
  public TaskOutcome run(TaskCall call, TaskContext context) throws InterruptedException {
    TaskRunner runner = runners.get(call.resource());
    if (runner == null) {
      return new Failed(
          TaskErrors.RUNTIME,
          "The resource '%s' of state '%s' does not exist here; there are: %s"
              .formatted(
                  TaskErrors.shortened(call.resource()),
                  call.identity().stateName(),
                  String.join(", ", resources())));
    }
    return runner.run(call, context);
  }

  /// Closes all runners: their commands are killed, their connections cut.
  @Override
  public void close() {
    runners.values().forEach(TaskRunner::close);
  }
}
