package org.stepgate.store;

import java.util.concurrent.CompletableFuture;

/// What writes are carried out by.
interface Commits extends AutoCloseable {
  /// Queues a write. The future is completed after the commit, by the thread that commits; it fails
  /// as [Store#write] says.
  <O> CompletableFuture<O> submit(Operation<O> operation);

  /// Carries out what is queued and takes no more.
  @Override
  void close();
}
