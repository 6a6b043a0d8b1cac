package org.stepgate.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.fastcgi.FastCgiConfig;
import org.stepgate.fastcgi.FastCgiServer;
import org.stepgate.fastcgi.ListenAddress;
import org.stepgate.http.FastCgiBridge;
import org.stepgate.http.ProblemException;

/// The last moment of a worker that cannot start, as when the disk is full: what waits at its
/// socket is answered 503. The web server would make a 500 of it, which tells nobody to come again,
/// and it starts the next worker at once, so the moment is also the pause between two tries.
final class FailedStart {
  private static final Logger log = LogManager.getLogger(FailedStart.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private FailedStart() {}

  /// Answers all requests that come meanwhile. Does nothing when the socket cannot be opened.
  static void refuse(ListenAddress listen, Duration moment) {
    var bridge =
        new FastCgiBridge(_ -> {
          throw ProblemException.unavailable(
              "The worker cannot start.", "start failed", RETRY_AFTER);
        });
    try (var server = FastCgiServer.start(listen, FastCgiConfig.defaults(), bridge)) {
      TimeUnit.NANOSECONDS.sleep(moment.toNanos());
      server.drain();
    } catch (IOException e) {
      log.debug("worker.waiting_not_answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
