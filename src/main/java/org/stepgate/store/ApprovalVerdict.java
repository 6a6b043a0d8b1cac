package org.stepgate.store;

import java.util.List;
import org.stepgate.json.JsonValue;

/// What becomes of an approval by one decision.
public sealed interface ApprovalVerdict {
  /// Nothing changes.
  ///
  /// @param why for the caller
  record Stands(String why) implements ApprovalVerdict {}

  /// The decision is kept, and others are needed.
  record Recorded(ApprovalDecision decision) implements ApprovalVerdict {}

  /// The decision is the last that was needed: the task succeeds.
  ///
  /// @param output of the task
  /// @param messages what is told of it
  record Approved(ApprovalDecision decision, JsonValue output, List<OutgoingMessage> messages)
      implements ApprovalVerdict {
    /// Copies the list.
    public Approved {
      messages = List.copyOf(messages);
    }
  }

  /// The decision is a no: the task fails.
  ///
  /// @param error of the task
  /// @param cause of the task
  /// @param messages what is told of it
  record Rejected(
      ApprovalDecision decision, String error, String cause, List<OutgoingMessage> messages)
      implements ApprovalVerdict {
    /// Copies the list.
    public Rejected {
      messages = List.copyOf(messages);
    }
  }
}
