package org.stepgate.cli;

import java.util.concurrent.ExecutionException;
import org.stepgate.store.Store;
import org.stepgate.store.Write;

/// Writes to the store and waits until that is done.
final class StoreWrites {
  private StoreWrites() {}

  /// The outcome of a write, once it is committed; what the store throws when it fails.
  static <O> O done(Store store, Write<O> write) throws InterruptedException {
    try {
      return store.write(write).get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException known -> throw known;
        case Error known -> throw known;
        case null, default -> throw new IllegalStateException("a write has failed", e);
      }
    }
  }
}
