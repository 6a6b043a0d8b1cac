package org.stepgate.identity;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The issuer of the tokens of tasks with the settings in force. Safe for any thread.
public final class WorkflowIdentity {
  private final WorkflowIssuer issuer;
  private volatile @Nullable WorkflowIdentityConfig config;

  /// Without settings there are no tokens.
  public WorkflowIdentity(WorkflowIssuer issuer) {
    this.issuer = issuer;
  }

  /// Takes what a configuration says from now on.
  ///
  /// @param next empty for no tokens
  public void use(Optional<WorkflowIdentityConfig> next) {
    config = next.orElse(null);
  }

  /// Mints a token.
  ///
  /// @throws IOException when there is no issuer, or no key
  public String token(WorkflowIssuer.Request request) throws IOException {
    WorkflowIdentityConfig now = config;
    if (now == null) {
      throw new IOException("the configuration has no section workflow-identity");
    }
    return issuer.mint(now, request);
  }

  Optional<WorkflowIdentityConfig> config() {
    return Optional.ofNullable(config);
  }

  WorkflowIssuer issuer() {
    return issuer;
  }
}
