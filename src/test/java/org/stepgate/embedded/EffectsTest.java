package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EffectsTest {
  private final Effects effects = new Effects();
  private final List<String> done = new ArrayList<>();

  @Test
  void carryOut_oneThrows_itAndThoseAfterItAreLeft() {
    var broken = new ArrayList<>(List.of("once"));
    effects.add(() -> done.add("a"));
    effects.add(() -> {
      if (!broken.isEmpty()) {
        throw new IllegalStateException(broken.removeLast());
      }
      done.add("b");
    });
    effects.add(() -> done.add("c"));

    assertThatThrownBy(effects::carryOut).hasMessage("once");
    assertThat(done).containsExactly("a");

    effects.carryOut();
    assertThat(done).containsExactly("a", "b", "c");
    assertThat(effects.isEmpty()).isTrue();
  }

  @Test
  void giveUpFirst_doesWhatIsDoneInstead() {
    effects.add(() -> done.add("a"), () -> done.add("instead"));
    effects.add(() -> done.add("b"));

    effects.giveUpFirst();
    effects.carryOut();

    assertThat(done).containsExactly("instead", "b");
  }
}
