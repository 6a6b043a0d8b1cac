package org.stepgate.tasks;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Sends signals to processes and process groups, which the Java library cannot: it knows no
/// groups. Calls the C library, so that it works also when no process can be created any more.
///
/// @spec https://pubs.opengroup.org/onlinepubs/9799919799/functions/kill.html POSIX kill
enum Signals {
  /// Asks to end, and can be ignored.
  TERM(15),
  /// Ends.
  KILL(9);

  private static final MethodHandle KILL_FUNCTION = killFunction();

  private final int number;

  Signals(int number) {
    this.number = number;
  }

  /// Sends this signal to one process. Returns false when there is none, or it belongs to somebody
  /// else.
  boolean sendToProcess(long pid) {
    return send(checked(pid));
  }

  /// Sends this signal to all processes of a group at once. Returns false when there are none, or
  /// they belong to somebody else.
  boolean sendToGroup(long group) {
    return send(-checked(group));
  }

  /// To the C function 0, -1 and -init's group mean many processes or all.
  private static int checked(long id) {
    if (id < 2 || id > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("no process or group to send a signal to: " + id);
    }
    return (int) id;
  }

  private boolean send(int target) {
    try {
      return (int) KILL_FUNCTION.invokeExact(target, number) == 0;
    } catch (Throwable e) {
      throw new AssertionError("kill(2) throws nothing", e);
    }
  }

  @SuppressWarnings("restricted") // the jar's manifest enables native access
  private static MethodHandle killFunction() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("kill"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }
}
