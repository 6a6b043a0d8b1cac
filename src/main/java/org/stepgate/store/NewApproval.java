package org.stepgate.store;

import java.util.List;

/// A question for people that goes with a task of an activity, stored with it in one commit.
///
/// @param asked what is asked
/// @param messages what is told of it
public record NewApproval(AskedApproval asked, List<OutgoingMessage> messages) {
  /// Copies the list.
  public NewApproval {
    messages = List.copyOf(messages);
  }
}
