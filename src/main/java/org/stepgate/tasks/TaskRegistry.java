package org.stepgate.tasks;

import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import javax.net.ssl.SSLContext;
import org.stepgate.tasks.TaskOutcome.Failed;

/// The resources that Task states can call, and the runner of each.
///
/// Immutable, safe for use by any thread.
public final class TaskRegistry implements TaskRunner {
  /// The resource that calls an HTTP endpoint.
  public static final String HTTP_INVOKE = "arn:aws:states:::http:invoke";

  /// The resource that runs a command of the configuration.
  public static final String EXEC = "arn:aws:states:::stepgate:exec";

  /// The resources of every registry that [#open] makes, whatever the configuration; for checking
  /// definitions without opening one.
  public static final List<String> KNOWN = List.of(HTTP_INVOKE, EXEC);

  private final SequencedMap<String, TaskRunner> runners;

  /// A registry of a copy of `runners`, by resource.
  public TaskRegistry(SequencedMap<String, ? extends TaskRunner> runners) {
    this.runners = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(runners));
  }

  /// A registry of [#KNOWN] with the runners that the configuration describes. The caller closes
  /// it: until then it holds a few threads.
  ///
  /// @throws IllegalStateException when the platform has no TLS
  public static TaskRegistry open(TasksConfig config) {
    var runners = new LinkedHashMap<String, TaskRunner>();
    runners.put(
        HTTP_INVOKE, new HttpInvokeRunner(config.http(), AddressResolver.system(), platformTls()));
    runners.put(EXEC, new ExecRunner(config.exec(), System.getenv()));
    return new TaskRegistry(runners);
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

  private static SSLContext platformTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the platform has no TLS", e);
    }
  }
}
