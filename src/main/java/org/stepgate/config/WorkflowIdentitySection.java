package org.stepgate.config;

import java.time.Duration;
import java.util.Optional;
import org.stepgate.identity.WorkflowIdentityConfig;

/// Reads the section `workflow-identity`.
final class WorkflowIdentitySection {
  private WorkflowIdentitySection() {}

  /// Empty when there is no issuer.
  static Optional<WorkflowIdentityConfig> read(Section section) {
    Duration lifetime =
        section.time(
            "lifetime",
            WorkflowIdentityConfig.LIFETIME,
            Duration.ofMinutes(1),
            Duration.ofHours(1));
    return section.parsed("issuer", "URL", issuer -> new WorkflowIdentityConfig(issuer, lifetime));
  }
}
