package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.identity.ReplayGuard.Use;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

class ReplayGuardTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant UNTIL = NOW.plusSeconds(300);

  private static final Principal ALICE = caller("alice");

  @TempDir Path directory;

  private final MovedClock clock = new MovedClock(NOW);

  private static Principal caller(String subject) {
    return new Principal("https://issuer.example.com", subject, List.of(), JsonObject.EMPTY);
  }

  private ReplayGuard guard() {
    return new ReplayGuard(directory.resolve("replays"), clock);
  }

  @Test
  void t18_signatureUsedTwice_isRepeatedForEveryWorker() throws IOException {
    ReplayGuard guard = guard();

    assertThat(guard.use(ALICE, "a", UNTIL)).isEqualTo(Use.FIRST);
    assertThat(guard.use(ALICE, "a", UNTIL)).isEqualTo(Use.REPEATED);
    assertThat(guard().use(ALICE, "a", UNTIL)).isEqualTo(Use.REPEATED);
    assertThat(guard.use(ALICE, "b", UNTIL)).isEqualTo(Use.FIRST);
  }

  @Test
  void use_afterTheSignatureCeasedToHold_isFirst() throws IOException {
    ReplayGuard guard = guard();
    guard.use(ALICE, "a", UNTIL);

    clock.move(Duration.ofMinutes(5));
    assertThat(guard.use(ALICE, "a", UNTIL)).isEqualTo(Use.REPEATED);
    clock.move(Duration.ofSeconds(1));
    assertThat(guard.use(ALICE, "a", UNTIL.plusSeconds(600))).isEqualTo(Use.FIRST);
  }

  @Test
  void use_ofTheLongestSignature_isRemembered() throws IOException {
    ReplayGuard guard = guard();
    guard.use(ALICE, "a", NOW.plus(Duration.ofDays(7)));
    clock.move(Duration.ofDays(7));

    assertThat(guard.use(ALICE, "a", UNTIL)).isEqualTo(Use.REPEATED);
  }

  @Test
  void use_byManyAtOnce_isFirstForOneAtMost() throws Exception {
    try (var pool = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 200; round++) {
        String signature = "s" + round;
        List<Callable<Use>> uses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          ReplayGuard guard = guard();
          uses.add(() -> guard.use(ALICE, signature, UNTIL));
        }
        int first = 0;
        for (Future<Use> use : pool.invokeAll(uses)) {
          first += use.get() == Use.FIRST ? 1 : 0;
        }
        assertThat(first).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void use_ofManyMore_isFullInItsGroupOnly() throws IOException {
    ReplayGuard guard = guard();
    int first = 0;
    int i = 0;
    Use use;
    do {
      use = guard.use(ALICE, "s" + i++, UNTIL);
      first += use == Use.FIRST ? 1 : 0;
    } while (use != Use.FULL);

    assertThat(first).isEqualTo(i - 1).isGreaterThan(40_000);
    clock.move(Duration.ofSeconds(301));
    assertThat(guard.use(ALICE, "s" + (i - 1), UNTIL.plusSeconds(600))).isEqualTo(Use.FIRST);
  }

  @Test
  void t18_oneCallersExcess_isItsOwn() throws IOException {
    ReplayGuard guard = guard();
    int first = 0;
    for (int i = 0; i < 400_000; i++) {
      first += guard.use(ALICE, "s" + i, UNTIL) == Use.FIRST ? 1 : 0;
    }

    assertThat(first).isBetween(131_000, 131_072);
    Principal bob = caller("bob");
    for (int i = 0; i < 20_000; i++) {
      assertThat(guard.use(bob, "b" + i, UNTIL)).isEqualTo(Use.FIRST);
    }
  }

  @Test
  void knows_whatItsOwnerHasUsedAndStillHolds() throws IOException {
    ReplayGuard guard = guard();
    guard.use(ALICE, "a", UNTIL);

    assertThat(guard.knows(ALICE, "a")).isTrue();
    assertThat(guard.knows(ALICE, "b")).isFalse();
    assertThat(guard.knows(caller("bob"), "a")).isFalse();
    clock.move(Duration.ofSeconds(301));
    assertThat(guard.knows(ALICE, "a")).isFalse();
  }

  @Test
  void file_isMadeWholeAndForItsOwner() throws IOException {
    guard().use(ALICE, "a", UNTIL);

    assertThat(directory.resolve("replays")).hasSize(8 << 20);
    assertThat(Files.getPosixFilePermissions(directory.resolve("replays"))).hasSize(2);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void file_ofAnotherSize_isRefused() throws IOException {
    Files.writeString(directory.resolve("replays"), "short");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> guard().use(ALICE, "a", UNTIL))
        .withMessageContaining("remove it");
  }
}
