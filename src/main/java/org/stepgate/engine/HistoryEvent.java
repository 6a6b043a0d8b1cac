package org.stepgate.engine;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One event of the history, as GetExecutionHistory shows it.
///
/// @param id 1 for the first, rising by one
/// @param previousId the event that led to this one, 0 for the first two
/// @param timestamp when it happened
/// @param type the name of the API, such as `TaskStateEntered`
/// @param details the members of its details object (`stateEnteredEventDetails` …), in the order of
///   the API; empty for a type without details
/// @spec https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
public record HistoryEvent(
    long id, long previousId, Instant timestamp, HistoryEventType type, List<Detail> details) {
  /// Copies the details.
  public HistoryEvent {
    details = List.copyOf(details);
  }

  /// One member of the details object.
  public sealed interface Detail {
    /// The name of the API, such as `name` or `input`.
    String name();

    /// A text.
    record Text(String name, String value) implements Detail {}

    /// A whole number.
    record Count(String name, long value) implements Detail {}

    /// JSON data, which the API shows as a text.
    record Data(String name, Payload value) implements Detail {}

    /// The variables that a state has assigned, each of which the API shows as a text.
    record Assigned(String name, SortedMap<String, Payload> values) implements Detail {
      /// Copies the values.
      public Assigned {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
      }
    }

    /// An object of one text, such as the role under `taskCredentials`.
    ///
    /// @param member the name of the text
    record Nested(String name, String member, String value) implements Detail {}
  }
}
