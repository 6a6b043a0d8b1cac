package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.stepgate.embedded.Mailbox.Message;
import org.stepgate.engine.Event;

final class MailboxTest {
  private static final Message GO_ON = new Message.Deliver(new Event.Continued());
  private static final Message STOP = new Message.Deliver(new Event.StopRequested(null, null));
  private static final Message STORED_STOP =
      new Message.Deliver(new Event.StopRequested(null, null), 1, new CompletableFuture<>(), null);

  private final Mailbox mailbox = new Mailbox();

  @Test
  void put_whileNobodyTakes_tellsTheFirstOnly() {
    assertThat(mailbox.put(GO_ON)).isTrue();
    assertThat(mailbox.put(GO_ON)).isFalse();
  }

  @Test
  void rest_withMessages_givesTheRequestsOfPeopleAndBeginsWithTheNextMessage() {
    mailbox.put(GO_ON);
    mailbox.put(STOP);
    mailbox.put(STORED_STOP);

    assertThat(mailbox.rest()).containsExactly(STOP);

    assertThat(mailbox.put(GO_ON)).isTrue();
    assertThat(mailbox.take(() -> {})).containsExactly(GO_ON, STORED_STOP, GO_ON);
  }

  @Test
  void begin_afterARest_isForOneCallerOnly() {
    mailbox.put(GO_ON);
    mailbox.rest();

    assertThat(mailbox.begin()).isTrue();
    assertThat(mailbox.begin()).isFalse();
    assertThat(mailbox.put(GO_ON)).isFalse();
  }

  @Test
  void begin_withoutMessages_isFalse() {
    mailbox.put(STOP);
    mailbox.rest();

    assertThat(mailbox.begin()).isFalse();
  }
}
