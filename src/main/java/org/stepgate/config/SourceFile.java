package org.stepgate.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonPointer;

/// A file while it is read: its document, the faults found so far, and every key that was asked
/// for. Confined to a thread.
final class SourceFile {
  private final String path;
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

  SourceFile(String path, JsonDocument document) {
    this.path = path;
    this.document = document;
  }

  JsonDocument document() {
    return document;
  }

  void know(KnownKey key) {
    keys.putIfAbsent(key.path(), key);
  }

  void faultAtValue(JsonPointer at, String message) {
    faults.add(new Fault(path, document.position(at), message));
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
