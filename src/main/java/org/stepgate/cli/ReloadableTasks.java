package org.stepgate.cli;

import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.tasks.Authorizer;
import org.stepgate.tasks.IdentityTokens;
import org.stepgate.tasks.ObjectStore;
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
  private final Authorizer authorizer;
  private final IdentityTokens tokens;
  private @Nullable TasksConfig config;
  private volatile TaskRegistry current;

  /// @param authorizer is asked by machines
  /// @param tokens mints the identity tokens of calls
  ReloadableTasks(Authorizer authorizer, IdentityTokens tokens) {
    this.authorizer = authorizer;
    this.tokens = tokens;
    current = TaskRegistry.open(TasksConfig.defaults(), authorizer, tokens);
  }

  /// Makes later calls by this configuration.
  synchronized void use(TasksConfig next) {
    if (!next.equals(config)) {
      config = next;
      current = TaskRegistry.open(next, authorizer, tokens);
    }
  }

  /// Objects in the buckets of S3, by the configuration in force at each call.
  ObjectStore objects() {
    return new ObjectStore() {
      @Override
      public InputStream open(Caller caller, Place place) {
        return current.objects().open(caller, place);
      }

      @Override
      public Listing list(Caller caller, String bucket, String prefix, @Nullable String nextToken) {
        return current.objects().list(caller, bucket, prefix, nextToken);
      }

      @Override
      public void put(Caller caller, Place place, String contentType, byte[] content) {
        current.objects().put(caller, place, contentType, content);
      }
    };
  }

  @Override
  public TaskOutcome run(TaskCall call, TaskContext context) throws InterruptedException {
    return current.run(call, context);
  }

  @Override
  public Optional<TaskOutcome> mocked(TaskCall call) {
    return current.mocked(call);
  }
}
