package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.stepgate.principal.Principal;

class TokenMemoryTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));

  private final TokenMemory memory = new TokenMemory(16);

  @Test
  void find_holdsForAMinute() {
    memory.put("token", Principal.ANONYMOUS, NOW, LATER);

    assertThat(memory.find("token", NOW.plusMillis(59_999))).contains(Principal.ANONYMOUS);
    assertThat(memory.find("token", NOW.plusMillis(60_000))).isEmpty();
    assertThat(memory.find("token2", NOW)).isEmpty();
  }

  @Test
  void find_neverHoldsPastTheExpiry() {
    memory.put("token", Principal.ANONYMOUS, NOW, NOW.plusSeconds(5));

    assertThat(memory.find("token", NOW.plusMillis(4_999))).isPresent();
    assertThat(memory.find("token", NOW.plusSeconds(5))).isEmpty();
  }

  @Test
  void put_pastTheCapacity_forgetsWhatNoLongerHoldsFirst() {
    for (int i = 0; i < 16; i++) {
      memory.put("old" + i, Principal.ANONYMOUS, NOW, NOW.plusSeconds(1));
    }
    Instant next = NOW.plusSeconds(1);

    memory.put("new", Principal.ANONYMOUS, next, LATER);

    assertThat(memory.size()).isEqualTo(1);
    assertThat(memory.find("new", next)).isPresent();
  }

  @Test
  void put_ofTokensThatAllHold_staysBounded() {
    for (int i = 0; i < 1_000; i++) {
      memory.put("token" + i, Principal.ANONYMOUS, NOW, LATER);
      assertThat(memory.size()).isLessThanOrEqualTo(16);
    }
    assertThat(memory.find("token999", NOW)).isPresent();
  }
}
