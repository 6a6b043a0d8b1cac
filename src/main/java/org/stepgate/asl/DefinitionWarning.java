package org.stepgate.asl;

import java.util.List;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonPointer;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;

/// Something in a definition that is allowed but probably not meant: a text that looks like a path
/// or a call, where it stays the text that it is.
///
/// @param code what kind of warning
/// @param pointer the field, for its place in the text
/// @param location the field, such as `/States/Sum/Parameters/total`
/// @param message what is to be done, in our own words: no recording shows AWS's
/// @spec
///   https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
///   Step Functions API, diagnostics
public record DefinitionWarning(Code code, JsonPointer pointer, String location, String message) {
  /// A kind of warning, as AWS names it.
  public enum Code {
    /// A member of a template holds a path or a call, but its name does not end in `.$`.
    NO_DOLLAR,
    /// A field holds a path, but its name does not end in `Path`.
    NO_PATH,
    /// The result of a Pass state holds a path or a call.
    PASS_RESULT_IS_STATIC
  }

  /// The warnings of a definition in JSON, in the order of its text; none for what cannot be read.
  /// States in JSONata have none.
  public static List<DefinitionWarning> in(String definition) {
    try {
      return in(JsonReader.read(definition, DefinitionParser.LIMITS));
    } catch (JsonException _) {
      return List.of();
    }
  }

  /// The warnings of a definition that has been read; none for what is no machine.
  public static List<DefinitionWarning> in(JsonValue definition) {
    return WarningFinder.find(definition);
  }
}
