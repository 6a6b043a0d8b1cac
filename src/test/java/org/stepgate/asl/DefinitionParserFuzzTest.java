package org.stepgate.asl;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/// Parses arbitrary texts as definitions in JSON and YAML, and as paths and calls: only faults come
/// out. Fuzzes with `JAZZER_FUZZ=1`; otherwise runs the seeds.
final class DefinitionParserFuzzTest {
  private final DefinitionParser parser = new DefinitionParser(_ -> true);

  @FuzzTest(maxDuration = "1m")
  void parse_anyText_givesAMachineOrFaults(FuzzedDataProvider data) {
    boolean yaml = data.consumeBoolean();
    boolean expression = data.consumeBoolean();
    String text = data.consumeRemainingAsString();
    if (expression) {
      evaluate(text);
    } else {
      ParseResult result = yaml ? parser.parseYaml(text) : parser.parseJson(text);
      if (result == null) {
        throw new AssertionError("no result");
      }
    }
  }

  /// Compiles a path or call and applies it; only the documented exceptions may come out.
  static void evaluate(String text) {
    try {
      ValueExpression.compile("f.$", text)
          .evaluate(Samples.json("{'a':[1,{'b':'x'}],'c':null}"), Samples.scope());
    } catch (ExpressionSyntaxException | EvaluationException _) {
      // documented
    }
  }
}
