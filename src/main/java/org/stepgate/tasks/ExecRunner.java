package org.stepgate.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.OutOfTime;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// Runs commands of the configuration: `arn:aws:states:::stepgate:exec`.
final class ExecRunner implements TaskRunner {
  private static final String EXIT_CODE_ERROR = "Stepgate.Exec.ExitCode.";
  private static final String OUTPUT_LIMIT_ERROR = "Stepgate.Exec.OutputLimit";
  private static final String BAD_OUTPUT_ERROR = "Stepgate.Exec.BadOutput";
  private static final String KEY_VARIABLE = "STEPGATE_IDEMPOTENCY_KEY";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ExecTaskConfig config;
  private final Map<String, String> workerEnvironment;
  private final Duration patience;
  private final CommandSpawner spawner = new CommandSpawner();
  private final Semaphore places;
  private final IdentityTokens tokens;

  ExecRunner(ExecTaskConfig config, Map<String, String> workerEnvironment) {
    this(config, workerEnvironment, PATIENCE);
  }

  ExecRunner(ExecTaskConfig config, Map<String, String> workerEnvironment, IdentityTokens tokens) {
    this(config, workerEnvironment, PATIENCE, tokens);
  }

  /// @param patience how long killed processes may take to be gone, and outputs to end then
  ExecRunner(ExecTaskConfig config, Map<String, String> workerEnvironment, Duration patience) {
    this(config, workerEnvironment, patience, IdentityTokens.NONE);
  }

  private ExecRunner(
      ExecTaskConfig config,
      Map<String, String> workerEnvironment,
      Duration patience,
      IdentityTokens tokens) {
    this.config = config;
    this.tokens = tokens;
    this.patience = patience;
    this.workerEnvironment = Map.copyOf(workerEnvironment);
    this.places = new Semaphore(config.concurrentCommands(), true);
  }

  @Override
  public TaskOutcome run(TaskCall call, TaskContext context) throws InterruptedException {
    ExecInvocation invocation;
    try {
      invocation = ExecInvocation.parse(call.arguments(), config.commands());
    } catch (TaskRefusedException e) {
      return e.outcome();
    }
    Duration own = invocation.command().limits().time();
    Duration limit = own.compareTo(call.timeLimit()) < 0 ? own : call.timeLimit();
    long deadline = System.nanoTime() + limit.toNanos();
    if (!places.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      return new Failed(
          TaskErrors.TIMEOUT,
          "The command '%s' found no place among %d commands at once within %s"
              .formatted(invocation.name(), config.concurrentCommands(), limit));
    }
    try {
      return new Run(invocation, limit, deadline).outcome(call, context);
    } finally {
      places.release();
    }
  }

  @Override
  public void close() {
    spawner.close();
  }

  private Map<String, String> environment(ExecEnvironment wanted) throws IOException {
    var environment = new HashMap<String, String>();
    for (String name : wanted.passed()) {
      String value = workerEnvironment.get(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    for (var fixed : wanted.fixed().entrySet()) {
      environment.put(fixed.getKey(), fixed.getValue().text());
    }
    return environment;
  }

  /// One run of a command.
  private final class Run {
    private final ExecInvocation invocation;
    private final Duration limit;
    private final long deadline;

    Run(ExecInvocation invocation, Duration limit, long deadline) {
      this.invocation = invocation;
      this.limit = limit;
      this.deadline = deadline;
    }

    TaskOutcome outcome(TaskCall call, TaskContext context) throws InterruptedException {
      String mark = CommandSpawner.newMark();
      Process process;
      try {
        Map<String, String> environment = environment(invocation.command().environment());
        environment.put(KEY_VARIABLE, call.identity().idempotencyKey());
        environment.put(ProcessGroup.MARK_VARIABLE, mark);
        String audience = invocation.command().environment().tokenAudience();
        if (audience != null) {
          environment.put(ExecEnvironment.TOKEN_VARIABLE, tokens.token(audience, call));
        }
        process = spawner.start(invocation.command(), invocation.argv(), environment);
      } catch (IOException e) {
        return notStarted(String.valueOf(e.getMessage()));
      }
      Optional<ProcessGroup> group = ProcessGroups.of(process.pid(), mark);
      if (group.isEmpty()) {
        return notStarted("setsid, setpriv or sh did not run");
      }
      var running =
          new RunningCommand(process, group.get(), invocation.command().limits(), patience);
      boolean inTime;
      try {
        context.processStarted(group.get());
        running.release(invocation.input().utf8());
        inTime = running.await(Duration.ofNanos(deadline - System.nanoTime()));
      } finally {
        running.endAll(config.grace());
      }
      if (running.overflowed()) {
        return new Failed(
            OUTPUT_LIMIT_ERROR,
            "The output of the command '%s' is larger than %d bytes"
                .formatted(invocation.name(), invocation.command().limits().outputBytes()));
      }
      if (!inTime) {
        return limit.equals(invocation.command().limits().time())
            ? new Failed(
                TaskErrors.TIMEOUT,
                "The command '%s' did not end within %s".formatted(invocation.name(), limit))
            : new OutOfTime();
      }
      return exited(running);
    }

    private TaskOutcome exited(RunningCommand running) throws InterruptedException {
      int exitCode = running.exitCode();
      if (exitCode != 0) {
        String stderr = new String(running.errorOutput(), StandardCharsets.UTF_8).strip();
        return new Failed(
            EXIT_CODE_ERROR + exitCode,
            stderr.isEmpty()
                ? "The command '%s' ended with exit code %d".formatted(invocation.name(), exitCode)
                : stderr);
      }
      Optional<byte[]> output = running.output();
      if (output.isEmpty()) {
        return new Failed(
            BAD_OUTPUT_ERROR,
            "The output of the command '%s' has no end: a process that left it keeps it open"
                .formatted(invocation.name()));
      }
      try {
        String text = JsonReader.decode(output.get());
        return new Succeeded(
            text.isBlank() ? JsonNull.NULL : JsonReader.read(text, JsonLimits.NETWORK));
      } catch (JsonException e) {
        return new Failed(
            BAD_OUTPUT_ERROR,
            "The output of the command '%s' is not JSON: line %d, column %d: %s"
                .formatted(
                    invocation.name(),
                    e.position().line(),
                    e.position().column(),
                    TaskErrors.shortened(String.valueOf(e.getMessage()))));
      }
    }

    private Failed notStarted(String reason) {
      return new Failed(
          TaskErrors.TASK_FAILED,
          "The command '%s' cannot be started: %s"
              .formatted(invocation.name(), TaskErrors.shortened(reason)));
    }
  }
}
