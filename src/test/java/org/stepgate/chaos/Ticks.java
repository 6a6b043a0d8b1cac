package org.stepgate.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;

/// A schedule that ticks at every hour or minute and makes up for the last tick that was missed.
/// Each hour that passes starts one execution. A jump of the clock over some of them starts one,
/// for the last; an hour that comes a second time starts none.
final class Ticks {
  private static final Pattern NAME =
      Pattern.compile("\"embedded:keep:ticks-([0-9]{8}T[0-9]{6}Z)\"");
  private static final DateTimeFormatter TICK =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Site site;
  private final ChronoUnit unit;
  private final Set<Instant> due = new TreeSet<>();
  private final Instant since;
  private Instant reached;

  /// @param site which [#addTo] was done to, with this unit
  /// @param now what the clock shows
  Ticks(Site site, ChronoUnit unit, Instant now) {
    this.site = site;
    this.unit = unit;
    this.since = now;
    this.reached = now;
  }

  /// Adds the schedule to the configuration of a site that was not started yet.
  ///
  /// @param unit hours or minutes
  static void addTo(Path configuration, ChronoUnit unit) throws IOException {
    Files.writeString(
        configuration.resolve("stepgate.yaml"),
        """

        schedules:
          ticks:
            machine: keep
            expression: "%s"
            catch-up: last
            input: { order: 0, text: tick }
        """
            .formatted(unit == ChronoUnit.HOURS ? "0 * * * *" : "* * * * *"),
        StandardOpenOption.APPEND);
  }

  /// The clock went on by itself to `from` and was set to `to`. Waits for the execution of the last
  /// tick that it has jumped over.
  void jumped(Instant from, Instant to) throws Exception {
    passed(from);
    Instant last = to.truncatedTo(unit);
    if (last.isAfter(from)) {
      due.add(last);
      Polling.until("the tick of " + last, LIMIT, this::started, ticks -> ticks.contains(last));
    }
    reached = to;
  }

  private void passed(Instant now) {
    Instant tick = reached.truncatedTo(unit).plus(1, unit);
    while (!tick.isAfter(now)) {
      due.add(tick);
      tick = tick.plus(1, unit);
    }
  }

  /// What does not hold at the end.
  List<String> faults(Instant now) throws Exception {
    passed(now);
    try {
      Polling.until("the last ticks", LIMIT, this::started, ticks -> ticks.containsAll(due));
    } catch (AssertionError e) {
      // What is missing is named below.
      System.err.println(e.getMessage());
    }
    Set<Instant> started = started();
    var faults = new ArrayList<String>();
    due.stream()
        .filter(tick -> !started.contains(tick))
        .forEach(tick -> faults.add("the schedule has left out " + tick));
    started.stream()
        .filter(tick -> tick.isAfter(since) && !due.contains(tick))
        .forEach(tick -> faults.add("the schedule has started an execution for " + tick));
    return faults;
  }

  private Set<Instant> started() throws IOException, InterruptedException {
    return NAME.matcher(site.client().get("/stepgate/executions?limit=1000&machine=keep").body())
        .results()
        .map(match -> TICK.parse(match.group(1), Instant::from))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
