package org.stepgate.fastcgi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A descriptor that is kept open so that one is there when the process has no other left. Safe for
/// many threads.
final class ReservedDescriptor {
  private static final Path NOTHING = Path.of("/dev/null");

  private @Nullable FileChannel kept;

  /// Has one, if it can be had.
  ReservedDescriptor() {
    take();
  }

  /// Keeps a descriptor again, if none is kept and one can be had.
  synchronized void take() {
    if (kept == null) {
      try {
        kept = FileChannel.open(NOTHING, StandardOpenOption.READ);
      } catch (IOException e) {
        // Somebody was faster; it is tried again after the next time.
      }
    }
  }

  /// Gives the descriptor away; false when there is none.
  synchronized boolean release() {
    FileChannel open = kept;
    kept = null;
    if (open == null) {
      return false;
    }
    try {
      open.close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
