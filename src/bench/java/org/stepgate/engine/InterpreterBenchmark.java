package org.stepgate.engine;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.asl.StateMachine;
import org.stepgate.engine.Execution.Identity;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;

/// State transitions per second on one core, with `-prof gc` also what each allocates.
///
/// `transitions` runs a loop of Pass and Choice states, `jsonataTransitions` one in JSONata and
/// `variableTransitions` one that assigns; `parse` reads a definition of 100 states; `durable`
/// starts and ends an execution of three Pass states and writes what a store would.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class InterpreterBenchmark {
  private static final int STEPS = 1_000;
  private static final Surroundings SURROUNDINGS =
      new Surroundings(Instant.ofEpochMilli(1_767_225_600_000L), 42, STEPS, new Nothing());

  /// These machines have neither tokens nor activities.
  private static final class Nothing implements Outside {
    @Override
    public String token(String executionArn, TaskId task) {
      throw new AssertionError("no task waits for a token");
    }

    @Override
    public BooleanSupplier evaluationTime() {
      return () -> false;
    }

    @Override
    public boolean activityExists(String arn) {
      return false;
    }
  }

  private final StateMachine loop =
      machine(
          """
          {"StartAt":"Count","States":{
            "Count":{"Type":"Pass","Parameters":{"sku.$":"$.sku","quantity.$":"$.quantity"},
                     "ResultPath":"$.order","Next":"More"},
            "More":{"Type":"Choice","Default":"Count",
                    "Choices":[{"Variable":"$.quantity","NumericLessThan":0,"Next":"Done"}]},
            "Done":{"Type":"Succeed"}}}
          """);
  private final StateMachine jsonata =
      machine(
          """
          {"QueryLanguage":"JSONata","StartAt":"Count","States":{
            "Count":{"Type":"Pass","Output":{"sku":"{% $states.input.sku %}",
                     "quantity":"{% $states.input.quantity %}",
                     "price":"{% $states.input.quantity * 1.5 %}"},"Next":"More"},
            "More":{"Type":"Choice","Default":"Count",
                    "Choices":[{"Condition":"{% $states.input.quantity < 0 %}","Next":"Done"}]},
            "Done":{"Type":"Succeed"}}}
          """);
  private final StateMachine variables =
      machine(
          """
          {"QueryLanguage":"JSONata","StartAt":"Count","States":{
            "Count":{"Type":"Pass","Assign":{"n":"{% $states.input.quantity %}"},"Next":"More"},
            "More":{"Type":"Choice","Default":"Count",
                    "Choices":[{"Condition":"{% $n < 0 %}","Next":"Done"}]},
            "Done":{"Type":"Succeed"}}}
          """);
  private final String hundred = hundred();
  private final StateMachine three =
      machine(
          """
          {"StartAt":"A","States":{
            "A":{"Type":"Pass","Result":{"price":12},"ResultPath":"$.a","Next":"B"},
            "B":{"Type":"Pass","Next":"C"},
            "C":{"Type":"Pass","End":true}}}
          """);
  private final Payload input =
      Payload.inline(JsonReader.read("{\"sku\":\"A1\",\"quantity\":2}", JsonLimits.NETWORK));

  /// Transitions of a loop.
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public Advance transitions() {
    var execution = new Execution(identity(true), loop);
    return Interpreter.advance(execution, new Event.Started(), SURROUNDINGS);
  }

  /// Transitions of a loop in JSONata.
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public Advance jsonataTransitions() {
    var execution = new Execution(identity(true), jsonata);
    return Interpreter.advance(execution, new Event.Started(), SURROUNDINGS);
  }

  /// Transitions of a loop that assigns a variable.
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public Advance variableTransitions() {
    var execution = new Execution(identity(true), variables);
    return Interpreter.advance(execution, new Event.Started(), SURROUNDINGS);
  }

  /// Reading a definition of a hundred states, half of them in JSONata.
  @Benchmark
  public StateMachine parse() {
    return machine(hundred);
  }

  /// A whole execution, and its stored form.
  @Benchmark
  public int durable() {
    var execution = new Execution(identity(false), three);
    Advance advance = Interpreter.advance(execution, new Event.Started(), SURROUNDINGS);
    return ExecutionCodec.write(advance.header()).length()
        + ExecutionCodec.write(advance.events()).length();
  }

  private Identity identity(boolean express) {
    return new Identity(
        "arn:aws:states:local:123456789012:execution:Machine:run-1",
        "run-1",
        "arn:aws:states:local:123456789012:stateMachine:Machine",
        "Machine",
        "arn:aws:iam::123456789012:role/none",
        express,
        SURROUNDINGS.now(),
        input);
  }

  private static String hundred() {
    var states = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      states.append(
          """
          "P%1$d":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
            "Parameters":{"FunctionName":"f","Payload":{"a.$":"$.a.b","b.$":"States.Format('{}', $.a)"}},
            "ResultPath":"$.r","Retry":[{"ErrorEquals":["States.ALL"]}],"Next":"J%1$d"},
          "J%1$d":{"Type":"Pass","QueryLanguage":"JSONata",
            "Output":{"a":"{%% $states.input.a %%}","n":"{%% $sum($states.input.list) + 1 %%}"},
            "Next":"P%2$d"},
          """
              .formatted(i, i + 1));
    }
    return "{\"StartAt\":\"P0\",\"States\":{" + states + "\"P50\":{\"Type\":\"Succeed\"}}}";
  }

  private static StateMachine machine(String definition) {
    return switch (new DefinitionParser(_ -> true).parseJson(definition)) {
      case ParseResult.Parsed(StateMachine machine) -> machine;
      case ParseResult.Faulty(var faults) -> throw new IllegalStateException(faults.toString());
    };
  }
}
