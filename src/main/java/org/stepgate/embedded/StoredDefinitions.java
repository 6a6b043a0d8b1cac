package org.stepgate.embedded;

import org.stepgate.store.MachineRow;
import org.stepgate.store.Store;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.MachineDescription;

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

  /// The machine of a row, with its definition.
  static MachineDescription described(Store store, Arns arns, MachineRow row) {
    String sha256 = row.revision().definitionSha256();
    return new MachineDescription(
        row.id().name(),
        arns.machine(row.id()),
        row.type(),
        text(store, sha256),
        sha256,
        row.creationTime());
  }
}
