package org.stepgate.http;

import java.util.concurrent.CountDownLatch;
import org.stepgate.fastcgi.FastCgiConfig;
import org.stepgate.fastcgi.FastCgiServer;
import org.stepgate.fastcgi.ListenAddress;

/// Our side of the empty-answer benchmark: FastCGI and HTTP without anything behind them, on the
/// socket that the web server left as file descriptor 0.
final class EmptyAnswer {
  private EmptyAnswer() {}

  public static void main(String[] args) throws Exception {
    var stop = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(stop::countDown));
    var bridge = new FastCgiBridge(request -> HttpResponse.of(204));
    try (var _ =
        FastCgiServer.start(new ListenAddress.Inherited(), FastCgiConfig.defaults(), bridge)) {
      stop.await();
    }
  }
}
