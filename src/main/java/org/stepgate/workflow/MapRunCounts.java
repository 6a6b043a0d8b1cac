package org.stepgate.workflow;

/// How many items, or child executions, of a map run stand how.
///
/// @param pending not started yet
/// @param running started and not ended
/// @param succeeded ended well
/// @param failed ended with an error
/// @param timedOut ended because they took too long
/// @param aborted stopped
/// @param total all that are known so far
/// @param resultsWritten those whose results the ResultWriter has stored
/// @param failuresNotRedrivable those that did not succeed and cannot run once more
/// @param pendingRedrive those that did not succeed and wait to run once more
public record MapRunCounts(
    long pending,
    long running,
    long succeeded,
    long failed,
    long timedOut,
    long aborted,
    long total,
    long resultsWritten,
    long failuresNotRedrivable,
    long pendingRedrive) {
  /// The counts of a run that has no items yet.
  public static final MapRunCounts NONE = new MapRunCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
