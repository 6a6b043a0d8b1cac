package org.stepgate.embedded;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// The definition of the child executions of a distributed Map state: its processor as a machine of
/// its own, in the query language of the machine that it stands in.
final class ChildDefinition {
  private ChildDefinition() {}

  /// The definition as a JSON text; null when the machine has no such state.
  ///
  /// @param machine the definition of the machine, a JSON text that was found good before
  /// @param state the name of the Map state, unique within the machine
  static @Nullable String of(String machine, String state) {
    var root = (JsonObject) JsonReader.read(machine, JsonLimits.STORED);
    JsonObject processor = processor(root, state);
    if (processor == null) {
      return null;
    }
    var definition = JsonObject.builder();
    definition.putIfPresent("QueryLanguage", root.get("QueryLanguage"));
    for (String name : List.of("Comment", "StartAt", "States")) {
      definition.putIfPresent(name, processor.get(name));
    }
    return definition.build().toString();
  }

  /// The processor of the Map state of that name within a graph, null when it is not there.
  private static @Nullable JsonObject processor(JsonObject graph, String name) {
    if (!(graph.get("States") instanceof JsonObject states)) {
      return null;
    }
    if (states.get(name) instanceof JsonObject state) {
      return ownProcessor(state);
    }
    for (JsonValue state : states.members().values()) {
      JsonObject found = state instanceof JsonObject object ? within(object, name) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable JsonObject within(JsonObject state, String name) {
    JsonObject own = ownProcessor(state);
    if (own != null) {
      return processor(own, name);
    }
    if (state.get("Branches") instanceof JsonArray branches) {
      for (JsonValue branch : branches) {
        JsonObject found = branch instanceof JsonObject graph ? processor(graph, name) : null;
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable JsonObject ownProcessor(JsonObject state) {
    JsonValue processor = state.get(state.has("ItemProcessor") ? "ItemProcessor" : "Iterator");
    return processor instanceof JsonObject object ? object : null;
  }
}
