package org.stepgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CedarCompilerTest {
  private static final String GOOD = "permit (principal, action, resource);";

  private static List<String> faults(Map<String, String> files) {
    return Policies.check(new PolicyFiles(new TreeMap<>(files))).stream()
        .map(fault -> fault.file() + ":" + fault.position() + ": " + fault.message())
        .toList();
  }

  private static List<String> faults(String text) {
    return faults(Map.of("policies/a.cedar", text));
  }

  @Test
  void check_goodPolicies_haveNoFault() {
    assertThat(faults(Map.of())).isEmpty();
    assertThat(faults("// nothing")).isEmpty();
    assertThat(faults(GOOD + GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          permit (principal, action, resource) when { foo };             | 1:45: invalid variable: foo
          permit (principal, action, resource)                           | 1:
          allow (principal, action, resource);                           | 1:1: invalid policy effect: allow
          permit (principal == ?principal, action, resource);            | 1:22: expected a static policy
          permit (principal, action == Stepgate::Action::"call", resource); | 1:30: unrecognized action
          permit (principal is Stepgate::Robot, action, resource);       | 1:22: unrecognized entity type
          permit (principal, action, resource) when { principal.mail == "" }; | 1:45: attribute `mail`
          permit (principal, action, resource) when { resource.requester == principal }; | 1:45: attribute `requester`
          @id("a b") permit (principal, action, resource);               | 1:1: an @id has
          """)
  void check_faultyPolicy_isSaidWhere(String text, String fault) {
    assertThat(faults(text)).anyMatch(each -> each.startsWith("policies/a.cedar:" + fault));
  }

  @Test
  void check_faultsOfEveryPolicyInEveryFile_areAllTold() {
    String wrong = "permit (principal, action, resource) when { principal.mail };";

    assertThat(
            faults(
                Map.of(
                    "policies/a.cedar",
                    GOOD + "\n" + wrong + "\npermit (x",
                    "policies/b.cedar",
                    "\n  permit (foo, action, resource);")))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("policies/a.cedar:2:45: "),
            second -> assertThat(second).startsWith("policies/a.cedar:3:"),
            third -> assertThat(third).startsWith("policies/b.cedar:2:11: "));
  }

  @Test
  void check_idTwiceInAFile_isAFault() {
    assertThat(faults("@id(\"x\") " + GOOD + "\n@id(\"x\") " + GOOD))
        .containsExactly("policies/a.cedar:2:1: another policy has the id a.cedar#x");
    assertThat(faults(Map.of("policies/a.cedar", GOOD, "policies/b.cedar", GOOD))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, false"})
  void check_policiesUpToTheLimit_areRead(int more, boolean fine) {
    String text = GOOD.repeat(CedarCompiler.MAX_POLICIES + more);

    if (fine) {
      assertThat(PolicyText.split("a", text)).hasSize(CedarCompiler.MAX_POLICIES);
    } else {
      assertThat(faults(text)).singleElement().asString().contains("more than 5000 policies");
    }
  }
}
