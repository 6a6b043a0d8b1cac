package org.stepgate.tasks;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.tasks.ProcessGroups.Ending;

/// A command that was started, and waits at its gate until it is released.
///
/// Confined to the thread that runs the call, but for the threads that carry its input and output.
final class RunningCommand {
  private static final Logger LOG = LogManager.getLogger(RunningCommand.class);

  private final Process process;
  private final ProcessGroup group;
  private final OutputPump output;
  private final OutputPump errorOutput;
  private final Duration patience;
  private final CompletableFuture<Void> overflow = new CompletableFuture<>();
  private boolean outputWhole;

  /// @param patience how long killed processes may take to be gone, and outputs to end then
  RunningCommand(Process process, ProcessGroup group, ExecLimits limits, Duration patience) {
    this.process = process;
    this.group = group;
    this.patience = patience;
    this.output =
        OutputPump.ofWhole(
            process.getInputStream(), limits.outputBytes(), () -> overflow.complete(null));
    this.errorOutput = OutputPump.ofEnd(process.getErrorStream(), limits.stderrBytes());
  }

  /// Opens the gate: the command starts, with this input.
  void release(byte[] input) {
    Thread.ofPlatform().daemon().name("exec-input").start(() -> write(input));
  }

  /// Waits until the command exits or writes more than it may. Returns false when the time is over
  /// before.
  boolean await(Duration limit) throws InterruptedException {
    try {
      CompletableFuture.anyOf(overflow, process.onExit())
          .get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new AssertionError("an end is never exceptional", e);
    }
  }

  /// Ends every process of the command that is still there, and waits until they are gone: SIGTERM
  /// while the command itself runs, SIGKILL after the grace. An interrupt skips the grace and stays
  /// pending.
  void endAll(Duration grace) {
    boolean interrupted = false;
    if (process.isAlive()) {
      try {
        ProcessGroups.askToEnd(group, grace);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    boolean gone = false;
    while (!gone) {
      try {
        kill();
        gone = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// The exit code of a command that has ended; 128 and the number of the signal when one ended it.
  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /// True when the command has written more than it may. Final after [#endAll].
  boolean overflowed() {
    return overflow.isDone();
  }

  /// The output; empty when its end has not been seen by [#endAll], because a process that left the
  /// command keeps it open.
  Optional<byte[]> output() {
    return outputWhole ? Optional.of(output.bytes()) : Optional.empty();
  }

  /// The end of the error output.
  byte[] errorOutput() {
    return errorOutput.bytes();
  }

  private void kill() throws InterruptedException {
    Ending ending = ProcessGroups.endIfSame(group, patience);
    // Before setsid has run there is no session to find the process by. The handle is asked, as
    // destroying a Process would close its outputs before they are read to their end.
    process.toHandle().destroyForcibly();
    process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    outputWhole = output.awaitEnd(patience);
    boolean errorOutputWhole = errorOutput.awaitEnd(patience);
    boolean left = ending == Ending.STILL_THERE || ending == Ending.NOT_PROVEN;
    if (left || !outputWhole || !errorOutputWhole) {
      LOG.warn("exec.processes_left group={} ending={}", group.id(), ending);
    }
  }

  private void write(byte[] input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(CommandSpawner.RELEASE);
      in.write(input);
    } catch (IOException e) {
      // The command does not read its input, or has ended.
    }
  }
}
