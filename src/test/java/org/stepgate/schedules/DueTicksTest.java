package org.stepgate.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hourly ticks; a catch-up reaches back a day and takes three ticks at most.
class DueTicksTest {
  private static final Timetable HOURLY = Timetable.parse("0 * * * *", ZoneId.of("UTC"));
  private static final String DAY = "2026-05-10T";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none | 2026-05-10T11:00 | 11:59:59.999 |                   | false
          none | 2026-05-10T11:00 | 12:00:00.000 | 12:00             | false
          none | 2026-05-10T12:00 | 12:00:30.000 |                   | false
          none | 2026-05-10T11:00 | 12:01:00.000 | 12:00             | false
          none | 2026-05-10T11:00 | 12:01:00.001 |                   | true
          none | 2026-05-10T07:00 | 12:00:01.000 | 12:00             | true
          none | 2026-05-01T00:00 | 12:30:00.000 |                   | true
          last | 2026-05-10T11:00 | 12:30:00.000 | 12:00             | false
          last | 2026-05-10T07:00 | 12:30:00.000 | 12:00             | true
          last | 2026-05-10T07:00 | 12:00:01.000 | 12:00             | true
          last | 2026-05-01T00:00 | 12:30:00.000 | 12:00             | true
          all  | 2026-05-10T10:30 | 12:30:00.000 | 11:00 12:00       | false
          all  | 2026-05-10T09:00 | 12:30:00.000 | 10:00 11:00 12:00 | false
          all  | 2026-05-10T08:00 | 12:30:00.000 | 10:00 11:00 12:00 | true
          all  | 2026-05-01T00:00 | 12:30:00.000 | 10:00 11:00 12:00 | true
          """)
  void of_eachPolicy_givesWhatIsRun(
      String policy, String settled, String now, String runs, boolean missed) {
    var catchUp =
        new CatchUp(CatchUp.Policy.valueOf(policy.toUpperCase(Locale.ROOT)), Duration.ofDays(1), 3);

    var due = of(catchUp, settled, now);

    assertThat(due).isEqualTo(new DueTicks(moments(runs), missed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all  | 1 | 12:00
          all  | 2 | 11:00 12:00
          last | 1 | 12:00
          last | 0 |
          """)
  void of_ticksOlderThanTheBound_areMissed(String policy, int hours, String runs) {
    var catchUp =
        new CatchUp(
            CatchUp.Policy.valueOf(policy.toUpperCase(Locale.ROOT)), Duration.ofHours(hours), 9);

    var due = of(catchUp, "2026-05-10T08:00", "12:30:00.000");

    assertThat(due).isEqualTo(new DueTicks(moments(runs), true));
  }

  private static DueTicks of(CatchUp catchUp, String settled, String now) {
    Instant anchor = Instant.parse("2026-01-01T00:00:00Z");
    return DueTicks.of(
        HOURLY, catchUp, anchor, Instant.parse(settled + ":00Z"), Instant.parse(DAY + now + "Z"));
  }

  private static List<Instant> moments(String times) {
    return times == null
        ? List.of()
        : List.of(times.split(" ")).stream()
            .map(time -> Instant.parse(DAY + time + ":00Z"))
            .toList();
  }
}
