package org.stepgate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

class RunningLimitTest {
  private static final Principal ROBOT =
      new Principal("https://issuer", "robot", List.of("agents"), JsonObject.EMPTY);

  private final Limits limits = Limits.none();

  @Test
  void allowsMore_belowAndAtTheLimit() {
    limits.use(
        List.of(new LimitRule("r", Set.of(), Set.of("agents"), Set.of("orders"), null, 1, 2)));

    assertThat(limits.allowsMore(ROBOT, "orders", (_, _, _) -> 1)).isTrue();
    assertThat(limits.allowsMore(ROBOT, "orders", (_, _, _) -> 2)).isFalse();
    assertThat(limits.allowsMore(ROBOT, "other", (_, _, _) -> 2)).isTrue();
    assertThat(limits.allowsMore(ROBOT, null, (_, _, _) -> 2)).isTrue();
    assertThat(limits.allowsMore(Principal.ANONYMOUS, "orders", (_, _, _) -> 2)).isTrue();
    assertThat(limits.refused(ROBOT, "orders")).as("it has no rate").isEmpty();
  }
}
