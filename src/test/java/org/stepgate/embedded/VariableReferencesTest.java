package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableReferencesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'InputPath':'$a' | a",
        "'OutputPath':'$a.b[0]' | a",
        "'ResultPath':'$a' |",
        "'Parameters':{'x':'$a','y.$':'$b','z':{'w.$':'$$.Execution.Id'}} | b",
        "'Parameters':{'InputPath':'$a'} |",
        "'Assign':{'x.$':'States.Format(#$no {} $no#, $yes, $.field)'} | yes",
        "'Assign':{'x.$':'States.MathAdd(States.MathAdd($b, $a), $b)'} | a,b",
        "'Choices':[{'And':[{'Variable':'$a','StringEqualsPath':'$b'}],'Next':'S'}] | a,b",
        "'ItemReader':{'ReaderConfig':{'MaxItemsPath':'$m'},'Parameters':{'K.$':'$.K'}} | m",
        "'Result':{'x.$':'$a'} |",
        "'QueryLanguage':'JSONata','Output':'{% $a + $states.input.x %}' | a",
        "'QueryLanguage':'JSONata','Output':'{% $not($b) and $map($c, $uppercase) %}' | b,c",
        "'QueryLanguage':'JSONata','Output':'{% ($x := 1; $x + $y) %}' | y",
        "'QueryLanguage':'JSONata','Output':'{% $map($l, function($v){ $v + $w }) %}' | l,w",
        "'QueryLanguage':'JSONata','Output':'{% #$no# & $yes /* $no */ %}' | yes",
        "'QueryLanguage':'JSONata','Output':'$plain','Comment':'{% $c %}' |"
      })
  void of_aState_namesTheVariablesThatItReads(String members, String expected) {
    String state = ("{" + members.replace("'", "\"") + "}").replace('#', '\'');

    var found = VariableReferences.of("{\"States\":{\"S\":" + state + "}}");

    if (expected == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found.get("S")).containsExactly(expected.split(","));
    }
  }

  @Test
  void of_innerStates_areListedByTheirOwnNames() {
    var found =
        VariableReferences.of(
            """
            {"QueryLanguage":"JSONata","States":{
              "M":{"Type":"Map","Items":"{% $items %}","ItemProcessor":{"States":{
                "I":{"Type":"Pass","QueryLanguage":"JSONPath","InputPath":"$inner"}}}},
              "P":{"Type":"Parallel","Branches":[{"States":{
                "B":{"Type":"Pass","Output":"{% $branch %}"}}}]}}}\
            """);

    assertThat(found)
        .containsExactly(
            Map.entry("M", List.of("items")),
            Map.entry("I", List.of("inner")),
            Map.entry("B", List.of("branch")));
  }
}
