package org.stepgate.tasks;

import java.io.IOException;

/// Mints tokens by which what a task calls can tell who calls. Safe for many threads.
@FunctionalInterface
public interface IdentityTokens {
  /// There is no issuer.
  IdentityTokens NONE =
      (_, _) -> {
        throw new IOException("the section workflow-identity is missing");
      };

  /// A token for a call, made now, that holds for minutes.
  ///
  /// @param audience who shall take it
  /// @throws IOException when none can be made; the message holds no secret
  String token(String audience, TaskCall call) throws IOException;
}
