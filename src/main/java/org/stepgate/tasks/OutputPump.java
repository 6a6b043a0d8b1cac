package org.stepgate.tasks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Reads an output of a process to its end on a thread of its own, a platform thread because
/// reading a pipe blocks its carrier.
final class OutputPump {
  private static final int CHUNK_BYTES = 8_192;

  private final InputStream in;
  private final int maxBytes;
  private final boolean keepsEnd;
  private final Runnable onOverflow;
  private final Thread thread;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  private OutputPump(InputStream in, int maxBytes, boolean keepsEnd, Runnable onOverflow) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.keepsEnd = keepsEnd;
    this.onOverflow = onOverflow;
    this.thread = Thread.ofPlatform().daemon().name("exec-output").unstarted(this::pump);
  }

  /// Keeps all of the output. When that is more than `maxBytes`, calls `onOverflow` once and stops
  /// reading.
  static OutputPump ofWhole(InputStream in, int maxBytes, Runnable onOverflow) {
    var pump = new OutputPump(in, maxBytes, false, onOverflow);
    pump.thread.start();
    return pump;
  }

  /// Reads all of the output and keeps its last `maxBytes`.
  static OutputPump ofEnd(InputStream in, int maxBytes) {
    var pump = new OutputPump(in, maxBytes, true, () -> {});
    pump.thread.start();
    return pump;
  }

  /// Waits for the end of the output. Returns false when it has not come in time: a process that
  /// nobody found keeps the other end open.
  boolean awaitEnd(Duration limit) throws InterruptedException {
    return thread.join(limit);
  }

  /// What was kept so far.
  synchronized byte[] bytes() {
    return kept.toByteArray();
  }

  private void pump() {
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (!keep(chunk, read)) {
          onOverflow.run();
          return;
        }
      }
    } catch (IOException e) {
      // The process was ended: there is no more to read.
    }
  }

  private synchronized boolean keep(byte[] chunk, int length) {
    boolean fits = kept.size() + length <= maxBytes;
    if (!fits && !keepsEnd) {
      return false;
    }
    kept.write(chunk, 0, length);
    if (!fits) {
      byte[] all = kept.toByteArray();
      kept.reset();
      kept.write(all, all.length - maxBytes, maxBytes);
    }
    return true;
  }
}
