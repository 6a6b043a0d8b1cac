package org.stepgate.workflow;

import java.util.List;

/// The answer to [ValidateDefinition].
///
/// @param ok true for `OK`, false for `FAIL`
/// @param diagnostics the findings, errors first
/// @param truncated whether there are more
public record ValidationResult(boolean ok, List<Diagnostic> diagnostics, boolean truncated) {
  /// Copies the list.
  public ValidationResult {
    diagnostics = List.copyOf(diagnostics);
  }
}
