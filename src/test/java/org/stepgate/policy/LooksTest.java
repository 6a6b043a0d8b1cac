package org.stepgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

class LooksTest {
  private static Looks looks(String condition) {
    var text = "permit (principal, action, resource) when { " + condition + " };";
    return switch (CedarCompiler.compile(
        new PolicyFiles(new TreeMap<>(Map.of("policies/a.cedar", text))))) {
      case CedarCompiler.Compiled.Usable(var policies) -> policies.looks();
      case CedarCompiler.Compiled.Faulty(var faults) -> throw new AssertionError(faults);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true                                                      | false false false false
          principal.hasTag("a") && principal.getTag("a").isEmpty()  | true false false false
          context has sourceAddress                                 | false true false false
          resource is Stepgate::Execution && resource has route     | false false true false
          resource is Stepgate::Execution && resource has requester | false false true false
          resource is Stepgate::Execution                           | false false false false
          """)
  void of_condition_isWhatItReads(String condition, String expected) {
    Looks looks = looks(condition);

    assertThat(
            "%s %s %s %s".formatted(looks.claims(), looks.context(), looks.origin(), looks.names()))
        .isEqualTo(expected);
  }

  @Test
  void of_nameOfAnExecution_isRead() {
    assertThat(looks("resource == Stepgate :: Execution // x\n :: \"a:b:c\"").names()).isTrue();
    assertThat(
            looks(
                    "resource is Stepgate::Execution"
                        + " && [Stepgate::Execution::\"a:b:c\"].contains(resource)")
                .names())
        .isTrue();
  }

  @Test
  void reduced_whatNoPolicyReads_makesQuestionsEqual() {
    var looks = new Looks(false, false, false, false);

    assertThat(looks.reduced(question("e1", "10.0.0.1", "1")))
        .isEqualTo(looks.reduced(question("e2", "10.0.0.2", "2")));
  }

  @Test
  void reduced_whatPoliciesRead_isKept() {
    var looks = new Looks(true, true, true, true);
    Question question = question("e1", "10.0.0.1", "1");

    assertThat(looks.reduced(question)).isEqualTo(question);
  }

  private static Question question(String name, String address, String id) {
    var principal = new Principal("i", "s", List.of(), JsonObject.builder().put("jti", id).build());
    return Question.of(
        principal,
        Action.READ,
        new Resource.Execution("embedded", "m", name, new Resource.Origin(null, "i", id)),
        new Context(address));
  }
}
