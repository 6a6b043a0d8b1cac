package org.stepgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.Position;

class PolicyTextTest {
  @Test
  void split_severalPolicies_knowsWhereEachIs() {
    var policies = PolicyText.split("a.cedar", "// one\npermit (a);\n\n  forbid (b); // end\n");

    assertThat(policies)
        .extracting(PolicyText::text)
        .containsExactly("// one\npermit (a);", "\n\n  forbid (b);");
    assertThat(policies)
        .extracting(PolicyText::firstWord)
        .containsExactly(new Position(2, 1), new Position(4, 3));
    assertThat(policies).extracting(PolicyText::number).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permit (a) when { \"; // \\\" ;\" == x };",
        "// ; permit;\npermit (a);",
        "permit (a) // ; \n;",
        "permit (a)",
        "permit \"",
      })
  void split_semicolonThatEndsNothing_isOnePolicy(String text) {
    assertThat(PolicyText.split("a.cedar", text))
        .singleElement()
        .satisfies(one -> assertThat(one.text()).isEqualTo(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "// nothing", "// nothing\n  "})
  void split_onlyBlanksAndComments_isNothing(String text) {
    assertThat(PolicyText.split("a.cedar", text)).isEmpty();
  }

  @Test
  void at_byteAfterOtherLetters_countsCharacters() {
    var policy = PolicyText.split("a.cedar", "permit ();\n// ä€😀\npermit (ä x);").getLast();

    assertThat(
            policy.at(
                "\n// ä€😀\npermit (ä ".getBytes(java.nio.charset.StandardCharsets.UTF_8).length))
        .isEqualTo(new Position(3, 11));
    assertThat(policy.at(Integer.MAX_VALUE)).isEqualTo(new Position(3, 14));
  }
}
