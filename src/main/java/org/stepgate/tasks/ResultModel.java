package org.stepgate.tasks;

import java.util.Optional;
import org.stepgate.json.JsonValue;

/// Knows what the results of calls look like.
///
/// Safe for use by any number of threads.
@FunctionalInterface
public interface ResultModel {
  /// What is wrong with a result, in the words of Step Functions; empty when nothing is, or when
  /// nothing is known of the resource.
  ///
  /// @param resource the `Resource` of a Task state
  /// @param complete whether required fields must be there
  Optional<String> fault(String resource, JsonValue result, boolean complete);
}
