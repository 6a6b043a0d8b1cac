package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stepgate.approvals.ApprovalRule;

class ApprovalsSectionTest {
  @Test
  void read_takesEachKey() {
    var configuration =
        read(
            """
            approvals:
              release:
                approvers: {release: 2, security: 1}
                people: 3
                reason-required: true
                deadline: 2d
                question: Release {name}?
              plain:
                approvers: {ops: 2}
            """);

    var both = new LinkedHashMap<String, Integer>();
    both.put("release", 2);
    both.put("security", 1);
    assertThat(configuration.approvals())
        .containsExactly(
            Map.entry(
                "release",
                new ApprovalRule(both, 3, true, Duration.ofDays(2), "Release {name}?", List.of())),
            Map.entry(
                "plain",
                new ApprovalRule(
                    new LinkedHashMap<>(Map.of("ops", 2)), 2, false, null, null, List.of())));
  }

  @Test
  void read_ofFaultyApprovals_reportsEachAtItsPlace() {
    assertThat(
            faults(
                """
                approvals:
                  a:
                    people: 1
                  b:
                    approvers: {g: 0, h: 101, i: two}
                  c:
                    approvers: [g]
                  d:
                    approvers: {}
                  e e:
                    approvers: {g: 1}
                    people: 0
                    deadline: 0s
                """))
        .isEqualTo(
            """
            stepgate.yaml:2:3: 'approvers' is missing
            stepgate.yaml:5:16: approvers: expected 1 to 100 people of 'g', got 0
            stepgate.yaml:5:16: approvers: expected 1 to 100 people of 'h', got 101
            stepgate.yaml:5:16: approvers: expected 1 to 100 people of 'i', got "two"
            stepgate.yaml:7:16: approvers: expected numbers of people by group, such as {release: 2}
            stepgate.yaml:9:16: approvers: expected numbers of people by group, such as {release: 2}
            stepgate.yaml:10:3: 'e e' cannot be the name of an activity
            stepgate.yaml:12:13: people: expected 1 to 100
            stepgate.yaml:13:15: deadline: expected 1s to 366d\
            """);
  }

  private static Configuration read(String text) {
    return ConfigurationReader.read(
        ConfigurationBundle.of(Map.of("stepgate.yaml", text)),
        new Directories(Path.of("/etc/stepgate"), Path.of("/var/lib/stepgate")));
  }

  private static String faults(String text) {
    return catchThrowableOfType(ConfigException.class, () -> read(text)).getMessage();
  }
}
