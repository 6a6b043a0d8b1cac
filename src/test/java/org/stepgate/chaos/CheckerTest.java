package org.stepgate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stepgate.chaos.Checker.Verdict;
import org.stepgate.chaos.Journal.Acknowledgement;
import org.stepgate.chaos.Ledger.Effect;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;

/// The checker finds what it is there to find: each test takes a run without fault and spoils it.
class CheckerTest {
  private static final Instant RESULT = Instant.ofEpochMilli(1_767_225_602_000L);

  private final Map<String, String> executions = new LinkedHashMap<>();
  private final Map<String, List<String>> histories = new LinkedHashMap<>();
  private final List<String> listed = new ArrayList<>();
  private final Map<String, Acknowledgement> acknowledged = new LinkedHashMap<>();
  private final List<Effect> effects = new ArrayList<>();

  CheckerTest() {
    for (int order = 0; order < 3; order++) {
      String name = "e" + order;
      executions.put(name, description("SUCCEEDED", order, name));
      histories.put(
          name,
          new ArrayList<>(
              List.of(
                  event(1, "ExecutionStarted", ""),
                  event(2, "TaskStateEntered", ",'stateEnteredEventDetails':{'name':'Charge'}"),
                  event(3, "TaskScheduled", ""),
                  event(4, "TaskSucceeded", ""),
                  event(5, "ExecutionSucceeded", ""))));
      listed.add(name);
      acknowledged.put("k" + order, new Acknowledgement(order, "k" + order, name));
      effects.add(new Effect(name, "Charge", 0, "i" + order, RESULT.minusSeconds(1)));
    }
  }

  private static String description(String status, int order, String name) {
    return "{'status':'%s','output':{'order':%d,'execution':'%s'}}".formatted(status, order, name);
  }

  private static String event(int id, String type, String more) {
    return "{'id':%d,'type':'%s','timestamp':1767225602.000%s}".formatted(id, type, more);
  }

  private Verdict verdict() throws Exception {
    return verdict(0);
  }

  private Verdict verdict(int unacknowledged) throws Exception {
    var records =
        new Records() {
          @Override
          public @Nullable JsonObject ended(String execution) {
            String text = executions.get(execution);
            return text == null ? null : json(text);
          }

          @Override
          public List<JsonObject> history(String execution) {
            return histories.get(execution).stream().map(CheckerTest::json).toList();
          }

          @Override
          public List<String> executions() {
            return listed;
          }
        };
    return new Checker(records).check(acknowledged, unacknowledged, effects);
  }

  private static JsonObject json(String text) {
    return (JsonObject) JsonReader.read(text.replace('\'', '"'), JsonLimits.NETWORK);
  }

  @Test
  void check_nothingWrong_isClean() throws Exception {
    assertThat(verdict()).isEqualTo(new Verdict(0, 0, 0, List.of()));
  }

  @Test
  void check_acknowledgedWithoutExecution_isALoss() throws Exception {
    executions.remove("e1");

    assertThat(verdict().losses()).isEqualTo(1);
  }

  @Test
  void check_failedExecution_isALoss() throws Exception {
    executions.put("e1", description("FAILED", 1, "e1"));

    assertThat(verdict().losses()).isEqualTo(1);
  }

  @Test
  void check_outputOfAnotherOrder_isALoss() throws Exception {
    executions.put("e1", description("SUCCEEDED", 2, "e1"));

    assertThat(verdict().losses()).isEqualTo(1);
  }

  @Test
  void check_oneExecutionForTwoOrders_isAViolation() throws Exception {
    acknowledged.put("k2", new Acknowledgement(2, "k2", "e1"));

    assertThat(verdict().violations()).isNotEmpty();
  }

  @Test
  void check_executionWithoutAcknowledgement_isADuplicateUnlessItsOrderWasGivenUp()
      throws Exception {
    listed.add("e3");

    assertThat(verdict(0).duplicates()).isEqualTo(1);
    assertThat(verdict(1).duplicates()).isZero();
  }

  @Test
  void check_executionListedTwice_isADuplicate() throws Exception {
    listed.add("e1");

    assertThat(verdict().duplicates()).isEqualTo(1);
  }

  @Test
  void check_stepComputedTwice_isADuplicate() throws Exception {
    histories.get("e1").set(4, event(5, "TaskSucceeded", ""));

    assertThat(verdict().duplicates()).isEqualTo(1);
  }

  @Test
  void check_missingEvent_isAViolation() throws Exception {
    histories.get("e1").remove(2);

    assertThat(verdict().violations()).isNotEmpty();
  }

  @Test
  void check_effectAgainWithItsKeyBeforeItsResult_isAsPromised() throws Exception {
    effects.add(new Effect("e1", "Charge", 0, "i1", RESULT.plusNanos(999_999)));

    assertThat(verdict()).isEqualTo(new Verdict(0, 0, 1, List.of()));
  }

  @Test
  void check_effectAfterItsResult_isADuplicate() throws Exception {
    effects.add(new Effect("e1", "Charge", 0, "i1", RESULT.plusMillis(1)));

    assertThat(verdict().duplicates()).isEqualTo(1);
  }

  @Test
  void check_effectAgainWithAnotherKey_isADuplicate() throws Exception {
    effects.add(new Effect("e1", "Charge", 0, "other", RESULT));

    assertThat(verdict().duplicates()).isEqualTo(1);
  }

  @Test
  void check_nextAttempt_hasAKeyOfItsOwn() throws Exception {
    effects.add(new Effect("e1", "Charge", 1, "other", RESULT));

    assertThat(verdict()).isEqualTo(new Verdict(0, 0, 0, List.of()));
  }
}
