package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stepgate.asl.Samples.json;
import static org.stepgate.asl.Samples.machine;
import static org.stepgate.asl.Samples.scope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChoiceTest {
  private static final String INPUT =
      "{'s':'b','u':'b','n':5,'m':5.0,'e':1e99999999999,'y':true,'z':null,'l':[1],"
          + "'t':'2020-01-02T03:04:05Z','v':'2020-01-02T04:04:05.000+01:00','star':'a*c','o':{}}";

  private static boolean holds(String rule) {
    State state =
        machine(
                "{'StartAt':'c','States':{'c':{'Type':'Choice','Choices':[{"
                    + rule
                    + ",'Next':'e'}]},'e':{'Type':'Succeed'}}}")
            .graph()
            .state("c");
    return ((State.Choice) state).rules().getFirst().condition().holds(json(INPUT), scope());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "s | StringEquals | 'b' | true",
        "s | StringEquals | 'B' | false",
        "n | StringEquals | '5' | false",
        "s | StringEqualsPath | '$.u' | true",
        "s | StringEqualsPath | '$.n' | false",
        "s | StringLessThan | 'c' | true",
        "s | StringLessThan | 'b' | false",
        "s | StringLessThanEquals | 'b' | true",
        "s | StringLessThanPath | '$.u' | false",
        "s | StringLessThanEqualsPath | '$.u' | true",
        "s | StringGreaterThan | 'a' | true",
        "s | StringGreaterThanEquals | 'b' | true",
        "s | StringGreaterThanPath | '$.u' | false",
        "s | StringGreaterThanEqualsPath | '$.u' | true",
        "star | StringMatches | 'a*' | true",
        "star | StringMatches | 'a\\\\*c' | true",
        "n | StringMatches | '*' | false",
        "n | NumericEquals | 5 | true",
        "n | NumericEquals | 5.00 | true",
        "s | NumericEquals | 5 | false",
        "n | NumericEqualsPath | '$.m' | true",
        "n | NumericLessThan | 5.1 | true",
        "n | NumericLessThan | 5 | false",
        "n | NumericLessThanEquals | 5 | true",
        "n | NumericLessThanPath | '$.m' | false",
        "n | NumericLessThanEqualsPath | '$.m' | true",
        "n | NumericGreaterThan | 4 | true",
        "n | NumericGreaterThanEquals | 5 | true",
        "n | NumericGreaterThanPath | '$.m' | false",
        "n | NumericGreaterThanEqualsPath | '$.m' | true",
        "e | NumericGreaterThan | 1 | true",
        "e | NumericEquals | 1e99999999999 | true",
        "y | BooleanEquals | true | true",
        "y | BooleanEquals | false | false",
        "s | BooleanEquals | true | false",
        "y | BooleanEqualsPath | '$.y' | true",
        "y | BooleanEqualsPath | '$.n' | false",
        "t | TimestampEquals | '2020-01-02T04:04:05+01:00' | true",
        "t | TimestampEqualsPath | '$.v' | true",
        "s | TimestampEquals | '2020-01-02T03:04:05Z' | false",
        "t | TimestampEqualsPath | '$.s' | false",
        "t | TimestampLessThan | '2020-01-02T03:04:06Z' | true",
        "t | TimestampLessThanEquals | '2020-01-02T03:04:05Z' | true",
        "t | TimestampLessThanPath | '$.v' | false",
        "t | TimestampLessThanEqualsPath | '$.v' | true",
        "t | TimestampGreaterThan | '2020-01-02T03:04:04Z' | true",
        "t | TimestampGreaterThanEquals | '2020-01-02T03:04:05Z' | true",
        "t | TimestampGreaterThanPath | '$.v' | false",
        "t | TimestampGreaterThanEqualsPath | '$.v' | true",
        "z | IsNull | true | true",
        "s | IsNull | true | false",
        "s | IsNull | false | true",
        "s | IsString | true | true",
        "n | IsString | false | true",
        "n | IsNumeric | true | true",
        "s | IsNumeric | true | false",
        "y | IsBoolean | true | true",
        "t | IsTimestamp | true | true",
        "s | IsTimestamp | true | false",
        "z | IsPresent | true | true",
        "z | IsPresent | false | false",
        "no | IsPresent | false | true",
        "no.such[0] | IsPresent | true | false",
      })
  void comparison_ofVariableAndOperand(
      String variable, String operator, String operand, boolean expected) {
    String rule = "'Variable':'$.%s','%s':%s".formatted(variable, operator, operand);

    assertThat(holds(rule)).isEqualTo(expected);
  }

  @Test
  void operators_areAllOfTheLanguage() {
    assertThat(Comparison.OPERATORS).hasSize(39);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'And':[{'Variable':'$.n','NumericEquals':5},{'Variable':'$.s','IsString':true}] | true",
        "'And':[{'Variable':'$.n','NumericEquals':5},{'Variable':'$.s','IsNull':true}] | false",
        "'Or':[{'Variable':'$.n','NumericEquals':4},{'Variable':'$.s','IsString':true}] | true",
        "'Or':[{'Variable':'$.n','NumericEquals':4},{'Variable':'$.s','IsNull':true}] | false",
        "'Not':{'Variable':'$.n','NumericEquals':4} | true",
        "'Not':{'And':[{'Not':{'Variable':'$.z','IsNull':true}}]} | true",
        // the second operand is not looked at
        "'And':[{'Variable':'$.no','IsPresent':true},{'Variable':'$.no','IsNull':true}] | false",
        "'Or':[{'Variable':'$.n','IsPresent':true},{'Variable':'$.no','IsNull':true}] | true",
        "'Variable':'$$.Execution.Input.n','NumericEquals':7 | true",
        "'Variable':'$.l[0]','NumericEquals':1,'Comment':'first' | true",
      })
  void rule_combinesConditions(String rule, boolean expected) {
    assertThat(holds(rule)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Variable':'$.no.such','NumericEquals':1 | $.no.such",
        "'Variable':'$.no','IsNull':true | $.no",
        "'Variable':'$.l[1]','IsNumeric':true | $.l[1]",
        "'Variable':'$.n','NumericEqualsPath':'$.no' | $.no",
        "'Not':{'Variable':'$.no','StringEquals':'x'} | $.no",
      })
  void comparison_missingVariable_fails(String rule, String path) {
    assertThatThrownBy(() -> holds(rule))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.Runtime");
              assertThat(e.causeText())
                  .isEqualTo(
                      "Invalid path '"
                          + path
                          + "': The choice state's condition path references an invalid value.");
            });
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "abc, abc, true",
        "abc, ab, false",
        "*, ``, true",
        "a*c, ac, true",
        "a*c, abbc, true",
        "a*c, abcd, false",
        "*b*, abc, true",
        "*b*b*, abc, false",
        "ab*ba, aba, false",
        "*a*b*c*, xaxbxcx, true",
        "a\\*c, a*c, true",
        "a\\*c, abc, false",
        "a\\\\c, a\\c, true",
        "a\\c, a\\c, true",
        "\\, \\, true",
        "**, x, true",
      })
  void wildcards_matchTheWholeText(String pattern, String text, boolean expected) {
    assertThat(Wildcards.matches(pattern, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2016-03-14T01:59:00Z, true",
    "2016-03-14T01:59:00.123456789Z, true",
    "2016-03-14T01:59:00.1+05:30, true",
    "2016-03-14T01:59:00-00:00, true",
    "2016-02-30T01:59:00Z, false",
    "2016-03-14T24:59:00Z, false",
    "2016-03-14T01:59Z, false",
    "2016-03-14t01:59:00Z, false",
    "2016-03-14T01:59:00z, false",
    "2016-03-14T01:59:00, false",
    "2016-03-14 01:59:00Z, false",
    "2016-03-14T01:59:00+0100, false",
    "2016-03-14T01:59:00.1234567891Z, false",
    "+12016-03-14T01:59:00Z, false",
  })
  void timestamps_followTheProfile(String text, boolean valid) {
    assertThat(Timestamps.parse(text) != null).isEqualTo(valid);
  }
}
