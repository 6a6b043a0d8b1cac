package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.schedules.CatchUp;
import org.stepgate.schedules.Overlap;
import org.stepgate.schedules.ScheduleConfig;
import org.stepgate.schedules.ScheduleInput;
import org.stepgate.schedules.Timetable;

class SchedulesSectionTest {
  private static final String DEFINITION =
      """
      {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}
      """;

  @Test
  void read_takesEachKey() {
    var configuration =
        read(
            """
            schedules:
              nightly:
                machine: m
                expression: 30 2 * * *
                timezone: Europe/Berlin
                input: {report: sales}
                overlap: cancel
                catch-up: all
                catch-up-within: 2d
                catch-up-max: 7
                enabled: false
              often:
                machine: m
                expression: rate(5 minutes)
                input: $schedule.time
            """);

    assertThat(configuration.schedules())
        .containsExactly(
            new ScheduleConfig(
                "nightly",
                "m",
                Timetable.parse("30 2 * * *", ZoneId.of("Europe/Berlin")),
                ScheduleInput.of(JsonObject.of("report", new JsonString("sales"))),
                Overlap.CANCEL,
                new CatchUp(CatchUp.Policy.ALL, Duration.ofDays(2), 7),
                false),
            new ScheduleConfig(
                "often",
                "m",
                Timetable.parse("rate(5 minutes)", ZoneId.of("UTC")),
                ScheduleInput.of(new JsonString("$schedule.time")),
                Overlap.SKIP,
                CatchUp.defaults(),
                true));
  }

  @Test
  void read_ofFaultySchedules_reportsEachAtItsPlace() {
    assertThat(
            faults(
                """
                schedules:
                  a:
                    machine: n
                    expression: 0 25 * * *
                    timezone: Europe/Berlim
                  b:
                    machine: m
                    expression: rate(1 minutes)
                    input: '{"time": $schedule.time'
                  c c:
                    machine: m
                    expression: at(tomorrow)
                  d d:
                    machine: m
                    expression: 0 0 * * *
                  e:
                    overlap: wait
                    catch-up-max: 1001
                """))
        .isEqualTo(
            """
            stepgate.yaml:3:14: machine: there is no state machine 'n'; 'm' is meant?
            stepgate.yaml:4:17: not a cron expression: Value 25 not in range [0, 23]
            stepgate.yaml:5:15: expected a time zone such as Europe/Berlin, got 'Europe/Berlim'; \
            'Europe/Berlin' is meant?
            stepgate.yaml:8:17: expected a rate such as rate(1 minute), rate(5 minutes), \
            rate(2 hours) or rate(7 days)
            stepgate.yaml:9:36: input: S0203: Expected "}" before end of expression
            stepgate.yaml:12:17: expected a time such as at(2026-01-31T12:00:00)
            stepgate.yaml:14:5: the name of a schedule has 1 to 60 letters, digits, dots, \
            underscores and hyphens
            stepgate.yaml:16:3: 'expression' is missing
            stepgate.yaml:16:3: 'machine' is missing
            stepgate.yaml:17:14: overlap: expected skip or allow or cancel, got 'wait'
            stepgate.yaml:18:19: catch-up-max: expected 1 to 1000\
            """);
  }

  private static Configuration read(String text) {
    return ConfigurationReader.read(
        ConfigurationBundle.of(Map.of("stepgate.yaml", text, "machines/m.asl.json", DEFINITION)),
        new Directories(Path.of("/etc/stepgate"), Path.of("/var/lib/stepgate")));
  }

  private static String faults(String text) {
    return catchThrowableOfType(ConfigException.class, () -> read(text)).getMessage();
  }
}
