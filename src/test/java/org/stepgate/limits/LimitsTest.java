package org.stepgate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

class LimitsTest {
  private static final Principal ALICE = caller("alice", "people");
  private static final Principal ROBOT = caller("robot", "agents");

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong(Duration.ofDays(1).toNanos());

  private static Principal caller(String subject, String group) {
    return new Principal("https://issuer", subject, List.of(group), JsonObject.EMPTY);
  }

  private static LimitRule all(String rate, int burst) {
    return new LimitRule("all", Set.of(), Set.of(), Set.of(), Rate.parse(rate), burst, 0);
  }

  private Limits limits(RateFile file, LimitRule... rules) {
    var limits = new Limits(() -> file, nanos::get);
    limits.use(List.of(rules));
    return limits;
  }

  @Test
  void refused_burstThenRate_isHeldExactly() {
    Limits limits = limits(RateFile.unshared(), all("10/s", 3));

    assertThat(passed(limits, ALICE, 10)).isEqualTo(3);
    assertThat(limits.refused(ALICE, null).orElseThrow().retryAfter()).hasMillis(100);
    assertThat(passed(limits, ROBOT, 10)).as("another caller").isEqualTo(3);
    nanos.addAndGet(Duration.ofMillis(99).toNanos());
    assertThat(passed(limits, ALICE, 10)).isZero();
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(passed(limits, ALICE, 10)).isEqualTo(1);
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(passed(limits, ALICE, 10)).as("after a pause").isEqualTo(3);
  }

  private static int passed(Limits limits, Principal caller, int requests) {
    int passed = 0;
    for (int i = 0; i < requests; i++) {
      passed += limits.refused(caller, null).isEmpty() ? 1 : 0;
    }
    return passed;
  }

  @ParameterizedTest
  @ValueSource(strings = {"10/s", "1/m", "7/h"})
  void rate_asText_isWhatItWasReadFrom(String text) {
    assertThat(Rate.parse(text)).hasToString(text);
  }

  @Test
  void refused_ofSeveralRules_isByTheFirstThatRefuses() {
    var slow = new LimitRule("slow", Set.of(), Set.of(), Set.of(), Rate.parse("1/h"), 1, 0);
    Limits limits = limits(RateFile.unshared(), all("10/s", 3), slow);

    assertThat(limits.refused(ALICE, null)).isEmpty();
    assertThat(limits.refused(ALICE, null).orElseThrow().rule()).isEqualTo(slow);
  }

  @Test
  void refused_ruleOfGroupAndRoute_countsOnlyThose() {
    var rule = new LimitRule("r", Set.of(), Set.of("agents"), Set.of("o"), Rate.parse("1/h"), 1, 0);
    Limits limits = limits(RateFile.unshared(), rule);

    assertThat(limits.refused(ROBOT, "o")).isEmpty();
    assertThat(limits.refused(ROBOT, "o")).contains(new Limits.Refusal(rule, Duration.ofHours(1)));
    assertThat(limits.refused(ROBOT, "other")).isEmpty();
    assertThat(limits.refused(ROBOT, null)).isEmpty();
    assertThat(limits.refused(ALICE, "o")).isEmpty();
    assertThat(limits.refused(ALICE, "o")).isEmpty();
  }

  @Test
  void refused_ruleOfSubject_countsOnlyThat() {
    var rule = new LimitRule("r", Set.of("robot"), Set.of(), Set.of(), Rate.parse("1/m"), 1, 0);
    Limits limits = limits(RateFile.unshared(), rule);

    assertThat(passed(limits, ROBOT, 5)).isEqualTo(1);
    assertThat(passed(limits, ALICE, 5)).isEqualTo(5);
  }

  @Test
  void refused_workersOfAPool_shareWhatIsUsed() throws Exception {
    Path file = folder.resolve("limits");
    Limits first = limits(RateFile.open(file), all("1/s", 10));
    Limits second = limits(RateFile.open(file), all("1/s", 10));
    var passed = new AtomicInteger();

    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Limits worker : List.of(first, second, first, second)) {
        threads.execute(() -> passed.addAndGet(passed(worker, ALICE, 100)));
      }
    }

    assertThat(passed).hasValue(10);
  }

  @Test
  void refused_afterARestartOfTheHost_beginsAnew() throws Exception {
    Path file = folder.resolve("limits");
    assertThat(passed(limits(RateFile.open(file), all("1/h", 2)), ALICE, 5)).isEqualTo(2);
    nanos.set(1);

    assertThat(passed(limits(RateFile.open(file), all("1/h", 2)), ALICE, 5)).isEqualTo(2);
  }

  @Test
  void refused_tenThousandCallers_areCountedEachByItself() {
    Limits limits = limits(RateFile.unshared(), all("1/h", 2));

    for (int i = 0; i < 10_000; i++) {
      assertThat(passed(limits, caller("c" + i, "g"), 3)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "0/s", "10/d", "-1/s", "1.5/s", "10000000/s"})
  void parse_noRate_isRefused(String text) {
    assertThatThrownBy(() -> Rate.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, LimitRule.MAX_BURST + 1})
  void limitRule_noBurst_isRefused(int burst) {
    assertThatThrownBy(() -> all("1/s", burst)).isInstanceOf(IllegalArgumentException.class);
  }
}
