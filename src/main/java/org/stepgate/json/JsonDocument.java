package org.stepgate.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value together with where each part of it stands in its source text.
///
/// @param value the whole value
/// @param positions the start of each value, by its pointer
/// @param namePositions the start of each member's name, by the pointer of the member
public record JsonDocument(
    JsonValue value,
    Map<JsonPointer, Position> positions,
    Map<JsonPointer, Position> namePositions) {

  /// Copies the maps.
  public JsonDocument {
    positions = Map.copyOf(positions);
    namePositions = Map.copyOf(namePositions);
  }

  /// A document whose positions are unknown.
  public static JsonDocument unlocated(JsonValue value) {
    return new JsonDocument(value, Map.of(), Map.of());
  }

  /// Reads a JSON text.
  ///
  /// @throws JsonException when it is not JSON or exceeds `limits`
  public static JsonDocument readJson(String text, JsonLimits limits) {
    var builder = new TreeBuilder(limits, true);
    return builder.document(JsonReader.open(text, limits));
  }

  /// Reads a YAML text of one document whose content is JSON's: no anchors, aliases or tags.
  ///
  /// @throws JsonException when it is not such a text or exceeds `limits`
  public static JsonDocument readYaml(String text, JsonLimits limits) {
    var builder = new TreeBuilder(limits, true, text);
    return builder.document(JsonReader.openYaml(text, limits));
  }

  /// Where the value at `pointer` starts; for one that is not there, where the nearest enclosing
  /// value starts.
  public Position position(JsonPointer pointer) {
    return nearest(positions, pointer);
  }

  /// Where the name of the member at `pointer` starts, else where its value does.
  public Position namePosition(JsonPointer pointer) {
    Position name = namePositions.get(pointer);
    return name == null ? position(pointer) : name;
  }

  private static Position nearest(Map<JsonPointer, Position> positions, JsonPointer pointer) {
    for (@Nullable JsonPointer at = pointer; at != null; at = at.parent()) {
      Position position = positions.get(at);
      if (position != null) {
        return position;
      }
    }
    return Position.UNKNOWN;
  }
}
