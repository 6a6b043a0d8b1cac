package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;
import org.stepgate.principal.Principal;

class LocalAnonymousTest {
  private final Authenticator authenticator = new LocalAnonymous();

  @ParameterizedTest
  @ValueSource(
      strings = {"", "127.0.0.1", "127.255.255.255", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
  void authenticate_localCaller_isAnonymous(String address) {
    assertThat(authenticator.authenticate(from(address))).isEqualTo(Principal.ANONYMOUS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "128.0.0.1",
        "1270.0.0.1",
        "127.0.0.256",
        "127.0.0",
        "127.0.0.1.evil.example",
        "127..0.1",
        "::2",
        "::ffff:10.0.0.1",
        "localhost",
        "2130706433"
      })
  void authenticate_callerFromElsewhere_isRefused(String address) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> authenticator.authenticate(from(address)))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(403));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-forwarded-for", "x-real-ip", "forwarded", "x-forwarded-user"})
  void authenticate_headerThatClaimsAnAddress_isNotBelieved(String header) {
    var request = from("10.0.0.1").withHeader(header, "127.0.0.1");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> authenticator.authenticate(request));
  }

  private static HttpRequest from(String address) {
    var plain = HttpRequest.of("GET", "/");
    return new HttpRequest(
        plain.method(),
        plain.path(),
        plain.rawUri(),
        plain.query(),
        plain.headers(),
        address,
        plain.scheme(),
        plain.host(),
        plain.body());
  }
}
