package org.stepgate.tasks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Starts commands so that they end with this worker, and wait to be released.
///
/// All start from one platform thread, which lives as long as this object: the kernel sends the
/// parent-death signal when the *thread* ends that made the child, not when its process does.
final class CommandSpawner implements AutoCloseable {
  /*
   * setsid                     makes the process the leader of a session and a group of its own;
   * setpriv --pdeathsig KILL   has it killed when the spawning thread ends, so with the worker;
   * prlimit --nproc            bounds the user's processes, when that is configured;
   * sh                         is the gate: it reads one line, forgets the variables that shells
   *                            set, and becomes the command.
   *
   * All of them exec, so the process stays one and the same. The arguments reach the shell as
   * positional parameters, which it does not interpret. Should the worker die before the line is
   * written, or even before the death signal is set, the gate reads the end of its input and exits.
   */
  private static final String GATE =
      "IFS= read -r line && unset line PWD OLDPWD SHLVL && exec \"$@\"";

  /// What releases the gate.
  static final byte[] RELEASE = {'\n'};

  private final ExecutorService thread =
      Executors.newFixedThreadPool(1, Thread.ofPlatform().daemon().name("exec-spawner").factory());

  /// Starts the command up to the gate. Not interruptible: an interrupt stays pending.
  ///
  /// @param environment the whole environment, the mark of the group in it
  /// @throws IOException when the process cannot be created
  Process start(ExecCommand command, List<String> argv, Map<String, String> environment)
      throws IOException {
    var builder = new ProcessBuilder(gated(argv, command.limits().userProcesses()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(command.workingDirectory().toFile());
    return outcome(thread.submit(builder::start));
  }

  /// Ends the thread, and so all commands that are still running.
  @Override
  public void close() {
    thread.shutdownNow();
  }

  /// A value for [ProcessGroup#mark].
  static String newMark() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static List<String> gated(List<String> argv, OptionalInt userProcesses) {
    var gated = new ArrayList<String>();
    gated.addAll(List.of("/usr/bin/setsid", "/usr/bin/setpriv", "--pdeathsig", "KILL", "--"));
    userProcesses.ifPresent(
        bound -> gated.addAll(List.of("/usr/bin/prlimit", "--nproc=" + bound, "--")));
    gated.addAll(List.of("/bin/sh", "-c", GATE, "gate"));
    gated.addAll(argv);
    return gated;
  }

  private static Process outcome(Future<Process> starting) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return starting.get();
        } catch (InterruptedException e) {
          interrupted = true; // The process may exist already: somebody has to end it.
        } catch (ExecutionException e) {
          if (e.getCause() instanceof IOException cause) {
            throw new IOException(cause.getMessage(), cause);
          }
          throw new IllegalStateException("a command cannot be started", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
