package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProviderTest {
  private final MovedClock clock = new MovedClock(Instant.parse("2026-03-01T12:00:00Z"));
  private IssuerStandIn issuer;
  private Provider provider;

  @BeforeEach
  void start() throws IOException {
    issuer = new IssuerStandIn();
    provider =
        new Provider(
            IssuerConfig.of(issuer.url(), "stepgate"), LoginConfig.of(issuer.url(), "web"), clock);
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  /// How many of 100 that ask at once are told.
  private int toldOfMany() throws Exception {
    var answers = new ArrayList<Future<Boolean>>();
    Callable<Boolean> asking =
        () -> {
          try {
            return provider.endpoints() != null;
          } catch (IOException _) {
            return false;
          }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        answers.add(threads.submit(asking));
      }
    }
    int told = 0;
    for (Future<Boolean> answer : answers) {
      told += answer.get() ? 1 : 0;
    }
    return told;
  }

  @Test
  void endpoints_askedForByMany_areFetchedOnce() throws Exception {
    assertThat(toldOfMany()).isEqualTo(100);

    assertThat(issuer.asked()).isEqualTo(List.of("/realm/.well-known/openid-configuration"));
  }

  @Test
  void endpoints_ofAnIssuerThatIsAway_areAskedForOnceInTenSeconds() throws Exception {
    issuer.down(true);

    assertThat(toldOfMany()).isZero();
    assertThat(issuer.asked()).hasSize(1);

    issuer.down(false);
    clock.move(Provider.AFTER_FAILURE.minusMillis(1));
    assertThat(catchThrowableOfType(IOException.class, provider::endpoints))
        .hasMessageContaining("answers 500");
    assertThat(issuer.asked()).hasSize(1);

    clock.move(Duration.ofMillis(1));
    assertThat(toldOfMany()).isEqualTo(100);
    assertThat(issuer.asked()).hasSize(2);
  }

  @Test
  void endpoints_afterAnHour_areAskedForAgain() throws Exception {
    provider.endpoints();
    clock.move(Duration.ofHours(1).minusMillis(1));
    provider.endpoints();
    assertThat(issuer.asked()).hasSize(1);

    clock.move(Duration.ofMillis(1));
    provider.endpoints();
    assertThat(issuer.asked()).hasSize(2);
  }
}
