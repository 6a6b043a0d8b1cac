package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

final class ValueBudgetTest {
  private static final int MAX = (int) ValueBudget.MAX_CHARACTERS;

  @Test
  void add_upToTheLimit_isTaken() {
    var budget = new ValueBudget();

    budget.add(text(MAX - 10));

    assertThatCode(() -> budget.add(text(10))).doesNotThrowAnyException();
    assertRefused(budget, JsonValue.JsonNull.NULL);
  }

  @Test
  void add_pastTheLimit_isRefused() {
    assertRefused(new ValueBudget(), text(MAX + 1));
  }

  @Test
  void add_samePartAgainAndAgain_isCountedAsOftenAsItIsHeld() {
    JsonValue part = JsonObject.of("name", text(1_000));
    JsonValue array = JsonArray.of(Collections.nCopies(10_000, part));

    assertRefused(new ValueBudget(), array);
  }

  private static JsonValue text(int characters) {
    return new JsonString("x".repeat(characters - 2));
  }

  private static void assertRefused(ValueBudget budget, JsonValue value) {
    assertThatThrownBy(() -> budget.add(value))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> assertThat(e.error()).isEqualTo("States.DataLimitExceeded"));
  }
}
