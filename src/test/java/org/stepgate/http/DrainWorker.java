package org.stepgate.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.stepgate.fastcgi.FastCgiConfig;
import org.stepgate.fastcgi.FastCgiServer;
import org.stepgate.fastcgi.ListenAddress;

/// A worker for [LighttpdDrainIT]: answers with its process id after a moment, drains on SIGTERM.
final class DrainWorker {
  private static final long WORK_NANOS = 5_000_000;

  private DrainWorker() {}

  public static void main(String[] args) throws IOException {
    var pid = Long.toString(ProcessHandle.current().pid());
    var server =
        FastCgiServer.start(
            new ListenAddress.Inherited(),
            FastCgiConfig.defaults().withSpoolDirectory(Path.of(args[0])),
            new FastCgiBridge(_ -> {
              LockSupport.parkNanos(WORK_NANOS);
              return HttpResponse.of(200, "text/plain", pid);
            }));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server)));
  }

  private static void drain(FastCgiServer server) {
    try {
      server.drain();
      // A JVM that ends by a signal would say 143.
      Runtime.getRuntime().halt(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
