package org.stepgate.embedded;

import org.stepgate.store.Store;
import org.stepgate.workflow.BackendException;

/// Texts of definitions that the store must have.
final class StoredDefinitions {
  private StoredDefinitions() {}

  /// The definition of that hash.
  ///
  /// @throws BackendException when the store has lost it, or cannot be read
  static String text(Store store, String sha256) {
    return store
        .definition(sha256)
        .orElseThrow(() ->
            new BackendException(
                EmbeddedEngine.NAME, false, "the store has no definition " + sha256, null));
  }
}
