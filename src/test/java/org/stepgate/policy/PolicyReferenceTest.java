package org.stepgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReferenceTest {
  private static List<String> in(String text) {
    return PolicyReference.in(new PolicyFiles(new TreeMap<>(Map.of("p.cedar", text)))).stream()
        .map(each -> each.position() + " " + each.kind() + " " + each.id())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Stepgate::Route::\"orders\" | ROUTE orders",
        "Stepgate::Machine::\"embedded:orders\" | MACHINE embedded:orders",
        "Stepgate::Execution::\"embedded:orders:a\" | EXECUTION embedded:orders:a",
        "Stepgate::Schedule::\"nightly\" | SCHEDULE nightly",
        "Stepgate::Group::\"staff\" | GROUP staff",
        "Stepgate::Account::\"123456789012\" | ACCOUNT 123456789012",
      })
  void in_ofAnEntity_isItsKindAndIdWhereItBegins(String entity, String found) {
    assertThat(in("permit (principal,\n  action, resource == " + entity + ");"))
        .containsExactly("2:23 " + found);
  }

  @Test
  void in_ofAnEntityInSeveralLines_isFoundTooAsCedarFindsIt() {
    assertThat(in("resource == Stepgate ::\n Route // which\n :: \"orders\""))
        .containsExactly("1:13 ROUTE orders");
  }

  @Test
  void in_ofAUser_isTheWholeId() {
    assertThat(in("permit (principal == Stepgate::User::\"https://a|b\", action, resource);"))
        .containsExactly("1:22 USER https://a|b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "principal.issuer == \"https://a\" | 1:21 ISSUER https://a",
        "principal.issuer != \"https://a\" | 1:21 ISSUER https://a",
        "\"https://a\" == principal.issuer | 1:1 ISSUER https://a",
        "\"https://a\" == resource.requester.issuer | 1:1 ISSUER https://a",
        "resource.requester.issuer==\"https://a\" | 1:28 ISSUER https://a",
        "resource.name == \"orders\" | 1:18 MACHINE_NAME orders",
        "resource.activity == \"release\" | 1:22 APPROVAL_ACTIVITY release",
      })
  void in_ofAComparedAttribute_isTheText(String condition, String found) {
    assertThat(in(condition)).containsExactly(found);
  }

  @Test
  void in_ofAListThatContainsAnAttribute_isEachText() {
    assertThat(in("[\"https://a\", \"https://b\"].contains(principal.issuer)"))
        .containsExactlyInAnyOrder("1:2 ISSUER https://a", "1:15 ISSUER https://b");
  }

  @Test
  void in_ofOtherWords_isNothing() {
    assertThat(
            in(
                """
                // Stepgate::Route::"comment" and principal.issuer == "comment"
                @id("Stepgate::Route::") permit (
                  principal, action == Stepgate::Action::"invoke", resource is Stepgate::Route)
                when { principal.subject == "x" && "Stepgate::Route::\\"y\\"" == "z"
                  && resource == Stepgate::Route::"\\u{61}" && principal.issuer == principal.subject
                  && Stepgate::Route::"a
                """))
        .isEmpty();
  }
}
