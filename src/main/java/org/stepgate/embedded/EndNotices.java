package org.stepgate.embedded;

import java.util.List;
import org.stepgate.store.OutgoingMessage;
import org.stepgate.workflow.ExecutionDescription;

/// Makes the messages that tell of the end of an execution; they are stored in the commit of the
/// end.
///
/// Threads: safe for use by any; answers at once.
@FunctionalInterface
public interface EndNotices {
  /// Nobody is told.
  EndNotices NONE = (_, _) -> List.of();

  /// What is told.
  ///
  /// @param ended the execution, which has ended
  /// @param targets who is told: names of targets, and addresses
  List<OutgoingMessage> of(ExecutionDescription ended, List<String> targets);
}
