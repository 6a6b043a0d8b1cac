package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.http.HttpResponse;
import org.stepgate.policy.Action;
import org.stepgate.policy.Decision;
import org.stepgate.workflow.TaskTokens;

final class CallbackEndpointTest {
  private static final String ACCOUNT = "000000000000";
  private static final String KNOWN = "/stepgate/callbacks/known";

  private final GatewayRig rig = new GatewayRig();

  private static void assertProblem(HttpResponse response, int status) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(GatewayRig.header(response, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.content().toString()).doesNotContain("secret detail");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | {\"a\":[1]} | {\"a\":[1]}",
        "?outcome=success | \"text\" | \"text\"",
        "'' | '' | null"
      })
  void success_ofKnownToken_isTold(String query, String body, String output) {
    var response = rig.post(KNOWN + query, body);

    assertThat(response.status()).isEqualTo(204);
    assertThat(rig.taskTokens.told)
        .containsExactly(new TaskTokens.Success(ACCOUNT, "known", output));
  }

  @Test
  void failure_ofKnownToken_isTold() {
    var response =
        rig.post(
            KNOWN + "?outcome=failure", "{\"error\":\"Out.Of.Stock\",\"cause\":\"none left\"}");

    assertThat(response.status()).isEqualTo(204);
    assertThat(rig.taskTokens.told)
        .containsExactly(new TaskTokens.Failure(ACCOUNT, "known", "Out.Of.Stock", "none left"));
  }

  @Test
  void failure_withoutBody_hasNeitherErrorNorCause() {
    rig.post(KNOWN + "?outcome=failure", "");

    assertThat(rig.taskTokens.told)
        .containsExactly(new TaskTokens.Failure(ACCOUNT, "known", null, null));
  }

  @Test
  @DisplayName("T32: a forged callback is 401")
  void t32_forged_is401() {
    for (String token : List.of("other", "A".repeat(64), "KNOWN", "known%00", "known%20")) {
      var response = rig.post("/stepgate/callbacks/" + token, "1");

      assertProblem(response, 401);
      assertThat(GatewayRig.header(response, "WWW-Authenticate")).contains("Stepgate-Task-Token");
      assertProblem(rig.post("/stepgate/callbacks/" + token + "?outcome=failure", ""), 401);
    }
    assertThat(rig.taskTokens.told).isEmpty();
  }

  @Test
  @DisplayName("T32: a callback that is replayed, or comes when the task has ended, counts no more")
  void t32_replayedOrOld_is409() {
    rig.post(KNOWN, "1");

    assertProblem(rig.post(KNOWN, "2"), 409);
    assertProblem(rig.post(KNOWN + "?outcome=failure", ""), 409);
    assertThat(rig.taskTokens.told).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | {,",
        "?outcome=other | 1",
        "?outcome=failure | [1]",
        "?outcome=failure | {\"error\":1}",
        "?outcome=failure | {\"other\":\"a\"}"
      })
  void end_malformedRequest_is400(String query, String body) {
    assertProblem(rig.post(KNOWN + query, body), 400);
    assertThat(rig.taskTokens.told).isEmpty();
  }

  @Test
  void end_outputAtTheLimit_isTakenAndOneMoreByteIs413() {
    String largest = "1" + " ".repeat(InputSize.MAX_BYTES - 1);

    assertProblem(rig.post(KNOWN, largest + " "), 413);
    assertThat(rig.post(KNOWN, largest).status()).isEqualTo(204);
  }

  @Test
  void end_callerMayNot_is403WhateverTheToken() {
    rig.policy =
        (_, action, _, _) ->
            action == Action.SEND_TASK_SUCCESS ? new Decision.Deny("no") : Decision.Allow.UNASKED;

    assertProblem(rig.post(KNOWN, "1"), 403);
    assertProblem(rig.post("/stepgate/callbacks/other", "1"), 403);
    assertThat(rig.taskTokens.told).isEmpty();
  }
}
