package org.stepgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

class RememberedTest {
  private static final int SIZE = 32;

  private final Remembered remembered = new Remembered(SIZE);
  private int asked;

  private static Question question(String subject) {
    return Question.of(
        new Principal("i", subject, List.of(), JsonObject.EMPTY),
        Action.READ,
        new Resource.Route("r"),
        Context.NONE);
  }

  private Decision ask(Question question) {
    asked++;
    return new Decision.Deny(question.subject());
  }

  @Test
  void get_sameQuestion_isAskedOnce() {
    remembered.get(question("a"), this::ask);

    assertThat(remembered.get(question("a"), this::ask)).isEqualTo(new Decision.Deny("a"));
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void get_manyQuestions_keepsNoMoreThanItsSize() {
    for (int i = 0; i < 10 * SIZE; i++) {
      remembered.get(question("s" + i), this::ask);
    }

    assertThat(remembered.size()).isEqualTo(SIZE);
    assertThat(asked).isEqualTo(10 * SIZE);
  }
}
