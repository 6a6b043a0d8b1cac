package org.stepgate.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;

final class QuestionTest {
  private static String of(@Nullable String text, String input) {
    return Question.of(text, "release", JsonReader.read(input, JsonLimits.NETWORK));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Release {name}?        | {"name":"app"}           | Release app?
          Release {name} {n}?    | {"name":"a","n":1.50}    | Release a 1.50?
          Release {name}?        | {"name":{"a":1}}         | Release ??
          Release {other}?       | {"name":"app"}           | Release ??
          Release {name}?        | [1]                      | Release ??
          {a}                    | {"a":"{b}","b":"no"}     | {b}
          {a}                    | {"a":"$1\\\\n"}          | $1\\n
          {really}               | {"really":true}          | true
                                 | {"question":"Do it?"}    | Do it?
                                 | {"question":" "}         | release
                                 | {"question":1}           | release
                                 | 1                        | release
          {a}                    | {"a":"x\\r\\ny\\u2028z"} | x y z
          {a}                    | {"a":"\\u001b[31mred"}   | [31mred
          """)
  void of_textAndInput_isOneLine(@Nullable String text, String input, String question) {
    assertThat(of(text, input)).isEqualTo(question);
  }

  @Test
  void of_lengthOfTheLimit_staysWhole() {
    var text = "x".repeat(Question.MAX_LENGTH);

    assertThat(of(text, "1")).isEqualTo(text);
    assertThat(of(text + "x", "1"))
        .hasSize(Question.MAX_LENGTH)
        .isEqualTo("x".repeat(Question.MAX_LENGTH - 1) + "…");
  }

  @Test
  void of_cutAtASurrogate_leavesWholeCharacters() {
    var question = of("😀".repeat(Question.MAX_LENGTH), "1");

    assertThat(question.codePoints().filter(Character::isBmpCodePoint)).containsExactly((int) '…');
    assertThat(question.length()).isLessThanOrEqualTo(Question.MAX_LENGTH);
  }
}
