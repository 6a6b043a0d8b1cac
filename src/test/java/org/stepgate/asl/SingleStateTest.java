package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// States that are parsed without a machine around them.
final class SingleStateTest {
  private final DefinitionParser parser = new DefinitionParser(_ -> true);

  @Test
  void parseState_leadsOutside_isTheOnlyStateOfItsMachine() {
    var result = parser.parseState("{\"Type\":\"Pass\",\"Next\":\"Elsewhere\"}");

    assertThat(result).isInstanceOf(ParseResult.Parsed.class);
    var machine = ((ParseResult.Parsed) result).machine();
    assertThat(machine.graph().startAt()).isEqualTo("StateName");
    assertThat(machine.graph().states()).containsOnlyKeys("StateName");
  }

  @Test
  void parseState_branchesLeadOutside_isFaulty() {
    var result =
        parser.parseState(
            """
            {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Elsewhere"}}}]}\
            """);

    assertThat(((ParseResult.Faulty) result).faults())
        .extracting(Fault::toString)
        .containsExactly(
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: Elsewhere"
                + " at /States/StateName/Branches[0]/States/A/Next");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"Type":"Parallel","Branches":[],"End":true} | SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/StateName/Branches
          {"Type":"Pass"}   | SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [Next, End] at /States/StateName
          []                | SCHEMA_VALIDATION_FAILED: Expected value of type Object at /States/StateName
          """)
  void parseState_faultyState_isPlacedInItsMachine(String state, String fault) {
    assertThat(((ParseResult.Faulty) parser.parseState(state)).faults())
        .extracting(Fault::toString)
        .containsExactly(fault);
  }

  @Test
  void parseState_noJson_isUnreadable() {
    assertThat(((ParseResult.Faulty) parser.parseState("{")).faults())
        .extracting(Fault::code)
        .containsExactly(Fault.Code.INVALID_JSON_DESCRIPTION);
  }
}
