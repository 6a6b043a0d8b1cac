package org.stepgate.store;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// A file that another process keeps locked.
final class HeldFile implements AutoCloseable {
  /// Takes the lock of a file and says so.
  private static final String HOLD =
      """
      import fcntl,sys,time
      f=open(sys.argv[1],'r+')
      fcntl.lockf(f,fcntl.LOCK_EX)
      print('x',flush=True)
      time.sleep(600)\
      """;

  private final Process holder;

  private HeldFile(Process holder) {
    this.holder = holder;
  }

  /// Has a process lock the file; returns when it has. Without Python the test is skipped.
  static HeldFile of(Path file) throws IOException {
    Process holder;
    try {
      holder = new ProcessBuilder("python3", "-c", HOLD, file.toString()).start();
    } catch (IOException e) {
      return Assumptions.abort("no python3 to hold a lock with: " + e.getMessage());
    }
    if (holder.getInputStream().read() != 'x') {
      holder.destroyForcibly();
      throw new IOException("the lock of " + file + " was not taken");
    }
    return new HeldFile(holder);
  }

  /// Lets go of the lock, by ending the process.
  @Override
  public void close() {
    holder.destroyForcibly().onExit().join();
  }
}
