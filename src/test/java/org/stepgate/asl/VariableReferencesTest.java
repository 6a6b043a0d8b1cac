package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.stepgate.asl.Samples.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Variables that states refer to, also those that AWS listed, where its recordings are present.
final class VariableReferencesTest {
  private static final Path CASES = Path.of("../shared/conformance/cases");

  @Test
  void of_jsonata_areWhatTheExpressionsLookUp() {
    JsonValue definition =
        json(
            """
            {'QueryLanguage':'JSONata','StartAt':'S','States':{
              'S':{'Type':'Task','Resource':'arn:aws:x',
                'Arguments':{'a':'{% $one + $count($two) %}','b':'$no','c':'{% $states.input %}'},
                'TimeoutSeconds':'{% $three %}',
                'Assign':{'x':['{% ($local := $four; $map($five, function($v, $i) { $v })) %}']},
                'Catch':[{'ErrorEquals':['States.ALL'],'Output':'{% $six %}','Next':'M'}],
                'Next':'M'},
              'M':{'Type':'Map','ItemProcessor':{'StartAt':'I','States':{
                'I':{'Type':'Pass','Output':'{% $seven %}','End':true}}},'End':true}}}
            """);

    assertThat(VariableReferences.of(definition))
        .hasToString("{S=[five, four, one, six, three, two], I=[seven]}");
  }

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
    String state = "{" + members.replace("#", "\\u0027") + "}";

    var found = VariableReferences.of(json("{'States':{'S':" + state + "}}"));

    if (expected == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found.get("S")).containsExactly(expected.split(","));
    }
  }

  @Test
  void of_whatIsNoDefinition_isEmpty() {
    assertThat(VariableReferences.of(json("[]"))).isEmpty();
    assertThat(VariableReferences.of(json("{'States':{'S':1,'T':{'InputPath':'$x['}}}"))).isEmpty();
  }

  @Test
  void of_recordedDefinitions_areThoseOfAws() throws IOException {
    assumeTrue(Files.isDirectory(CASES), "no recordings beside the project");
    int compared = 0;
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.sorted().toList()) {
        if (read(file).get("expected") instanceof JsonObject expected
            && expected.get("describe_response") instanceof JsonObject answer
            && answer.get("variableReferences") instanceof JsonObject references
            && answer.get("definition") instanceof JsonObject definition
            && !definition.toString().contains("\"timestamp\"")) {
          assertThat(names(references)).as(file.toString()).isEqualTo(names(definition));
          compared++;
        }
      }
    }
    assertThat(compared).isPositive();
  }

  private static List<String> names(JsonObject object) {
    if (object.has("States")) {
      return VariableReferences.of(object).entrySet().stream().map(Object::toString).toList();
    }
    return object.members().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + texts((JsonArray) entry.getValue()))
        .toList();
  }

  private static List<String> texts(JsonArray array) {
    return array.stream().map(name -> ((JsonString) name).value()).toList();
  }

  private static JsonObject read(Path file) {
    try {
      return (JsonObject) JsonReader.read(Files.readString(file), JsonLimits.STORED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
