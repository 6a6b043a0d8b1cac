package org.stepgate.embedded;

import org.stepgate.store.NameEntry;
import org.stepgate.store.RowId;

/// How the start of an execution ended.
sealed interface Start {
  /// It is stored.
  record Stored(RowId row) implements Start {}

  /// The parent does not wait for it any more; nothing was started.
  record NotWanted() implements Start {}

  /// As many executions of the caller run as may; nothing was started.
  record OverLimit() implements Start {}

  /// The name belongs to another execution; nothing was started.
  record NameTaken(NameEntry existing) implements Start {}
}
