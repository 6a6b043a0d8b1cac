package org.stepgate.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Prints a script with which `wrk` orders, as so many principals by turns. Each has an access
/// token of the demo issuer that holds for an hour, and is of one of a hundred groups, `g0` to
/// `g99`.
///
/// Arguments: the state directory of the pool, and how many principals.
public final class OrdersScript {
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final int GROUPS = 100;

  private OrdersScript() {}

  /// Prints the script.
  public static void main(String[] arguments) throws IOException {
    var issuer = new DemoIssuer(Path.of(arguments[0]));
    var script =
        new StringBuilder(
            """
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            wrk.body = '{"sku":"A1","quantity":2}'
            local requests, sent, tokens = {}, 0, {
            """);
    int principals = Integer.parseInt(arguments[1]);
    Instant now = Instant.now();
    for (int i = 0; i < principals; i++) {
      var request =
          new DemoIssuer.Request(
              "user" + i, List.of("g" + i % GROUPS, "staff"), List.of("orders"), LIFETIME);
      script.append('"').append(issuer.mint(request, now)).append("\",\n");
    }
    // Each request is put together once: wrk has to be faster than what it measures.
    script.append(
        """
        }
        function init()
          for i, token in ipairs(tokens) do
            wrk.headers["Authorization"] = "Bearer " .. token
            requests[i] = wrk.format()
          end
        end
        function request()
          sent = sent % #requests + 1
          return requests[sent]
        end
        """);
    System.out.print(script);
  }
}
