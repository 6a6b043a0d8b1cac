package org.stepgate.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonPointer;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.Position;

/// A file while it is read: its document, the faults found so far, and every key that was asked
/// for. Confined to a thread.
final class SourceFile {
  private final String path;
  private final String text;
  private final JsonDocument document;
  private final List<Fault> faults = new ArrayList<>();
  private final SequencedMap<String, KnownKey> keys = new LinkedHashMap<>();

  /// A key that the reader knows.
  ///
  /// @param path its place: names of sections and keys joined by `.`, `*` for any name, `[]` for
  ///   any element
  /// @param type what it holds, in a word or two
  /// @param fallback the default, empty when there is none
  record KnownKey(String path, String type, String fallback) {
    @Override
    public String toString() {
      return path + " | " + type + " | " + fallback;
    }
  }

  SourceFile(String path, String text, JsonDocument document) {
    this.path = path;
    this.text = text;
    this.document = document;
  }

  JsonDocument document() {
    return document;
  }

  /// The names of the members of an object, whether what they have is good or not; none when there
  /// is no object at that place.
  Set<String> names(JsonPointer at) {
    return value(at) instanceof JsonObject object ? object.members().keySet() : Set.of();
  }

  private @Nullable JsonValue value(JsonPointer at) {
    if (at.parent() == null) {
      return document.value();
    }
    return value(at.parent()) instanceof JsonObject object ? object.get(at.token()) : null;
  }

  void know(KnownKey key) {
    keys.putIfAbsent(key.path(), key);
  }

  void faultAtValue(JsonPointer at, String message) {
    faults.add(new Fault(path, document.position(at), message));
  }

  /// Reports a fault within a text value.
  ///
  /// @param value what is read at `at`
  /// @param offset where in `value`, in UTF-16 units
  void faultWithin(JsonPointer at, String value, int offset, String message) {
    Position place = TextPlace.find(text, document.position(at), value, offset);
    faults.add(new Fault(path, place, message));
  }

  void faultAtName(JsonPointer at, String message) {
    faults.add(new Fault(path, document.namePosition(at), message));
  }

  /// The faults so far; others are added here.
  List<Fault> faults() {
    return faults;
  }

  List<KnownKey> keys() {
    return List.copyOf(keys.values());
  }
}
