package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.jspecify.annotations.Nullable;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "'Type':'Pass','Parameters':{'a':{'b':['$.x',{'c':'$.x'}]}}"
            + " | NO_DOLLAR | /States/A/Parameters/a/b[1]/c",
        "'Type':'Pass','Parameters':{'a':'States.UUID()'} | NO_DOLLAR | /States/A/Parameters/a",
        "'Type':'Pass','Assign':{'a':'$$.Task.Token'} | NO_DOLLAR | /States/A/Assign/a",
        "'Type':'Pass','Parameters':{'a':'$5.00','b.$':'$.x','c':'States.x'} | - | -",
        "'Type':'Pass','QueryLanguage':'JSONata','Output':{'a':'$.x'} | - | -",
        "'Type':'Pass','Result':{'a':['$.x']} | PASS_RESULT_IS_STATIC | /States/A/Result/a[0]",
        "'Type':'Parallel','Branches':[{'StartAt':'B','States':{'B':{'Type':'Fail','Cause':'$.x'}}}]"
            + " | NO_PATH | /States/A/Branches[0]/States/B/Cause",
        "'Type':'Map','ItemProcessor':{'StartAt':'B','States':{'B':{'Type':'Choice','Choices':["
            + "{'Not':{'Variable':'$.x','StringEquals':'$.y'},'Next':'C'}]},'C':{'Type':'Succeed'}}}"
            + " | NO_PATH | /States/A/ItemProcessor/States/B/Choices[0]/Not/StringEquals",
      })
  void validate_whatLooksLikeAPath_isAWarningWhenAskedFor(
      String state, @Nullable String code, @Nullable String location) {
    String definition =
        "{'StartAt':'A','States':{'A':{%s,'End':true}}}".formatted(state).replace('\'', '"');

    ValidationResult shown =
        DefinitionCheck.validate(
            new ValidateDefinition(definition, MachineType.STANDARD, Severity.WARNING, 0));

    assertThat(shown.ok()).isTrue();
    assertThat(shown.diagnostics())
        .allMatch(each -> each.severity() == Severity.WARNING)
        .extracting(Diagnostic::code, Diagnostic::location)
        .containsExactlyElementsOf(code == null ? List.of() : List.of(tuple(code, location)));
    assertThat(validate(definition).diagnostics()).isEmpty();
  }
}
