package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.Action;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;

/// Routes that a caller may not know of are answered as what is not there.
class HiddenRoutesTest {
  private static final Principal BOB =
      new Principal("https://issuer.example", "bob", List.of(), JsonObject.EMPTY);

  private final GatewayRig rig =
      new GatewayRig(
          RouteConfig.of("open", "GET", "/a/{x}", "Orders").withKey("request.path"),
          RouteConfig.of("read", "PUT", "/a/{x}", "Orders"),
          RouteConfig.of("hidden", "POST", "/a/{x}", "Orders"),
          RouteConfig.of("secret", "GET", "/secret/{x}", "Orders").withKey("request.path"));

  HiddenRoutesTest() {
    rig.policy =
        (_, action, resource, _) ->
            resource.equals(new Resource.Route("open"))
                    || (resource.equals(new Resource.Route("read")) && action == Action.READ)
                ? Decision.Allow.UNASKED
                : new Decision.Deny("no");
  }

  private HttpResponse send(String method, String target) {
    return rig.send(HttpRequest.of(method, target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "OPTIONS", "DELETE", "WHATEVER"})
  void t22_hiddenRoute_isAnsweredAsAnUnknownPath(String method) {
    for (Principal caller : List.of(Principal.ANONYMOUS, BOB)) {
      rig.caller = caller;

      HttpResponse hidden = send(method, "/secret/x");
      HttpResponse unknown = send(method, "/nothere/x");

      assertThat(hidden.status()).isEqualTo(caller.equals(BOB) ? 404 : 403);
      assertThat(hidden).isEqualTo(unknown);
    }
  }

  @ParameterizedTest
  @CsvSource({"OPTIONS,204", "DELETE,405"})
  void otherMethod_namesWhatTheCallerMayCallOrSee(String method, int status) {
    rig.caller = BOB;

    HttpResponse answer = send(method, "/a/x");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(GatewayRig.header(answer, "Allow")).isEqualTo("GET, HEAD, OPTIONS, PUT");
    assertThat(send("POST", "/a/x").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hidden", "Nothing"})
  void machine_thatMayNotBeKnown_isAnsweredAsNone(String name) {
    rig.policy =
        (_, _, resource, _) ->
            resource.equals(new Resource.Machine("embedded", "Hidden"))
                ? new Decision.Deny("no")
                : Decision.Allow.UNASKED;

    assertThat(rig.post("/stepgate/machines/" + name + "/executions", "{}").status())
        .isEqualTo(403);
    rig.caller = BOB;
    assertThat(rig.post("/stepgate/machines/" + name + "/executions", "{}").status())
        .isEqualTo(404);
  }
}
