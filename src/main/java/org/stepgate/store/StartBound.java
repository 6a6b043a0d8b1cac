package org.stepgate.store;

import java.sql.SQLException;
import java.util.Set;

/// A bound on the running executions of a caller, with what was counted of them before the
/// transaction that has to keep to it: there only what has come since is counted, unless that could
/// be too much.
///
/// @param issuer of the caller
/// @param subject the caller
/// @param routes only what these routes have started; everything when there are none
/// @param atMost how many may run
/// @param before what was counted
public record StartBound(
    String issuer, String subject, Set<String> routes, int atMost, RunningCount before) {
  /// Copies the set.
  public StartBound {
    routes = Set.copyOf(routes);
  }

  /// How many executions there were.
  ///
  /// @param count how many, counting no further than was asked for
  /// @param upTo the number of the row that was the newest then
  public record RunningCount(int count, long upTo) {}

  /// Whether it was reached already when that was counted.
  public boolean isReached() {
    return before.count() >= atMost;
  }

  /// Whether it is reached in a transaction. What has ended since it was counted makes that only
  /// less.
  boolean isReached(Session session) throws SQLException {
    int since = ExecutionReads.running(session, this, before.upTo(), Long.MAX_VALUE);
    return before.count() + since >= atMost
        && ExecutionReads.running(session, this, 0, Long.MAX_VALUE) >= atMost;
  }

  /// The same bound, counted anew.
  StartBound counted(Session session) throws SQLException {
    long newest = session.number("SELECT COALESCE(MAX(row_id), 0) FROM executions");
    int count = ExecutionReads.running(session, this, 0, newest);
    return new StartBound(issuer, subject, routes, atMost, new RunningCount(count, newest));
  }
}
