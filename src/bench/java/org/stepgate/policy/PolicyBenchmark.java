package org.stepgate.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.principal.Principal;

/// How long a decision takes with 100 policies and 10,000 principals: one that is remembered, and
/// one that is not.
///
/// `spread` puts the policies on the actions as a site would, a third of them on `invoke`; `all`
/// has every policy ask about every action, so that each decision asks all of them.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PolicyBenchmark {
  private static final int POLICIES = 100;
  private static final int PRINCIPALS = 10_000;
  private static final Resource ORDERS = new Resource.Route("orders");
  private static final List<String> ACTIONS = List.of("invoke", "read", "stop");

  /// How policies are put on actions.
  @Param({"spread", "all"})
  public String policies = "";

  private final Policies site = new Policies((_, _, _, _) -> Decision.Allow.UNASKED);
  private CedarPolicies unremembered = compiled("");
  private final Principal[] principals = new Principal[PRINCIPALS];
  private int next;

  /// Reads the policies, and asks for each principal once.
  @Setup
  public void read() {
    var text = new StringBuilder();
    for (int i = 0; i < POLICIES; i++) {
      String action = ACTIONS.get(i % ACTIONS.size());
      text.append("@id(\"p" + i + "\") permit (principal in Stepgate::Group::\"g" + i + "\", ")
          .append(
              policies.equals("all")
                  ? "action"
                  : "action in [Stepgate::Action::\"" + action + "\"]")
          .append(", resource) when { principal.issuer == \"https://idp.example\"")
          .append(" && principal.scopes.contains(\"s" + i + "\") };\n");
    }
    site.use(Optional.of(files(text.toString())));
    unremembered = compiled(text.toString());
    for (int i = 0; i < PRINCIPALS; i++) {
      int group = i % POLICIES;
      principals[i] =
          new Principal(
              "https://idp.example",
              "user" + i,
              List.of("g" + group, "staff"),
              JsonObject.of(Principal.SCOPES, JsonArray.of(new JsonString("s" + group))));
      site.decide(principals[i], Action.INVOKE, ORDERS, Context.NONE);
    }
  }

  private static PolicyFiles files(String text) {
    return new PolicyFiles(new TreeMap<>(Map.of("policies/site.cedar", text)));
  }

  private static CedarPolicies compiled(String text) {
    return switch (CedarCompiler.compile(files(text))) {
      case CedarCompiler.Compiled.Usable(var usable) -> usable;
      case CedarCompiler.Compiled.Faulty(var faults) -> throw new AssertionError(faults);
    };
  }

  private Principal principal() {
    next = next + 1 == PRINCIPALS ? 0 : next + 1;
    return principals[next];
  }

  /// A decision that was asked for before, of each principal in turn.
  @Benchmark
  public Decision remembered() {
    return site.decide(principal(), Action.INVOKE, ORDERS, Context.NONE);
  }

  /// The same, when nothing is remembered.
  @Benchmark
  public Decision asked() {
    return unremembered.decide(Question.of(principal(), Action.INVOKE, ORDERS, Context.NONE));
  }
}
