package org.stepgate.policy;

/// The answer of a policy.
public sealed interface Decision {
  /// It may be done.
  record Allow() implements Decision {}

  /// It may not be done.
  ///
  /// @param reason for the log, never for the caller
  record Deny(String reason) implements Decision {}

  /// True for [Allow].
  default boolean isAllowed() {
    return switch (this) {
      case Allow _ -> true;
      case Deny _ -> false;
    };
  }
}
