package org.stepgate.asl;

import java.time.Instant;
import org.stepgate.json.JsonValue;

/// Until when a Wait state waits.
public sealed interface WaitTime {
  /// That many seconds from entering the state, 0 or more.
  record Seconds(IntegerExpression seconds) implements WaitTime {}

  /// Until a moment of the wall clock.
  record Timestamp(InstantExpression moment) implements WaitTime {}

  /// A moment that stands in the definition or is taken from data, in RFC 3339 form.
  interface InstantExpression {
    /// The moment for this input.
    ///
    /// @throws EvaluationException when the data hold none
    Instant evaluate(JsonValue input, Scope scope);
  }
}
