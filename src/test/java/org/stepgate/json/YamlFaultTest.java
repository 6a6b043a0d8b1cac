package org.stepgate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFaultTest {
  private static final String QUOTES = " has to stand in quotes";
  private static final String EXTRAS =
      "YAML anchors, aliases and tags are not accepted; a value that begins with &, * or !"
          + " has to stand in quotes";

  /// What is said of a text, in which `↵` ends a line and `→` is a tab.
  private static String fault(String text) {
    String yaml = text.replace('↵', '\n').replace('→', '\t') + "\n";
    JsonException thrown =
        catchThrowableOfType(
            JsonException.class, () -> JsonDocument.readYaml(yaml, JsonLimits.NETWORK));
    return thrown.position() + ": " + thrown.getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ## ",
      quoteCharacter = '$',
      value = {
        "expression: */5 * * * * ## 1:13 ## *",
        "a: * ## 1:4 ## *",
        "- * ## 1:3 ## *",
        "routes:↵  - accept: [*/*] ## 2:14 ## *",
        "allowed-hosts:↵  - *.example.org ## 2:5 ## *",
        "a: 1↵b: @x ## 2:4 ## @",
        "a: `x` ## 1:4 ## `",
        "a: {%x%} ## 1:5 ## %",
        "a: 😀↵b: [😀, @x] ## 2:9 ## @",
        "# first↵%a: 1 ## 2:1 ## %",
        "a: &/x ## 1:4 ## &",
      })
  void readYaml_ofAValueThatLooksLikeSomethingElse_saysThatItNeedsQuotes(
      String text, String place, char first) {
    assertThat(fault(text))
        .isEqualTo(place + ": a value that begins with '" + first + "'" + QUOTES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ## ",
      quoteCharacter = '$',
      value = {
        "a: *x ## 1:4",
        "a: &x y ## 1:4",
        "a: &x ## 1:4",
        "a: 😀↵b: &x ## 2:4",
        "a: !x y ## 1:4"
      })
  void readYaml_ofAnchorAliasOrTag_saysWhatToDoWhereNoneIsMeant(String text, String place) {
    assertThat(fault(text)).isEqualTo(place + ": " + EXTRAS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ## ",
      quoteCharacter = '$',
      value = {
        "a:↵→b: 1 ## 2:1: a tab cannot indent a line; use blanks",
        "a:↵  b: 1↵ →c: 2 ## 3:2: a tab cannot indent a line; use blanks",
        "a:→1 ## 1:3: a tab cannot stand between a key and its value; use a blank",
      })
  void readYaml_ofATab_saysSo(String text, String fault) {
    assertThat(fault(text)).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ## ",
      quoteCharacter = '$',
      value = {
        "a:↵  b:1↵  c: 2 ## 2:4: a blank has to follow the colon of a key",
        "a:↵  - b:1↵    c: 2 ## 2:6: a blank has to follow the colon of a key",
        "a: 1↵b:2↵c: 3 ## 2:2: a blank has to follow the colon of a key",
        "a: 1↵b:2 ## 2:2: a blank has to follow the colon of a key",
        "a: 1↵just words ## 2:1: a key with its colon is expected, as in 'key: value'",
        "title: There: none ## 1:8: a value that contains a colon before a blank has to stand in"
            + " quotes",
        "key: x ? b : c ## 1:6: a value that contains a colon before a blank has to stand in"
            + " quotes",
      })
  void readYaml_ofAColonThatIsMissingOrTooMany_saysWhich(String text, String fault) {
    assertThat(fault(text)).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ## ",
      quoteCharacter = '$',
      value = {
        "a:↵  b: 1↵   c: 2 ## 3:4: wrong indentation: the line above is complete, and this one is"
            + " indented deeper",
        "a: 1↵↵# why↵  b: 2 ## 4:3: wrong indentation: no line above that this one could follow"
            + " begins in column 3",
        "a:↵   b: 1↵  c: 2 ## 3:3: wrong indentation: no line above that this one could follow"
            + " begins in column 3",
        "a:↵  - x: 1↵   y: 2 ## 3:4: wrong indentation: no line above that this one could follow"
            + " begins in column 4",
        "- a↵b: 1 ## 2:1: a key and an element of a list ('- ') cannot stand side by side",
        "a: - b ## 1:4: a list begins in a line of its own",
      })
  void readYaml_ofAWrongIndentation_saysSo(String text, String fault) {
    assertThat(fault(text)).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ## ",
      quoteCharacter = '$',
      value = {
        "a: 1↵b: 2↵a: 3 ## 3:1: the same name stands twice in an object, first at 1:1",
        "a:↵  x: {b: 1, b: 2} ## 2:13: the same name stands twice in an object, first at 2:7",
        "a: 'x↵b: 2 ## 1:4: the text in quotes that begins here does not end",
        "a: 'it's' ## 1:8: the text in quotes ends before this; a ' in '…' is written twice",
        "a: ~x~ y ## 1:8: the text in quotes ends before this; a ' in '…' is written twice",
        "a: ~\\d~ ## 1:6: a backslash in ~…~ has to be written twice; in '…' it stands for itself",
        "a: |x ## 1:5: nothing but a comment may follow '|' or '>' in its line",
        "a: {b: 1↵c: 2 ## 1:4: the '{' that begins here is not closed",
        "a: 1↵b: [ ## 2:4: the '[' that begins here is not closed",
        "a: {x: 1,↵ y: 2, ## 1:4: the '{' that begins here is not closed",
        "a: {{c: 1}} ## 1:6: a key cannot be a list or an object; a value that begins with { or ["
            + " has to stand in quotes",
        "a: [1, 2↵b: 3 ## 1:4: the '[' that begins here is not closed",
        "a: {b: 1 c: 2} ## 1:11: while parsing a flow mapping: expected ',' or '}', but got :",
      })
  void readYaml_ofOtherMistakes_saysWhatAndWhere(String text, String fault) {
    assertThat(fault(text.replace('~', '"'))).isEqualTo(fault.replace('~', '"'));
  }
}
