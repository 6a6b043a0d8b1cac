package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stepgate.store.RowId;

final class WaitersTest {
  private final Waiters waiters = new Waiters();
  private final RowId row = new RowId(1);

  @Test
  void closed_wakesAllWhoWaitForThatExecution() {
    var first = waiters.join(row);
    var second = waiters.join(row);
    var other = waiters.join(new RowId(2));

    waiters.closed(row);

    assertThat(first.getCount()).isZero();
    assertThat(second.getCount()).isZero();
    assertThat(other.getCount()).isEqualTo(1);
    assertThat(waiters.rows()).containsExactly(new RowId(2));
  }

  @Test
  void leave_lastWaiter_forgetsTheExecution() {
    var first = waiters.join(row);
    var second = waiters.join(row);

    waiters.leave(row, first);
    assertThat(waiters.rows()).containsExactly(row);
    waiters.leave(row, second);
    assertThat(waiters.rows()).isEmpty();
    waiters.leave(row, second);
  }

  @Test
  void endAll_wakesEverybodyAndLetsNobodyWaitAnyMore() {
    var before = waiters.join(row);

    waiters.endAll();

    assertThat(before.getCount()).isZero();
    assertThat(waiters.join(row).getCount()).isZero();
    assertThat(waiters.rows()).isEmpty();
  }
}
