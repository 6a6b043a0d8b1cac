package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.workflow.Diagnostic;
import org.stepgate.workflow.Diagnostic.Severity;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.ValidateDefinition;
import org.stepgate.workflow.ValidationResult;

class DefinitionCheckTest {
  private static final Diagnostic WARNING = new Diagnostic(Severity.WARNING, "W", "w", null);
  private static final Diagnostic ERROR = new Diagnostic(Severity.ERROR, "E", "e", "/");

  private static ValidationResult validate(String definition) {
    return DefinitionCheck.validate(
        new ValidateDefinition(definition, MachineType.STANDARD, Severity.ERROR, 0));
  }

  @Test
  void validate_good_hasNoDiagnostics() {
    assertThat(validate("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}"))
        .isEqualTo(new ValidationResult(true, List.of(), false));
  }

  @Test
  void validate_emptyObject_namesTheMissingFields() {
    assertThat(validate("{}").diagnostics())
        .containsExactly(
            new Diagnostic(
                Severity.ERROR,
                "SCHEMA_VALIDATION_FAILED",
                "These fields are required: [States, StartAt]",
                "/"));
  }

  @Test
  void validate_blank_hasNoLocation() {
    assertThat(validate(" ").diagnostics())
        .containsExactly(
            new Diagnostic(
                Severity.ERROR,
                "SCHEMA_VALIDATION_FAILED",
                "Definition must be a valid JSON object",
                null));
  }

  @Test
  void validate_noJson_quotesTheTextAndItsPlace() {
    assertThat(validate("not a definition").diagnostics())
        .containsExactly(
            new Diagnostic(
                Severity.ERROR,
                "INVALID_JSON_DESCRIPTION",
                "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or"
                    + " token 'null', 'true' or 'false')\n"
                    + " at [Source: (String)\"not a definition\"; line: 1, column: 4]",
                "[Source: (String)\"not a definition\"; line: 1, column: 4]"));
  }

  @ParameterizedTest
  @CsvSource({"500, ''", "501, [truncated 1 chars]"})
  void validate_longTextIsNoJson_quotesItsStart(int characters, String more) {
    String text = "{" + "x".repeat(characters - 1);

    assertThat(validate(text).diagnostics().getFirst().location())
        .startsWith("[Source: (String)\"" + text.substring(0, 500) + "\"" + more + "; line: 1");
  }

  @Test
  void require_noJson_namesThePlaceOnce() {
    assertThatThrownBy(() -> DefinitionCheck.require("{", MachineType.STANDARD))
        .hasMessage(
            "Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: Unexpected end-of-input:"
                + " expected close marker for Object (start marker at [Source: (String)\"{\"; line:"
                + " 1, column: 1])\n at [Source: (String)\"{\"; line: 1, column: 2]'");
  }

  @Test
  void result_errorsComeFirstAndTheLimitCuts() {
    var found = List.of(WARNING, ERROR);

    assertThat(DefinitionCheck.result(found, Severity.WARNING, 1))
        .isEqualTo(new ValidationResult(false, List.of(ERROR), true));
    assertThat(DefinitionCheck.result(found, Severity.WARNING, 2))
        .isEqualTo(new ValidationResult(false, List.of(ERROR, WARNING), false));
    assertThat(DefinitionCheck.result(found, Severity.ERROR, 0))
        .isEqualTo(new ValidationResult(false, List.of(ERROR), false));
    assertThat(DefinitionCheck.result(List.of(WARNING), Severity.ERROR, 0))
        .isEqualTo(new ValidationResult(true, List.of(), false));
  }
}
