package org.stepgate.notifications;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An outbox in memory that tells what became of each message.
final class MemoryOutbox implements OutboxStore {
  /// What was settled: `done ID` or `again ID TIME`.
  final BlockingQueue<String> settled = new LinkedBlockingQueue<>();

  final Set<String> disabled = new HashSet<>();
  private final List<Message> waiting = new ArrayList<>();
  private final List<Instant> due = new ArrayList<>();

  synchronized void put(Message message, Instant when) {
    waiting.add(message);
    due.add(when);
  }

  String nextSettled() throws InterruptedException {
    String next = settled.poll(60, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no message was settled");
    }
    return next;
  }

  @Override
  public synchronized boolean hasDue(Instant now) {
    return due.stream().anyMatch(each -> !each.isAfter(now));
  }

  @Override
  public synchronized List<Message> claim(Instant now, int limit) {
    var claimed = new ArrayList<Message>();
    for (int i = 0; i < waiting.size() && claimed.size() < limit; ) {
      if (due.get(i).isAfter(now)) {
        i++;
      } else {
        claimed.add(waiting.remove(i));
        due.remove(i);
      }
    }
    return claimed;
  }

  @Override
  public void done(Message message) {
    settled.add("done " + message.id());
  }

  @Override
  public void again(Message message, Instant when) {
    put(
        new Message(
            message.number(),
            message.id(),
            message.target(),
            message.body(),
            message.created(),
            message.attempts() + 1),
        when);
    settled.add("again " + message.id());
  }

  @Override
  public synchronized void disable(String address, Instant now) {
    disabled.add(address);
  }

  @Override
  public synchronized boolean isDisabled(String address) {
    return disabled.contains(address);
  }
}
