package org.stepgate.cli;

import org.stepgate.config.Configuration;
import org.stepgate.notifications.Outbox;

/// What people have to do with executions: they decide, and are told.
record People(StoredApprovals approvals, EndEvents ends, Outbox outbox) {
  /// Goes by a configuration from now on.
  void use(Configuration configuration) {
    outbox.use(configuration.notifications());
    ends.use(configuration.notifications().source());
    approvals.use(configuration.approvals(), configuration.notifications().source());
  }
}
