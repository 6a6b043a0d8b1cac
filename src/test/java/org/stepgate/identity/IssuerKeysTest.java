package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.ECKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stepgate.http.ProblemException;

/// How the keys of an issuer are fetched, kept and shared in a pool.
class IssuerKeysTest extends IdentitiesFixture {
  @Test
  void t14_floodOfUnknownKids_fetchesOnceAMinute() {
    caller(issuer.token(claims()));
    assertThat(issuer.fetches()).isEqualTo(1);
    clock.move(Duration.ofMinutes(1));

    for (int i = 0; i < 100; i++) {
      assertRefused(IssuerStandIn.token(IssuerStandIn.newKey("unknown" + i), claims()));
    }
    assertThat(issuer.fetches()).isEqualTo(2);

    clock.move(Duration.ofMinutes(1).minusMillis(1));
    assertRefused(IssuerStandIn.token(IssuerStandIn.newKey("later"), claims()));
    assertThat(issuer.fetches()).isEqualTo(2);

    clock.move(Duration.ofMillis(1));
    assertRefused(IssuerStandIn.token(IssuerStandIn.newKey("last"), claims()));
    assertThat(issuer.fetches()).isEqualTo(3);
    assertThat(caller(issuer.token(claims())).subject()).isEqualTo("alice");
  }

  @Test
  void t14_floodAtTwoWorkers_fetchesOnceAMinute() {
    Identities second = second();
    caller(issuer.token(claims()));
    second.use(
        IdentityConfig.defaults().withIssuers(List.of(IssuerConfig.of(issuer.url(), "stepgate"))));
    clock.move(Duration.ofMinutes(1));
    String token = IssuerStandIn.token(IssuerStandIn.newKey("unknown"), claims());

    assertRefused(token);
    var problem =
        catchThrowableOfType(ProblemException.class, () -> second.authenticate(with(token)));

    assertThat(problem.status()).isEqualTo(401);
    assertThat(issuer.fetches()).isEqualTo(2);
  }

  @Test
  void rotation_needsNoRestart() {
    caller(issuer.token(claims()));
    ECKey next = IssuerStandIn.newKey("second");
    issuer.publish(next);
    clock.move(Duration.ofMinutes(1));

    assertThat(caller(IssuerStandIn.token(next, claims())).subject()).isEqualTo("alice");
  }

  @Test
  void issuerDown_servesItsKeysUntilTheyAreTooOld() {
    ECKey key = issuer.key();
    caller(issuer.token(claims()));
    issuer.down(true);

    clock.move(Duration.ofDays(1).plusMinutes(5));
    assertThat(caller(IssuerStandIn.token(key, claims())).subject()).isEqualTo("alice");
    clock.move(Duration.ofMinutes(1));
    assertThat(refusal(IssuerStandIn.token(key, claims())).status()).isEqualTo(503);

    issuer.down(false);
    clock.move(Duration.ofMinutes(1));
    assertThat(caller(IssuerStandIn.token(key, claims())).subject()).isEqualTo("alice");
  }

  @Test
  void issuerDown_atTheStartOfAnotherWorker_servesWhatThePoolKnows() {
    caller(issuer.token(claims()));
    issuer.down(true);
    clock.move(Duration.ofMinutes(10));

    Identities second = second();
    second.use(
        IdentityConfig.defaults().withIssuers(List.of(IssuerConfig.of(issuer.url(), "stepgate"))));

    assertThat(second.authenticate(with(issuer.token(claims()))).subject()).isEqualTo("alice");
  }

  @Test
  void issuerNeverUp_is503() {
    issuer.down(true);

    ProblemException problem = refusal(issuer.token(claims()));

    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.response().headers().has("Retry-After")).isTrue();
    issuer.down(false);
    assertThat(refusal(issuer.token(claims())).status()).isEqualTo(503);
    clock.move(Duration.ofMinutes(1).minusMillis(1));
    assertThat(refusal(issuer.token(claims())).status()).isEqualTo(503);
    assertThat(issuer.asked()).as("one minute, one question").hasSize(1);
    clock.move(Duration.ofMillis(1));
    assertThat(caller(issuer.token(claims())).subject()).isEqualTo("alice");
  }

  @Test
  void discovery_ofAnotherIssuer_isNotBelieved() {
    issuer.nameInDocument("https://other.example");

    assertThat(refusal(issuer.token(claims())).status()).isEqualTo(503);
    assertThat(issuer.fetches()).isZero();
  }
}
