package org.stepgate.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.stepgate.embedded.EmbeddedConfig;
import org.stepgate.site.Site;

/// R16: ten times as many clients at once as the pool has room for starts.
///
/// First as many clients as there is room for, to know what is usual; then ten times as many. One
/// that is refused comes back when it was told to.
final class Overload implements Fault {
  private static final int WORKERS = 2;
  private static final int TIMES = 10;
  private static final int SLOWER = 3;
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final int SHOWN = 5;

  @Override
  public String id() {
    return "R16";
  }

  @Override
  public String title() {
    return "ten times the pool's capacity";
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    int capacity = WORKERS * EmbeddedConfig.defaults().startingExecutions();
    Duration time = Duration.ofSeconds(lab.size(5, 60));
    Site site = lab.site(WORKERS);
    try {
      Clients.Request request =
          number -> site.client().post("/notes", "{\"order\":" + number + ",\"text\":\"a note\"}");
      Clients.send(capacity, time, request);
      Clients.Result usual = Clients.send(capacity, time, request);
      Clients.Result overload = Clients.send(capacity * TIMES, time.multipliedBy(2), request);
      Duration before = Percentile.p99(usual.served());
      Duration during = Percentile.p99(overload.served());
      Duration refusal = Percentile.p99(overload.refused());
      var violations = new ArrayList<String>();
      usual.wrong().stream().limit(SHOWN).forEach(violations::add);
      overload.wrong().stream().limit(SHOWN).forEach(violations::add);
      if (overload.refused().isEmpty()) {
        violations.add("void: nobody was refused");
      }
      lab.within(before.multipliedBy(SLOWER), during, "p99 of what is accepted");
      lab.within(AT_ONCE, refusal, "a refusal, at p99");
      return new Finding(
          1,
          usual.served().size() + overload.served().size() + overload.refused().size(),
          0,
          0,
          null,
          violations,
          List.of(
              "%d clients: %d served a second, p99 %d ms"
                  .formatted(capacity, usual.served().size() / time.toSeconds(), before.toMillis()),
              "%d clients: %d served a second, p99 %d ms; %d refused a second, p99 %d ms"
                  .formatted(
                      capacity * TIMES,
                      overload.served().size() / time.toSeconds() / 2,
                      during.toMillis(),
                      overload.refused().size() / time.toSeconds() / 2,
                      refusal.toMillis())));
    } finally {
      site.close();
    }
  }
}
