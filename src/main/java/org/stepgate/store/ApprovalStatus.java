package org.stepgate.store;

/// How an approval stands. The order is that of the numbers in the database.
public enum ApprovalStatus {
  /// It waits for people.
  PENDING,
  /// People have approved.
  APPROVED,
  /// Somebody has rejected it.
  REJECTED,
  /// Its deadline is over.
  EXPIRED,
  /// The task that asked has ended otherwise: its execution was stopped, or its state timed out.
  WITHDRAWN;

  /// The status of a number of the database.
  static ApprovalStatus of(int number) {
    return values()[number];
  }
}
