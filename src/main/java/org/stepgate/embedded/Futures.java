package org.stepgate.embedded;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.stepgate.workflow.BackendException;

/// Waits for futures of the store and of mailboxes.
final class Futures {
  private Futures() {}

  /// The value, once it is there.
  ///
  /// @throws BackendException when the future fails
  static <T> T get(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw unchecked(e.getCause() == null ? e : e.getCause());
    }
  }

  /// The failure as what the port throws.
  static RuntimeException unchecked(Throwable failure) {
    return failure instanceof RuntimeException known
        ? known
        : new BackendException("embedded", false, "an unexpected failure", failure);
  }
}
