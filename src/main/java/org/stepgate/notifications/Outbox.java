package org.stepgate.notifications;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.tasks.TaskRunner;

/// Sends the messages of the pool that are due.
///
/// A message is claimed, sent and settled. A worker that dies in between leaves its claims to the
/// others, who send them again under the same id: at least once, and recognisably so. What fails is
/// tried again, later each time, and given up after some days. A receiver that answers 410 gets
/// nothing any more.
///
/// Threads: safe for use by any.
public final class Outbox implements AutoCloseable {
  /// Messages under way at a time in one worker.
  static final int AT_ONCE = 8;

  private static final Logger log = LogManager.getLogger(Outbox.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_REASON = 300;

  private final OutboxStore store;
  private final TaskRunner tasks;
  private final InstantSource clock;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("outbox").daemon().factory());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private NotificationsConfig config = NotificationsConfig.defaults();
  private @Nullable Delivery delivery;

  /// An outbox that sends nothing yet.
  ///
  /// @param tasks carries out commands and calls of SQS
  public Outbox(OutboxStore store, TaskRunner tasks, InstantSource clock) {
    this.store = store;
    this.tasks = tasks;
    this.clock = clock;
  }

  /// Begins to look for messages, once a second.
  public void start() {
    var _ =
        timer.scheduleWithFixedDelay(
            this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Sends by this configuration from now on.
  public synchronized void use(NotificationsConfig next) {
    if (!next.equals(config)) {
      Delivery before = delivery;
      config = next;
      delivery = null;
      if (before != null) {
        before.close(); // What it was sending is tried again.
      }
    }
  }

  private synchronized Delivery delivery() {
    Delivery current = delivery;
    if (current == null) {
      current = new Delivery(config, tasks, clock);
      delivery = current;
    }
    return current;
  }

  private synchronized NotificationsConfig config() {
    return config;
  }

  /// Whether requests may name an address to be told of the end of their executions.
  public boolean allows(String address) {
    return config().callbacks().allows(address);
  }

  private void look() {
    try {
      sendDue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("notifications.not_read", e);
    }
  }

  /// Begins to send what is due, as far as there are places.
  void sendDue() throws InterruptedException {
    while (store.hasDue(clock.instant())) {
      int free = places.drainPermits();
      List<OutboxStore.Message> claimed = List.of();
      try {
        claimed = free == 0 ? List.of() : store.claim(clock.instant(), free);
      } finally {
        places.release(free - claimed.size());
      }
      for (OutboxStore.Message message : claimed) {
        threads.execute(() -> carry(message));
      }
      if (claimed.isEmpty()) {
        return;
      }
    }
  }

  private void carry(OutboxStore.Message message) {
    try {
      settle(message);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Whoever takes over sends it again.
    } catch (RuntimeException e) {
      log.error("notifications.not_settled id={}", message.id(), e);
    } finally {
      places.release();
    }
  }

  private void settle(OutboxStore.Message message) throws InterruptedException {
    Optional<Target> target = target(message.target());
    if (target.isEmpty()) {
      failed(message, "there is no such target");
      return;
    }
    String address = address(target.get());
    if (address != null && store.isDisabled(address)) {
      log.warn("notifications.dropped id={} target={} reason=disabled", message.id(), address);
      store.done(message);
      return;
    }
    switch (delivery().send(message, target.get())) {
      case Delivery.Result.Delivered() -> {
        log.debug("notifications.sent id={} target={}", message.id(), message.target());
        store.done(message);
      }
      case Delivery.Result.Gone() -> {
        log.warn("notifications.target_disabled target={} reason=410", address);
        if (address != null) {
          store.disable(address, clock.instant());
        }
        store.done(message);
      }
      case Delivery.Result.Failed(String reason) -> failed(message, reason);
    }
  }

  /// The target that a message names; empty when the configuration does not have it any more.
  private Optional<Target> target(String name) {
    NotificationsConfig now = config();
    Target known = now.targets().get(name);
    if (known != null) {
      return Optional.of(known);
    }
    return now.callbacks()
        .receiver(name)
        .map(receiver ->
            new Target.Webhook(
                URI.create(name), now.callbacks().secretFiles(), receiver.toString()));
  }

  private static @Nullable String address(Target target) {
    return target instanceof Target.Webhook(URI url, var _, var _) ? url.toString() : null;
  }

  private void failed(OutboxStore.Message message, String reason) throws InterruptedException {
    Instant now = clock.instant();
    int attempts = message.attempts() + 1;
    Optional<Instant> next =
        RetryPlan.next(
            attempts,
            message.created(),
            now,
            config().giveUpAfter(),
            ThreadLocalRandom.current().nextDouble());
    String shown = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "…";
    if (next.isPresent()) {
      log.warn(
          "notifications.failed id={} target={} attempts={} again={} reason=\"{}\"",
          message.id(),
          message.target(),
          attempts,
          next.get(),
          shown);
      store.again(message, next.get());
    } else {
      log.error(
          "notifications.given_up id={} target={} attempts={} reason=\"{}\"",
          message.id(),
          message.target(),
          attempts,
          shown);
      store.done(message);
    }
  }

  /// Ends the threads; what is under way is cut, and sent again by others.
  @Override
  public void close() {
    timer.shutdownNow();
    threads.shutdownNow();
    try {
      var _ = threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      Delivery last = delivery;
      if (last != null) {
        last.close();
      }
    }
  }
}
