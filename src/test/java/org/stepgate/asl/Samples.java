package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;

/// Values and definitions for tests, written with `'` for `"`.
final class Samples {
  private static final JsonObject CONTEXT =
      (JsonObject)
          json("{'Execution':{'Id':'e1','Input':{'n':7}},'Map':{'Item':{'Index':0,'Value':'v'}}}");

  private Samples() {}

  static JsonValue json(String text) {
    return JsonReader.read(text.replace('\'', '"'), JsonLimits.NETWORK);
  }

  static Scope scope() {
    return new Scope(CONTEXT, new SplittableRandom(1));
  }

  /// A scope with variables, the members of a JSON object.
  static Scope scope(String variables) {
    var values = (JsonObject) json(variables);
    return new Scope(
        () -> CONTEXT, values::get, JsonataSurroundings.of(Instant.EPOCH, new SplittableRandom(1)));
  }

  /// The machine that the definition describes, which must be without fault.
  static StateMachine machine(String definition) {
    ParseResult result = new DefinitionParser(_ -> true).parseJson(definition.replace('\'', '"'));
    assertThat(result).isInstanceOf(ParseResult.Parsed.class);
    return ((ParseResult.Parsed) result).machine();
  }

  /// The only state of a machine: the members of a JSON object without braces.
  static State state(String fields) {
    return machine("{'StartAt':'s','States':{'s':{" + fields + "}}}").graph().state("s");
  }
}
