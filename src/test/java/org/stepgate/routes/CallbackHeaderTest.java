package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stepgate.http.Headers;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;

class CallbackHeaderTest {
  private static final CallbackHeader HEADER =
      new CallbackHeader("https://ci.example.com/hooks/1"::equals);

  private static HttpRequest request(String... addresses) {
    var headers = Headers.none();
    for (String address : addresses) {
      headers = headers.with("Stepgate-Callback", address);
    }
    return HttpRequest.of("POST", "/orders").withHeaders(headers);
  }

  @Test
  void tells_withoutTheHeader_isTheRoutes() {
    assertThat(HEADER.tells(request(), List.of("ends"))).containsExactly("ends");
  }

  @Test
  void tells_withAnAllowedAddress_isBoth() {
    assertThat(HEADER.tells(request(" https://ci.example.com/hooks/1 "), List.of("ends")))
        .containsExactly("ends", "https://ci.example.com/hooks/1");
  }

  @Test
  void tells_otherAddressOrMoreThanOne_is400() {
    for (var bad :
        List.of(
            request("https://evil.example.com/"),
            request("ends"),
            request("https://ci.example.com/hooks/1", "https://ci.example.com/hooks/1"))) {
      assertThatThrownBy(() -> HEADER.tells(bad, List.of()))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.status()).isEqualTo(400));
    }
  }
}
