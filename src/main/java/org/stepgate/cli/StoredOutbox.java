package org.stepgate.cli;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.notifications.OutboxStore;
import org.stepgate.store.Store;
import org.stepgate.store.WorkerId;
import org.stepgate.store.Write;

/// The outbox in the store, as one worker sees it.
///
/// @param worker this worker, registered in the store
record StoredOutbox(Store store, WorkerId worker) implements OutboxStore {
  @Override
  public boolean hasDue(Instant now) {
    return store.hasDueMessage(now);
  }

  @Override
  public List<Message> claim(Instant now, int limit) throws InterruptedException {
    return StoreWrites.done(store, new Write.ClaimMessages(worker, now, limit)).stream()
        .map(each ->
            new Message(
                each.number(),
                each.message().id(),
                each.message().target(),
                each.message().body(),
                each.message().created(),
                each.attempts()))
        .toList();
  }

  @Override
  public void done(Message message) throws InterruptedException {
    settle(message, null);
  }

  @Override
  public void again(Message message, Instant when) throws InterruptedException {
    settle(message, when);
  }

  private void settle(Message message, @Nullable Instant again) throws InterruptedException {
    var _ = StoreWrites.done(store, new Write.SettleMessage(message.number(), again));
  }

  @Override
  public void disable(String address, Instant now) throws InterruptedException {
    var _ = StoreWrites.done(store, new Write.DisableTarget(address, now));
  }

  @Override
  public boolean isDisabled(String address) {
    return store.isDisabledTarget(address);
  }
}
