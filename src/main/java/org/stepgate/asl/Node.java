package org.stepgate.asl;

import org.stepgate.json.JsonPointer;
import org.stepgate.json.JsonValue;

/// A value of the definition and where it stands.
///
/// @param value the value
/// @param pointer its place
/// @param location its place as AWS writes it; empty for the root
record Node(JsonValue value, JsonPointer pointer, String location) {
  static Node root(JsonValue value) {
    return new Node(value, JsonPointer.ROOT, "");
  }

  /// The member `name` of this object.
  Node member(String name, JsonValue member) {
    return new Node(member, pointer.child(name), location + "/" + name);
  }

  /// The element `index` of this array.
  Node element(int index, JsonValue element) {
    return new Node(element, pointer.child(index), location + "[" + index + "]");
  }
}
