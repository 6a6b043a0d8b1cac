package org.stepgate.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.JsonExpression;
import org.stepgate.asl.MapDistribution;
import org.stepgate.asl.MapDistribution.ItemReader;
import org.stepgate.asl.Scope;
import org.stepgate.asl.State;
import org.stepgate.engine.DistributedMaps.Known;
import org.stepgate.engine.Frame.Tolerance;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.engine.ItemInputs.Item;
import org.stepgate.engine.MapRunPlan.Batches;
import org.stepgate.engine.StateRun.ReadItem;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// Ends Parallel and Map states whose branches or iterations do not run, because a probe says how
/// they end.
///
/// Methods take and give threads as those of [Threads] do.
final class MockedFans {
  private MockedFans() {}

  /// Opens a Map state, inline or distributed, and ends it.
  static @Nullable Frame open(
      Changes changes, Frame thread, Visit visit, State.Map state, StateProbe.Children mocked) {
    Scope scope = ContextObject.scope(changes, thread, state, visit, null);
    JsonValue effective = state.flow().effectiveInput(visit.input().json(), scope);
    MapDistribution distribution = state.distribution();
    var known = new Known(changes, thread, visit, state, effective, scope);
    if (distribution == null || distribution.reader() == null) {
      var items = new ArrayList<Item>();
      for (JsonValue value : state.items().items().select(effective, scope)) {
        items.add(new Item(items.size(), null, value, "STATE_DATA"));
      }
      take(known, items);
    } else {
      switch (changes.probe().reading()) {
        case StateRun.Reading.Items(List<ReadItem> read) ->
            take(known, itemsOf(known, distribution.reader(), read));
        case StateRun.Reading.Failed(String error, String cause) -> {
          return Failures.fail(changes, thread, state, visit, Failure.of(error, cause));
        }
        case null -> {
          // Nothing is known of the items.
        }
      }
    }
    int maxConcurrency = Fans.maxConcurrency(state.items().maxConcurrency(), effective, scope);
    Tolerance tolerance = Fans.tolerance(state.items(), effective, scope);
    changes.probe().mapOpened(maxConcurrency, tolerance);
    return end(changes, thread, visit, state, tolerance, mocked);
  }

  /// The items that the state would take of those that its reader found.
  private static List<Item> itemsOf(Known known, ItemReader reader, List<ReadItem> read) {
    if (reader.config().itemsPointer() != null) {
      known.changes().probe().itemsPointedTo(pointedTo(read));
    }
    long most = known.evaluate(reader.config().maxItems(), 0);
    String source = source(known, reader);
    var items = new ArrayList<Item>();
    for (ReadItem item : read) {
      if (most > 0 && items.size() == most) {
        break;
      }
      items.add(new Item(items.size(), item.key(), item.value(), source));
    }
    return items;
  }

  private static JsonValue pointedTo(List<ReadItem> read) {
    if (read.isEmpty() || read.getFirst().key() == null) {
      return JsonArray.of(read.stream().map(ReadItem::value).toList());
    }
    var members = JsonObject.builder();
    read.forEach(item -> members.put(String.valueOf(item.key()), item.value()));
    return members.build();
  }

  private static String source(Known known, ItemReader reader) {
    JsonExpression arguments = reader.arguments();
    if (arguments == null
        || !(arguments.evaluate(known.effective(), known.scope()) instanceof JsonObject place)) {
      return "S3://";
    }
    String key = place.string("Key");
    return "S3://" + place.string("Bucket") + (key == null ? "" : '/' + key);
  }

  /// Tells the probe what becomes of the items.
  private static void take(Known known, List<Item> items) {
    StateProbe probe = known.changes().probe();
    probe.itemsFound(JsonArray.of(items.stream().map(Item::value).toList()));
    JsonExpression selector = known.state().items().itemSelector();
    List<JsonValue> inputs = new ArrayList<>(items.size());
    for (Item item : items) {
      inputs.add(selector == null ? item.value() : selected(known, selector, item));
    }
    if (selector != null) {
      probe.itemsSelected(JsonArray.of(inputs));
    }
    MapDistribution distribution = known.state().distribution();
    Batches limits =
        distribution == null ? null : DistributedMaps.batches(known, distribution.batcher());
    if (limits != null) {
      var made = new ArrayList<JsonValue>();
      var batches =
          new ItemBatches(
              limits, (input, _) -> made.add(JsonReader.read(input, JsonLimits.NETWORK)));
      inputs.forEach(input -> batches.add(JsonWriter.write(input)));
      batches.close();
      probe.itemsBatched(JsonArray.of(made));
    }
  }

  private static JsonValue selected(Known known, JsonExpression selector, Item item) {
    Scope scope =
        known.state().distribution() == null
            ? ContextObject.itemScope(
                known.changes(),
                known.thread(),
                known.state(),
                known.visit(),
                (int) item.index(),
                item.value())
            : ContextObject.itemScope(
                known.changes(),
                known.thread(),
                known.state(),
                known.visit(),
                () -> ItemInputs.described(item));
    return selector.evaluate(known.effective(), scope);
  }

  /// What comes of a state whose branches or iterations ended as `mocked` says.
  ///
  /// @param tolerance how many may fail; null when their number does not matter
  static @Nullable Frame end(
      Changes changes,
      Frame thread,
      Visit visit,
      State state,
      @Nullable Tolerance tolerance,
      StateProbe.Children mocked) {
    return switch (mocked) {
      case StateProbe.Children.Failed(Failure failure) ->
          Failures.fail(changes, thread, state, visit, failure);
      case StateProbe.Children.Ended(JsonValue _, int total, int failed)
          when tolerance != null && tolerance.isExceeded(failed, total) ->
          Failures.fail(changes, thread, state, visit, Failure.toleranceExceeded());
      case StateProbe.Children.Ended(JsonValue result, int _, int _) ->
          Fans.leave(changes, thread, state, visit, result, null);
    };
  }
}
