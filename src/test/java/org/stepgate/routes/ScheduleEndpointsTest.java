package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.policy.Action;
import org.stepgate.policy.Decision;

class ScheduleEndpointsTest {
  private final GatewayRig rig = new GatewayRig();

  @Test
  void list_showsConfigurationAndState() {
    var response = rig.get("/stepgate/schedules");

    assertThat(response.status()).isEqualTo(200);
    assertThat(GatewayRig.json(response))
        .isEqualTo(
            json(
                """
                {"schedules": [{
                  "name": "nightly",
                  "machine": "Reports",
                  "expression": "30 2 * * *",
                  "timezone": "Europe/Berlin",
                  "overlap": "skip",
                  "catchUp": "none",
                  "enabled": true,
                  "paused": false,
                  "next": "2026-01-03T01:30:00Z",
                  "last": {
                    "tick": "2026-01-02T01:30:00Z",
                    "outcome": "STARTED",
                    "execution": "embedded:Reports:nightly-1"
                  }
                }]}
                """));
  }

  @Test
  void pauseAndResume_answerWithTheSchedule() {
    var paused = GatewayRig.json(rig.post("/stepgate/schedules/nightly/pause", ""));
    var resumed = GatewayRig.json(rig.post("/stepgate/schedules/nightly/resume", ""));

    assertThat(paused)
        .extracting(
            each -> each.get("paused"), each -> each.string("pausedBy"), each -> each.get("next"))
        .containsExactly(JsonValue.JsonBoolean.of(true), "anonymous", null);
    assertThat(resumed)
        .extracting(each -> each.get("paused"), each -> each.string("next"))
        .containsExactly(JsonValue.JsonBoolean.of(false), "2026-01-03T01:30:00Z");
  }

  @Test
  void pause_ofAnUnknownSchedule_is404() {
    assertThat(rig.post("/stepgate/schedules/other/pause", "").status()).isEqualTo(404);
    assertThat(rig.post("/stepgate/schedules/other/resume", "").status()).isEqualTo(404);
  }

  @Test
  void pause_ofOneThatMayNotBeSeen_is404AndOfOneThatMayNotBeChanged_403() {
    rig.policy = (_, action, _, _) -> allow(action == Action.READ);
    assertThat(rig.post("/stepgate/schedules/nightly/pause", "").status()).isEqualTo(403);

    rig.policy = (_, action, _, _) -> allow(action == Action.ADMINISTER);
    assertThat(rig.post("/stepgate/schedules/nightly/resume", "").status()).isEqualTo(404);
    assertThat(GatewayRig.json(rig.get("/stepgate/schedules")))
        .isEqualTo(json("{\"schedules\": []}"));
    assertThat(rig.schedules.calls).isEmpty();
  }

  private static Decision allow(boolean may) {
    return may ? Decision.Allow.UNASKED : new Decision.Deny("no");
  }

  private static JsonValue json(String text) {
    return JsonReader.read(text, JsonLimits.NETWORK);
  }
}
