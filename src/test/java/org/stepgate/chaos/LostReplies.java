package org.stepgate.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.stepgate.chaos.Load.Placed;

/// R4: the reply to an order is lost, by turns because the client hangs up as soon as it has sent
/// it, and because it hangs up when the first byte of the reply has come, so that the order is
/// committed. It then sends the order again, with the same key.
final class LostReplies implements Fault {
  private static final int WORKERS = 2;
  private static final int AT_ONCE = 25;
  private static final int TIMEOUT_MILLIS = 30_000;

  @Override
  public String id() {
    return "R4";
  }

  @Override
  public String title() {
    return "commit done, reply lost";
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    int trials = lab.size(50, 1_000);
    var violations = new ArrayList<String>();
    try (var orders = Orders.open(lab, WORKERS)) {
      for (int done = 0; done < trials; done += AT_ONCE) {
        for (int i = 0; i < AT_ONCE; i++) {
          losing(orders, done + i, i % 2 == 0);
        }
        // The first of these has the number of the first lost one, and so its key.
        List<Future<Placed>> again = orders.load().place(AT_ONCE, 0, 2);
        for (var one : again) {
          Placed placed = orders.settle(one);
          placed
              .others()
              .forEach(other -> violations.add("order " + placed.order() + " also got " + other));
        }
      }
      return orders.finding(trials, (Duration) null, violations);
    }
  }

  private static void losing(Orders orders, int order, boolean committed) throws IOException {
    byte[] body = orders.load().body(order, 0).getBytes(StandardCharsets.UTF_8);
    String head =
        """
        POST /orders HTTP/1.1\r
        Host: 127.0.0.1\r
        Idempotency-Key: %s\r
        Prefer: respond-async\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """
            .formatted(Load.key(order), body.length);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), orders.site().port())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      if (committed && socket.getInputStream().read() < 0) {
        throw new IOException("there was no reply to lose");
      }
    }
  }
}
