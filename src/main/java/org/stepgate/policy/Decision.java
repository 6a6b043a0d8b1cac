package org.stepgate.policy;

import java.util.List;

/// The answer of a policy, with the policies that determined it. Immutable.
public sealed interface Decision {
  /// It may be done.
  ///
  /// @param policies the ids of the policies that permit it, sorted, such as `orders.cedar#open`;
  ///   none where everything is allowed because there are no policies
  record Allow(List<String> policies) implements Decision {
    /// Allowed without policies.
    public static final Allow UNASKED = new Allow(List.of());

    /// Sorts and copies the ids.
    public Allow {
      policies = policies.stream().sorted().toList();
    }
  }

  /// It may not be done.
  ///
  /// @param policies the ids of the policies that forbid it, sorted; none when no policy permits it
  /// @param reason for the log, never for the caller
  record Deny(List<String> policies, String reason) implements Decision {
    /// Sorts and copies the ids.
    public Deny {
      policies = policies.stream().sorted().toList();
    }

    /// Denied without a policy that says so.
    public Deny(String reason) {
      this(List.of(), reason);
    }
  }

  /// The ids of the policies that determined the answer, sorted.
  List<String> policies();

  /// True for [Allow].
  default boolean isAllowed() {
    return switch (this) {
      case Allow _ -> true;
      case Deny _ -> false;
    };
  }
}
