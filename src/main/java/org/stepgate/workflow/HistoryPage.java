package org.stepgate.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonObject;

/// One page of a history.
///
/// @param events as GetExecutionHistory shows them: `id`, `previousEventId`, `timestamp` (seconds
///   since 1970, with milliseconds), `type` and the details object of the type
/// @param nextPageToken opaque; null on the last page
public record HistoryPage(List<JsonObject> events, @Nullable String nextPageToken) {
  /// Copies the list.
  public HistoryPage {
    events = List.copyOf(events);
  }
}
