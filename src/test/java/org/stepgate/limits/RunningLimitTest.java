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
  void bounding_rulesOfCallerAndRoute() {
    var rule = new LimitRule("r", Set.of(), Set.of("agents"), Set.of("orders"), null, 1, 2);
    assertThat(limits.bounding(ROBOT, "orders")).isEmpty();

    limits.use(List.of(rule));

    assertThat(limits.bounding(ROBOT, "orders")).containsExactly(rule);
    assertThat(limits.bounding(ROBOT, "other")).isEmpty();
    assertThat(limits.bounding(ROBOT, null)).isEmpty();
    assertThat(limits.bounding(Principal.ANONYMOUS, "orders")).isEmpty();
    assertThat(limits.refused(ROBOT, "orders")).as("it has no rate").isEmpty();
  }
}
