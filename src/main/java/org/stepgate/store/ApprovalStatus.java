package org.stepgate.store;

/// How an approval stands.
public enum ApprovalStatus {
  /// It waits for people.
  PENDING(0),
  /// People have approved.
  APPROVED(1),
  /// Somebody has rejected it.
  REJECTED(2),
  /// Its deadline is over.
  EXPIRED(3),
  /// The task that asked has ended otherwise: its execution was stopped, or its state timed out.
  WITHDRAWN(4);

  private final int code;

  ApprovalStatus(int code) {
    this.code = code;
  }

  /// The number in the database.
  int code() {
    return code;
  }

  /// The status of a number of the database.
  static ApprovalStatus of(int code) {
    for (ApprovalStatus status : values()) {
      if (status.code == code) {
        return status;
      }
    }
    throw new IllegalArgumentException("no approval status has the code " + code);
  }
}
