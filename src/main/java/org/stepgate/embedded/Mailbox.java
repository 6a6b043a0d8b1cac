package org.stepgate.embedded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.stepgate.audit.Cause;
import org.stepgate.audit.RequestAudit;
import org.stepgate.engine.Event;
import org.stepgate.store.InboxMessage;

/// What one execution is told, in order. Either it is idle, or somebody takes from it: [#put] says
/// when that has to begin, [#take] ends it by giving nothing.
///
/// Threads: safe for use by any; one at a time takes.
final class Mailbox {
  private static final int BATCH_MESSAGES = 64;

  /// What is put into the mailbox.
  sealed interface Message {
    /// Completed once the message's changes are durable, or known to be none.
    CompletableFuture<Void> settled();

    /// Answer an event.
    ///
    /// @param inbox the number of the stored message that it came with, 0 when it came otherwise
    /// @param cause the request that it came with; null when it came otherwise
    record Deliver(Event event, long inbox, CompletableFuture<Void> settled, @Nullable Cause cause)
        implements Message {
      /// That of the request of the calling thread.
      Deliver(Event event) {
        this(event, 0, new CompletableFuture<>(), RequestAudit.cause());
      }
    }

    /// Read the messages that wait in the store.
    record LookIntoInbox(CompletableFuture<Void> settled) implements Message {
      LookIntoInbox() {
        this(new CompletableFuture<>());
      }
    }

    /// Store an execution that is only in memory.
    record Keep(CompletableFuture<Void> settled) implements Message {
      Keep() {
        this(new CompletableFuture<>());
      }
    }

    /// Have the execution in memory.
    record Load(CompletableFuture<Void> settled) implements Message {
      Load() {
        this(new CompletableFuture<>());
      }
    }
  }

  private final Deque<Message> messages = new ArrayDeque<>();
  private boolean busy;

  /// Adds a message; true when the caller has to see to it that it is taken.
  synchronized boolean put(Message message) {
    messages.add(message);
    boolean begin = !busy;
    busy = true;
    return begin;
  }

  /// The next messages; none when the mailbox is empty, which makes it idle.
  ///
  /// @param idle called then, before any other message can come
  synchronized List<Message> take(Runnable idle) {
    var batch = new ArrayList<Message>(Math.min(messages.size(), BATCH_MESSAGES));
    while (!messages.isEmpty() && batch.size() < BATCH_MESSAGES) {
      batch.add(messages.remove());
    }
    if (batch.isEmpty()) {
      busy = false;
      idle.run();
    }
    return batch;
  }

  /// Gives up all messages and makes the mailbox idle.
  ///
  /// @param idle as for [#take]
  synchronized List<Message> drain(Runnable idle) {
    var all = List.copyOf(messages);
    messages.clear();
    busy = false;
    idle.run();
    return all;
  }

  /// Takes the requests of people, who are told that nothing comes of them now.
  synchronized List<Message> takeRequests() {
    List<Message> requests = messages.stream().filter(Mailbox::isRequest).toList();
    messages.removeAll(requests);
    return requests;
  }

  /// Makes the mailbox idle although it holds messages, which wait for the next one, or for
  /// [#begin].
  ///
  /// @return the requests of people, as by [#takeRequests]
  synchronized List<Message> rest() {
    busy = false;
    return takeRequests();
  }

  /// True when the mailbox is idle but holds messages, and the caller has to see to it that they
  /// are taken.
  synchronized boolean begin() {
    boolean begin = !busy && !messages.isEmpty();
    busy |= begin;
    return begin;
  }

  /// Puts messages before all others.
  synchronized void putBack(List<? extends Message> batch) {
    for (Message message : batch.reversed()) {
      messages.addFirst(message);
    }
  }

  /// Puts the messages that the store has before all others, in place of those that it had.
  synchronized void putStored(List<InboxMessage> stored) {
    messages.removeIf(Mailbox::isStored);
    putBack(
        stored.stream()
            .map(message ->
                new Message.Deliver(
                    message.event(), message.number(), new CompletableFuture<>(), null))
            .toList());
  }

  /// Takes out what asks for a look into the store, for one that is about to be made.
  synchronized List<Message> takeLooks() {
    List<Message> looks = looks(messages);
    messages.removeAll(looks);
    return looks;
  }

  /// The messages that ask for a look into the store.
  static List<Message> looks(Iterable<Message> batch) {
    var looks = new ArrayList<Message>();
    for (Message message : batch) {
      if (message instanceof Message.LookIntoInbox) {
        looks.add(message);
      }
    }
    return looks;
  }

  private static boolean isRequest(Message message) {
    return message instanceof Message.Deliver(Event event, long inbox, _, _)
        && inbox == 0
        && (event instanceof Event.StopRequested || event instanceof Event.Redriven);
  }

  /// Whether a message came from the store.
  static boolean isStored(Message message) {
    return message instanceof Message.Deliver delivery && delivery.inbox() != 0;
  }

  /// The numbers of the messages that came from the store.
  static List<Long> stored(List<Message> batch) {
    var numbers = new ArrayList<Long>();
    for (Message message : batch) {
      if (message instanceof Message.Deliver delivery && delivery.inbox() != 0) {
        numbers.add(delivery.inbox());
      }
    }
    return numbers;
  }

  /// The first request that a batch came with; null when none did.
  static @Nullable Cause cause(List<Message> batch) {
    for (Message message : batch) {
      if (message instanceof Message.Deliver delivery && delivery.cause() != null) {
        return delivery.cause();
      }
    }
    return null;
  }

  /// The events of a batch.
  static List<Event> events(List<Message> batch) {
    var events = new ArrayList<Event>();
    for (Message message : batch) {
      if (message instanceof Message.Deliver delivery) {
        events.add(delivery.event());
      }
    }
    return events;
  }
}
