package org.stepgate.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Instant ANCHOR = Instant.parse("2026-03-01T00:00:30Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */5 * * * *                | 2026-03-27T12:00:00Z 2026-03-27T12:05:00Z
          0 9 * * 1-5                | 2026-03-30T09:00:00Z 2026-03-31T09:00:00Z
          0 0 13 * 5                 | 2026-04-03T00:00:00Z 2026-04-10T00:00:00Z 2026-04-13T00:00:00Z
          0,30 8-18/10 * jan,feb sun | 2027-01-03T08:00:00Z 2027-01-03T08:30:00Z 2027-01-03T18:00:00Z
          0 0 29 2 7                 | 2027-02-07T00:00:00Z
          cron(15 12 * * ? *)        | 2026-03-27T12:15:00Z 2026-03-28T12:15:00Z
          cron(0 18 ? * MON-FRI *)   | 2026-03-27T18:00:00Z 2026-03-30T18:00:00Z
          cron(0 9 ? * 2#1 *)        | 2026-04-06T09:00:00Z 2026-05-04T09:00:00Z
          cron(0 9 ? * 6L *)         | 2026-04-24T09:00:00Z 2026-05-29T09:00:00Z
          cron(0 9 L * ? *)          | 2026-03-31T09:00:00Z 2026-04-30T09:00:00Z
          cron(0 9 3W * ? *)         | 2026-04-03T09:00:00Z 2026-05-04T09:00:00Z
          cron( 0 0 1 1 ? 2028 )     | 2028-01-01T00:00:00Z never
          rate(1 minute)             | 2026-03-27T12:00:30Z 2026-03-27T12:01:30Z
          rate(7 hours)              | 2026-03-27T13:00:30Z 2026-03-27T20:00:30Z
          rate(2 days)               | 2026-03-29T00:00:30Z 2026-03-31T00:00:30Z
          at(2026-03-27T13:00:00)    | 2026-03-27T13:00:00Z never
          at(2026-03-27T12:00:00)    | 2026-03-27T12:00:00Z never
          at(2026-03-27T11:59:59)    | never
          0 0 30 2 *                 | never
          """)
  void next_afterNoon_givesTheTicks(String expression, String expected) {
    var table = Timetable.parse(expression, UTC);

    String[] ticks = expected.split(" ");
    assertThat(ticks(table, "2026-03-27T11:59:59.999Z", ticks.length)).containsExactly(ticks);
  }

  /// The clocks of Berlin are put forward from 02:00 to 03:00 at 01:00 UTC.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30 2 * * *             | 2026-03-28T01:30:00Z 2026-03-29T01:00:00Z 2026-03-30T00:30:00Z
          */20 2 * * *           | 2026-03-28T01:40:00Z 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z
          30 2,3 * * *           | 2026-03-28T02:30:00Z 2026-03-29T01:00:00Z 2026-03-29T01:30:00Z
          0 2,3 * * *            | 2026-03-28T02:00:00Z 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z
          0 3 * * *              | 2026-03-28T02:00:00Z 2026-03-29T01:00:00Z 2026-03-30T01:00:00Z
          cron(30 2 * * ? *)     | 2026-03-28T01:30:00Z 2026-03-29T01:00:00Z 2026-03-30T00:30:00Z
          at(2026-03-29T02:30:00)| 2026-03-29T01:00:00Z never
          """)
  void next_inTheSkippedHour_isOnceAtTheChange(String expression, String expected) {
    assertTicksOfBerlin(expression, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30 * * * *          | 2026-03-29T00:30:00Z 2026-03-29T01:30:00Z 2026-03-29T02:30:00Z
          0 * * * *           | 2026-03-29T00:00:00Z 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z
          0 */2 * * *         | 2026-03-28T23:00:00Z 2026-03-29T02:00:00Z 2026-03-29T04:00:00Z
          cron(30 0/1 * * ? *)| 2026-03-29T00:30:00Z 2026-03-29T01:30:00Z 2026-03-29T02:30:00Z
          rate(1 hour)        | 2026-03-29T00:00:30Z 2026-03-29T01:00:30Z 2026-03-29T02:00:30Z
          """)
  void next_ofEveryHourOverTheSkippedHour_followsThePassingTime(
      String expression, String expected) {
    assertTicksOfBerlin(expression, expected);
  }

  /// The clocks of Berlin are put back from 03:00 to 02:00 at 01:00 UTC.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30 2 * * *          | 2026-10-24T00:30:00Z 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z
          0,30 2,3 * * *      | 2026-10-25T00:00:00Z 2026-10-25T00:30:00Z 2026-10-25T02:00:00Z
          30 * * * *          | 2026-10-24T23:30:00Z 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z 2026-10-25T02:30:00Z
          0 0-23 * * *        | 2026-10-25T00:00:00Z 2026-10-25T01:00:00Z 2026-10-25T02:00:00Z
          cron(30 2 * * ? *)  | 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z
          cron(0/30 * * * ? *)| 2026-10-25T00:30:00Z 2026-10-25T01:00:00Z 2026-10-25T01:30:00Z
          at(2026-10-25T02:30:00)| 2026-10-25T00:30:00Z never
          """)
  void next_inTheDoubledHour_isOnceOrTwiceForEveryHour(String expression, String expected) {
    assertTicksOfBerlin(expression, expected);
  }

  /// The ticks from the first expected one on are these, in the zone of Berlin.
  private static void assertTicksOfBerlin(String expression, String expected) {
    String[] ticks = expected.split(" ");

    assertThat(
            ticks(
                Timetable.parse(expression, BERLIN),
                Instant.parse(ticks[0]).minusMillis(1).toString(),
                ticks.length))
        .containsExactly(ticks);
  }

  @Test
  void next_fromWithinTheSecondPass_isNotOfTheFirst() {
    var table = Timetable.parse("*/15 2 * * *", BERLIN);

    assertThat(table.next(Instant.parse("2026-10-25T01:10:00Z"), ANCHOR))
        .contains(Instant.parse("2026-10-26T01:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 25 * * *          | Value 25 not in range [0, 23]
          60 * * * *          | Value 60 not in range [0, 59]
          @daily              | nicknames such as '@daily' are not taken; write '0 0 * * *'
          @reboot             | nicknames such as '@reboot' are not taken
          0 9 * *             | expected 5 fields (minute, hour, day of month, month, day of week), got 4
          0 0 9 * * *         | expected 5 fields (minute, hour, day of month, month, day of week), got 6
          every hour          | expected 5 fields (minute, hour, day of month, month, day of week), got 2
          0 22-2 * * *        | Invalid range
          cron(0 10 * * * *)  | not supported
          cron(0 10 1 * ?)    | expected 6 fields (minute, hour, day of month, month, day of week, year), got 5
          rate(1 minutes)     | expected a rate such as
          rate(5 minute)      | expected a rate such as
          rate(0 minutes)     | expected a rate such as
          rate(10 seconds)    | expected a rate such as
          rate(367 days)      | a rate is 366 days at most
          at(tomorrow)        | expected a time such as
          every(5 minutes)    | expected a cron expression, cron(…), rate(…) or at(…)
          """)
  void parse_ofSomethingElse_saysWhatWasExpected(String expression, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timetable.parse(expression, UTC))
        .withMessageContaining(message);
  }

  @Test
  void parse_ofLongExpressions_endsAtTheLimit() {
    String longest = "0".repeat(192) + " * * * *";

    assertThat(Timetable.parse(longest, UTC).text()).hasSize(200);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timetable.parse("0" + longest, UTC))
        .withMessageContaining("200 characters");
  }

  private static List<String> ticks(Timetable table, String after, int count) {
    var ticks = new ArrayList<String>();
    Optional<Instant> next = table.next(Instant.parse(after), ANCHOR);
    while (ticks.size() < count) {
      ticks.add(next.map(Instant::toString).orElse("never"));
      next = next.flatMap(tick -> table.next(tick, ANCHOR));
    }
    return ticks;
  }
}
