package org.stepgate.tasks;

import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.stepgate.tasks.TaskOutcome.Failed;

/// The resources that Task states can call, and the runner of each.
///
/// Immutable, safe for use by any thread.
public final class TaskRegistry implements TaskRunner {
  /// The resource that calls an HTTP endpoint.
  public static final String HTTP_INVOKE = "arn:aws:states:::http:invoke";

  /// The resource that runs a command of the configuration.
  public static final String EXEC = "arn:aws:states:::stepgate:exec";

  /// The resources besides those of AWS in every registry that [#open] makes, whatever the
  /// configuration.
  public static final List<String> KNOWN = List.of(HTTP_INVOKE, EXEC, IsAuthorizedRunner.RESOURCE);

  private final SequencedMap<String, TaskRunner> runners;
  private final @Nullable AwsTaskRunner aws;
  private final @Nullable MockedTasks mocks;

  /// A registry of a copy of `runners`, by resource.
  public TaskRegistry(SequencedMap<String, ? extends TaskRunner> runners) {
    this(runners, null, null);
  }

  private TaskRegistry(
      SequencedMap<String, ? extends TaskRunner> runners,
      @Nullable AwsTaskRunner aws,
      @Nullable MockedTasks mocks) {
    this.runners = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(runners));
    this.aws = aws;
    this.mocks = mocks;
  }

  /// True when every registry that [#open] makes can call this resource: one of [#KNOWN], a Lambda
  /// function, an optimised integration of AWS, or an operation of an SDK module on the class path.
  public static boolean isKnown(String resource) {
    return KNOWN.contains(resource) || AwsTaskRunner.knows(resource);
  }

  /// A registry of all that [#isKnown], with the runners that the configuration describes. The
  /// caller closes it: until then it holds a few threads.
  ///
  /// @throws IllegalStateException when the platform has no TLS
  public static TaskRegistry open(TasksConfig config) {
    return open(config, Authorizer.NONE, IdentityTokens.NONE);
  }

  /// As [#open(TasksConfig)].
  ///
  /// @param authorizer is asked by machines
  /// @param tokens mints the identity tokens of calls
  public static TaskRegistry open(
      TasksConfig config, Authorizer authorizer, IdentityTokens tokens) {
    var runners = new LinkedHashMap<String, TaskRunner>();
    runners.put(
        HTTP_INVOKE,
        new HttpInvokeRunner(config.http(), AddressResolver.system(), platformTls(), tokens));
    runners.put(EXEC, new ExecRunner(config.exec(), System.getenv(), tokens));
    runners.put(IsAuthorizedRunner.RESOURCE, new IsAuthorizedRunner(authorizer));
    return new TaskRegistry(
        runners,
        new AwsTaskRunner(config.aws(), System.getenv(), tokens),
        config.mocks().map(MockedTasks::new).orElse(null));
  }

  /// The resources besides those of AWS that can be called, in the order of registration;
  /// unmodifiable.
  public SequencedSet<String> resources() {
    return runners.sequencedKeySet();
  }

  /// True when Task states can call this resource.
  public boolean has(String resource) {
    return runners.containsKey(resource) || (aws != null && AwsTaskRunner.knows(resource));
  }

  /// Objects in the buckets of S3.
  ///
  /// @throws IllegalStateException when this registry was not made by [#open]
  public ObjectStore objects() {
    if (aws == null) {
      throw new IllegalStateException("this registry cannot call AWS");
    }
    return aws.objects();
  }

  /// Makes the call by the runner of its resource, or answers it from the mock file where the
  /// execution was started with a test case. A resource that does not exist is a failed outcome,
  /// `States.Runtime`, which no Retry or Catch of a definition matches.
  @Override
  public TaskOutcome run(TaskCall call, TaskContext context) throws InterruptedException {
    Optional<TaskOutcome> mocked = mocked(call);
    if (mocked.isPresent()) {
      return mocked.get();
    }
    TaskRunner runner = runners.get(call.resource());
    if (runner == null && aws != null && AwsResource.of(call.resource()).isPresent()) {
      runner = aws;
    }
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

  /// As [TaskRunner#mocked]; a test case without a mock file is a failed outcome.
  @Override
  public Optional<TaskOutcome> mocked(TaskCall call) {
    if (call.context().testCase() == null) {
      return Optional.empty();
    }
    return mocks == null
        ? Optional.of(
            new Failed(
                TaskErrors.RUNTIME,
                "The execution was started with a test case, and no mock file is configured"))
        : mocks.answer(call);
  }

  /// Closes all runners: their commands are killed, their connections cut.
  @Override
  public void close() {
    runners.values().forEach(TaskRunner::close);
    if (aws != null) {
      aws.close();
    }
  }

  private static SSLContext platformTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the platform has no TLS", e);
    }
  }
}
