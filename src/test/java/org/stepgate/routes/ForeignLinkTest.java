package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;

class ForeignLinkTest {
  private final GatewayRig rig =
      new GatewayRig(
          RouteConfig.of("release", "GET", "/releases/{name}", "Orders").withKey("request.path"));

  private static HttpRequest request(String site) {
    HttpRequest plain = HttpRequest.of("GET", "/releases/x?a=<b>&c");
    return site.isEmpty() ? plain : plain.withHeader("sec-fetch-site", site);
  }

  @ParameterizedTest
  @CsvSource({"'',1", "same-origin,1", "none,1", "cross-site,0", "same-site,0", "new-word,0"})
  void t16_linkOfAnotherSite_startsNothing(String site, int started) {
    rig.send(request(site));

    assertThat(rig.workflows.started).hasSize(started);
  }

  @Test
  void t16_linkOfAnotherSite_isAnsweredByAQuestion() {
    HttpResponse page = rig.send(request("cross-site"));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.content().toString())
        .contains("GET /releases/x?a=&lt;b&gt;&amp;c", "href=\"\"");
    assertThat(GatewayRig.header(page, "Cache-Control")).isEqualTo("no-store");
    assertThat(GatewayRig.header(page, "Content-Security-Policy"))
        .contains("frame-ancestors 'none'");
  }

  @Test
  void linkOfAnotherSite_withAToken_isCarriedOut() {
    rig.send(request("cross-site").withHeader("authorization", "Bearer x"));

    assertThat(rig.workflows.started).hasSize(1);
  }

  @Test
  void linkOfAnotherSite_toTheControlApi_isAnswered() {
    HttpResponse routes =
        rig.send(
            HttpRequest.of("GET", "/stepgate/routes").withHeader("sec-fetch-site", "cross-site"));

    assertThat(GatewayRig.json(routes).get("routes")).isNotNull();
  }
}
