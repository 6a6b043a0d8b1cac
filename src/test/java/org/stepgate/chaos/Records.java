package org.stepgate.chaos;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonObject;

/// What the pool says of its executions when the harm is over.
interface Records {
  /// The description of an execution once it has ended; null when there is none, or it does not
  /// end.
  @Nullable JsonObject ended(String execution) throws Exception;

  /// The events of an execution, from the first on.
  List<JsonObject> history(String execution) throws Exception;

  /// The names of all executions, in any order.
  List<String> executions() throws Exception;
}
