package org.stepgate.audit;

/// Takes records of what has changed nothing.
@FunctionalInterface
public interface DecisionLog {
  /// Keeps nothing.
  DecisionLog NONE = _ -> {};

  /// Adds a record. Returns at once; it is kept soon afterwards. Called by any thread.
  void append(AuditRecord entry);
}
