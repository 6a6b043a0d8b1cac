package org.stepgate.audit;

import java.util.Optional;
import java.util.function.Consumer;

/// The chain of the store, as it can be read.
public interface StoreChain {
  /// Gives the lines of all records, in their order.
  void forEach(Consumer<String> line);

  /// The head of the chain as it was when it had so many records; empty when it has fewer.
  Optional<ChainHead> headAt(long sequence);
}
