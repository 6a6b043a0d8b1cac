package org.stepgate.awsapi;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The X-Ray trace header of an execution. It is kept where a W3C trace context is kept; the two
/// cannot be taken for each other.
final class TraceHeader {
  private static final Pattern W3C =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}.*");

  private TraceHeader() {}

  /// The header to show for the trace of an execution; null when it has none of X-Ray.
  static @Nullable String shown(@Nullable String trace) {
    return trace == null || W3C.matcher(trace).matches() ? null : trace;
  }
}
