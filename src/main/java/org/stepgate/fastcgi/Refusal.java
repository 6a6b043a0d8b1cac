package org.stepgate.fastcgi;

/// A request that was read to its end but is not handed to the handler.
///
/// @param cause why, as a case to switch over
/// @param reason what exactly, for the log
public record Refusal(Cause cause, String reason) {
  /// Kinds of refusal.
  public enum Cause {
    /// Params or body break a rule: 400.
    MALFORMED,
    /// Too many or too long params: 431.
    PARAMS_TOO_LARGE,
    /// The body is over its limit: 413.
    BODY_TOO_LARGE,
    /// Too many requests at once: 503.
    OVERLOADED,
    /// The worker is about to end: 503.
    DRAINING,
    /// The body could not be written to its file: 503.
    SPOOL_FAILED
  }
}
