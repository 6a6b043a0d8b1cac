package org.stepgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedTargetTest {
  @ParameterizedTest
  @CsvSource({
    "/orders, /orders",
    "/orders/a%20b, /orders/a%20b",
    "/orders?, /orders?…",
    "/stepgate/oidc/callback?code=secret, /stepgate/oidc/callback?…",
    "/stepgate/callbacks/secret, /stepgate/callbacks/…",
    "/stepgate/callbacks/secret?outcome=failure, /stepgate/callbacks/…?…",
    "/stepgate/%63allbacks%2fsecret, /stepgate/callbacks/…",
    "/stepgate/callbacks, /stepgate/callbacks",
    "/100%, /100%",
    "/100%zz, /100%zz",
    "'', ''"
  })
  void of_target_showsNoSecret(String target, String shown) {
    assertThat(LoggedTarget.of(target)).isEqualTo(shown);
  }
}
