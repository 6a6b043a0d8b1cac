package org.stepgate.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.DefinitionWarning;
import org.stepgate.asl.Fault;
import org.stepgate.asl.ParseResult;
import org.stepgate.workflow.Diagnostic;
import org.stepgate.workflow.Diagnostic.Severity;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.ValidateDefinition;
import org.stepgate.workflow.ValidationResult;
import org.stepgate.workflow.WorkflowException;

/// Checks definitions that come through the API.
final class DefinitionCheck {
  private static final DefinitionParser STANDARD = new DefinitionParser(EmbeddedEngine::isKnown);
  private static final DefinitionParser EXPRESS =
      new DefinitionParser(EmbeddedEngine::isKnown, org.stepgate.asl.MachineType.EXPRESS);
  private static final int USUAL_RESULTS = 100;
  private static final String NO_OBJECT = "Definition must be a valid JSON object";

  private DefinitionCheck() {}

  /// Refuses a definition that cannot be carried out.
  ///
  /// @throws WorkflowException `InvalidDefinition`, with all that is wrong
  static void require(String definition, MachineType type) {
    List<Diagnostic> found = diagnostics(definition, type);
    if (!found.isEmpty()) {
      throw new WorkflowException(
          "InvalidDefinition",
          found.stream()
              .map(DefinitionCheck::text)
              .collect(Collectors.joining(", ", "Invalid State Machine Definition: '", "'")));
    }
  }

  /// All that is to be said of a definition, as far as it was asked for.
  static ValidationResult validate(ValidateDefinition request) {
    var found = new ArrayList<>(diagnostics(request.definition(), request.type()));
    if (request.severity() == Severity.WARNING) {
      DefinitionWarning.in(request.definition()).forEach(each -> found.add(diagnostic(each)));
    }
    return result(found, request.severity(), request.maxResults());
  }

  /// @param maxResults 0 for the usual number
  static ValidationResult result(List<Diagnostic> found, Severity severity, int maxResults) {
    boolean ok = found.stream().noneMatch(each -> each.severity() == Severity.ERROR);
    int limit = maxResults == 0 ? USUAL_RESULTS : maxResults;
    List<Diagnostic> wanted =
        found.stream()
            .filter(each -> each.severity().compareTo(severity) <= 0)
            .sorted((a, b) -> a.severity().compareTo(b.severity()))
            .toList();
    return new ValidationResult(ok, wanted.stream().limit(limit).toList(), wanted.size() > limit);
  }

  private static List<Diagnostic> diagnostics(String definition, MachineType type) {
    DefinitionParser parser =
        switch (type) {
          case STANDARD -> STANDARD;
          case EXPRESS -> EXPRESS;
        };
    return switch (parser.parseJson(definition)) {
      case ParseResult.Faulty(var faults) ->
          faults.stream().map(fault -> diagnostic(definition, fault)).toList();
      case ParseResult.Parsed _ -> List.of();
    };
  }

  private static Diagnostic diagnostic(String definition, Fault fault) {
    if (fault.code() == Fault.Code.INVALID_JSON_DESCRIPTION) {
      var text = new UnreadableText(definition, fault);
      return new Diagnostic(Severity.ERROR, fault.code().name(), text.message(), text.place());
    }
    // Of a text that is no object at all, AWS names no place.
    boolean whole = fault.message().equals(NO_OBJECT);
    return new Diagnostic(
        Severity.ERROR, fault.code().name(), fault.message(), whole ? null : fault.location());
  }

  private static Diagnostic diagnostic(DefinitionWarning warning) {
    return new Diagnostic(
        Severity.WARNING, warning.code().name(), warning.message(), warning.location());
  }

  private static String text(Diagnostic diagnostic) {
    String location = diagnostic.location();
    boolean placed = location == null || diagnostic.message().endsWith(location);
    return diagnostic.code() + ": " + diagnostic.message() + (placed ? "" : " at " + location);
  }
}
