package org.stepgate.engine;

import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.EvaluationException;
import org.stepgate.asl.JsonExpression;
import org.stepgate.asl.JsonataSurroundings;
import org.stepgate.asl.Scope;
import org.stepgate.asl.State;
import org.stepgate.engine.MapRunPlan.Selector;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Makes what the ItemSelector of a distributed Map state makes of its items. The same item of the
/// same run always gives the same.
///
/// Threads: confined to one.
public final class ItemInputs {
  /// Keeps the seeds of different runs apart.
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final @Nullable JsonExpression expression;
  private final @Nullable Selector selector;
  private final Instant time;
  private final long seed;

  /// One item of a run.
  ///
  /// @param index its number, 0 for the first
  /// @param key its name, when the items are the members of an object; else null
  /// @param source where it comes from, such as `S3://bucket/key`
  public record Item(long index, @Nullable String key, JsonValue value, String source) {}

  /// The inputs of one run.
  ///
  /// @param state the state that the plan names
  public ItemInputs(State.Map state, MapRunPlan plan) {
    this.expression = state.items().itemSelector();
    this.selector = plan.selector();
    this.time = plan.startTime();
    this.seed = plan.arn().hashCode() * SPREAD;
  }

  /// What a child gets for an item.
  ///
  /// @throws EvaluationException when the ItemSelector does not apply; its cause names the state
  public JsonValue of(Item item) {
    if (expression == null || selector == null) {
      return item.value();
    }
    var random = new SplittableRandom(seed + item.index());
    var scope =
        new Scope(
            () -> context(selector, item),
            name -> {
              Payload value = selector.variables().get(name);
              return value == null ? null : value.json();
            },
            JsonataSurroundings.of(time, random));
    return expression.evaluate(selector.input().json(), scope);
  }

  private static JsonObject context(Selector selector, Item item) {
    var context = JsonObject.builder();
    ((JsonObject) selector.context().json()).members().forEach(context::put);
    context.put("Map", described(item));
    return context.build();
  }

  /// `Map` of the context object.
  static JsonObject described(Item item) {
    var described = JsonObject.builder().put("Index", item.index()).put("Value", item.value());
    described.putIfPresent("Key", item.key() == null ? null : new JsonString(item.key()));
    described.put("Source", item.source());
    return JsonObject.of("Item", described.build());
  }
}
