package org.stepgate.asl;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonPointer;
import org.stepgate.json.Position;

/// Something that is wrong with a definition.
///
/// @param code what kind of fault
/// @param pointer the value at fault, as exactly as it is known
/// @param location where AWS reports the fault, such as `/States/Pick/Choices[0]/Next`; `/` for the
///   whole machine. It can be coarser than `pointer`; for a text that is no JSON it is its
///   beginning with line and column
/// @param position line and column of `pointer` in the source text
/// @param message what is wrong, in AWS's words where they are known
/// @param hint what AWS's words leave out, or null
/// @spec
///   https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
///   Step Functions API, diagnostics
public record Fault(
    Code code,
    JsonPointer pointer,
    String location,
    Position position,
    String message,
    @Nullable String hint) {

  /// In the order of the source text.
  static final Comparator<Fault> BY_POSITION =
      Comparator.comparing(Fault::position).thenComparing(fault -> fault.pointer().toString());

  /// A kind of fault. All but the last are names that AWS uses.
  public enum Code {
    /// The text is not JSON or YAML, or too large.
    INVALID_JSON_DESCRIPTION,
    /// A field is missing, unknown, or of a wrong type or value.
    SCHEMA_VALIDATION_FAILED,
    /// A transition names no state, or nothing leads to a state.
    MISSING_TRANSITION_TARGET,
    /// The machine can never end.
    MISSING_END_STATE,
    /// Two states of the machine have one name.
    DUPLICATE_STATE_NAME,
    /// A state's name is empty or too long.
    INVALID_STATE_NAME,
    /// AWS has this feature, this version does not yet.
    NOT_SUPPORTED_YET
  }

  /// The fault in the form in which AWS lists them, without position and hint.
  @Override
  public String toString() {
    return code + ": " + message + " at " + location;
  }
}
