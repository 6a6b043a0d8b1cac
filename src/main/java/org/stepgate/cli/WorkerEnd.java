package org.stepgate.cli;

import java.io.IOException;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/// The end of a worker.
///
/// @param workerLog closed last
record WorkerEnd(WorkerLog workerLog) {
  private static final Logger log = LogManager.getLogger(WorkerEnd.class);

  /// What takes the worker apart.
  interface Steps {
    void run() throws Exception;
  }

  /// Has the worker taken apart on SIGTERM. The process ends with status 0 then, not with that of
  /// the signal, which a hook can only do by halting.
  void onSignal(Steps steps) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("drain")
                .unstarted(() -> {
                  int status = ExitCode.OK;
                  try {
                    steps.run();
                  } catch (Exception e) {
                    log.error("worker.drain_failed", e);
                    status = ExitCode.SOFTWARE;
                  }
                  log.info("worker.ended exit={}", status);
                  closeLog();
                  Runtime.getRuntime().halt(status);
                }));
  }

  /// A request that waits for an execution for longer than the drain may take is told that it runs,
  /// instead of being cut off.
  static void endWaitsAfter(Duration time, Runnable endWaits) {
    Thread.startVirtualThread(() -> {
      try {
        Thread.sleep(time);
        endWaits.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private void closeLog() {
    try {
      workerLog.close();
    } catch (IOException e) {
      System.err.println("worker.log_not_closed error=" + e.getMessage());
    }
  }
}
