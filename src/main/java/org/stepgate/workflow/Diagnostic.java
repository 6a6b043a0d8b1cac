package org.stepgate.workflow;

import org.jspecify.annotations.Nullable;

/// Something that is to be said of a definition.
///
/// @param severity how bad it is
/// @param code the kind, such as `SCHEMA_VALIDATION_FAILED`
/// @param message what it is
/// @param location where, such as `/States/Pick/Next`; null when there is no place
public record Diagnostic(
    Severity severity, String code, String message, @Nullable String location) {
  /// How bad a finding is, with the names of the API, the worst first.
  public enum Severity {
    /// The definition is refused.
    ERROR,
    /// The definition is accepted, but is likely to fail.
    WARNING
  }
}
