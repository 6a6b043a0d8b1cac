package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stepgate.http.HttpResponse;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.limits.LimitRule;
import org.stepgate.limits.Rate;
import org.stepgate.principal.Principal;
import org.stepgate.workflow.RunOutcome;

/// Who asks too often is refused, and nobody else.
class GatewayLimitsTest {
  private final GatewayRig rig =
      new GatewayRig(
          RouteConfig.of("orders", "POST", "/orders", "orders"),
          RouteConfig.of("notes", "POST", "/notes", "notes"));

  private static LimitRule rule(Set<String> routes) {
    return new LimitRule("r", Set.of(), Set.of(), routes, Rate.parse("1/m"), 1, 0);
  }

  @Test
  void handle_routeAskedTooOften_is429WithRetryAfter() {
    rig.limits.use(List.of(rule(Set.of("orders"))));

    assertThat(rig.post("/orders", "{}").status()).isNotEqualTo(429);
    HttpResponse refused = rig.post("/orders", "{}");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(GatewayRig.header(refused, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(GatewayRig.json(refused).string("detail"))
        .isEqualTo(
            "You have asked more often than the limit 'r' allows, which is 1/m; ask again later.");
    assertThat(Integer.parseInt(GatewayRig.header(refused, "Retry-After"))).isBetween(1, 60);
    assertThat(rig.post("/notes", "{}").status()).isNotEqualTo(429);
    rig.caller = new Principal("https://issuer", "bob", List.of(), JsonObject.EMPTY);
    assertThat(rig.post("/orders", "{}").status()).isNotEqualTo(429);
  }

  @Test
  void handle_anythingAskedTooOften_is429AndHealthIsNot() {
    rig.limits.use(List.of(rule(Set.of())));

    assertThat(rig.get("/stepgate/routes").status()).isEqualTo(200);
    assertThat(rig.get("/stepgate/routes").status()).isEqualTo(429);
    assertThat(rig.get("/stepgate/health").status()).isEqualTo(200);
  }

  @Test
  void handle_asManyExecutionsAsMayRun_is429WithRetryAfter() {
    rig.workflows.refusal = new RunOutcome.OverLimit(List.of("few"), Duration.ofMillis(4_001));

    HttpResponse refused = rig.post("/orders", "{}");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(GatewayRig.json(refused).string("detail"))
        .isEqualTo("As many of your executions run as may by the limit 'few'; ask again later.");
    assertThat(GatewayRig.header(refused, "Retry-After")).isEqualTo("5");
  }
}
