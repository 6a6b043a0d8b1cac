package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTableTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;
  private Store store;
  private WorkerId one;
  private WorkerId two;

  @BeforeEach
  void open() throws Exception {
    store = Store.open(StoreConfig.defaults(folder.resolve("state/stepgate.db")));
    one = store.write(new Write.RegisterWorker(1, 1, "boot", "a")).get();
    two = store.write(new Write.RegisterWorker(2, 1, "boot", "b")).get();
    var start = Samples.execution("orders", "n", NOW, Samples.inline("{}"));
    store
        .write(
            new Write.Create(
                start,
                Samples.running(1, 2),
                List.of(),
                List.of(),
                one,
                List.of(),
                List.of(new OutgoingMessage("m1", "chat", "{}", NOW))))
        .get();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<QueuedMessage> claim(WorkerId worker, Instant now) throws Exception {
    return store.write(new Write.ClaimMessages(worker, now, 10)).get();
  }

  @Test
  void claim_isOfOneWorker() throws Exception {
    assertThat(store.hasDueMessage(NOW.minusMillis(1))).isFalse();
    assertThat(store.hasDueMessage(NOW)).isTrue();

    assertThat(claim(one, NOW))
        .map(QueuedMessage::message)
        .containsExactly(new OutgoingMessage("m1", "chat", "{}", NOW));
    assertThat(claim(two, NOW)).isEmpty();
    assertThat(claim(one, NOW)).isEmpty();
    assertThat(store.hasDueMessage(NOW)).isFalse();
  }

  @Test
  void claim_ofAWorkerThatIsGone_isFree() throws Exception {
    claim(one, NOW);
    store.write(new Write.RetireWorker(one, two, "boot", 0, NOW)).get();

    assertThat(store.hasDueMessage(NOW)).isTrue();
    assertThat(claim(two, NOW)).hasSize(1);
  }

  @Test
  void claim_thatIsNeverSettled_ends() throws Exception {
    claim(one, NOW);

    assertThat(claim(two, NOW.plus(Duration.ofMinutes(14)))).isEmpty();
    assertThat(claim(two, NOW.plus(Duration.ofMinutes(15)))).hasSize(1);
  }

  @Test
  void settle_again_isDueThen() throws Exception {
    QueuedMessage claimed = claim(one, NOW).getFirst();

    store.write(new Write.SettleMessage(claimed.number(), NOW.plusSeconds(5))).get();

    assertThat(store.hasDueMessage(NOW.plusMillis(4_999))).isFalse();
    assertThat(claim(two, NOW.plusSeconds(5))).map(QueuedMessage::attempts).containsExactly(1);
  }

  @Test
  void settle_done_isGone() throws Exception {
    QueuedMessage claimed = claim(one, NOW).getFirst();

    assertThat(store.write(new Write.SettleMessage(claimed.number(), null)).get()).isTrue();
    assertThat(store.write(new Write.SettleMessage(claimed.number(), null)).get()).isFalse();
    assertThat(store.hasDueMessage(NOW.plus(Duration.ofDays(9)))).isFalse();
  }

  @Test
  void disable_isRemembered() throws Exception {
    assertThat(store.isDisabledTarget("http://a/")).isFalse();

    assertThat(store.write(new Write.DisableTarget("http://a/", NOW)).get()).isTrue();
    assertThat(store.write(new Write.DisableTarget("http://a/", NOW)).get()).isFalse();

    assertThat(store.isDisabledTarget("http://a/")).isTrue();
    assertThat(store.isDisabledTarget("http://b/")).isFalse();
  }
}
