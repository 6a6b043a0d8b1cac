package org.stepgate.notifications;

import java.time.Instant;
import java.util.List;

/// The messages that are to be sent, for all workers of the pool.
///
/// Threads: safe for use by any; calls block.
public interface OutboxStore {
  /// A message that this worker has claimed.
  ///
  /// @param number its number
  /// @param id names it; the receiver recognises a repetition by it
  /// @param target the name of a target, or an address
  /// @param body the text
  /// @param created when it was made
  /// @param attempts how often it was tried before
  record Message(
      long number, String id, String target, String body, Instant created, int attempts) {}

  /// Whether [#claim] would find a message.
  boolean hasDue(Instant now);

  /// Claims messages that are due.
  ///
  /// @param limit how many at most
  List<Message> claim(Instant now, int limit) throws InterruptedException;

  /// A message is done with.
  void done(Message message) throws InterruptedException;

  /// A message is to be tried again.
  void again(Message message, Instant when) throws InterruptedException;

  /// Nothing is to be sent to an address any more.
  void disable(String address, Instant now) throws InterruptedException;

  /// Whether nothing is to be sent to an address any more.
  boolean isDisabled(String address);
}
