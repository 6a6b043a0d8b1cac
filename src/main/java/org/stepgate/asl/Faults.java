package org.stepgate.asl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonPointer;
import org.stepgate.json.Position;

/// Collects the faults of one definition; confined to a thread.
final class Faults {
  private final JsonDocument document;
  private final List<Fault> faults = new ArrayList<>();

  Faults(JsonDocument document) {
    this.document = document;
  }

  /// The value does not follow the schema.
  void schema(Node at, String message) {
    add(Fault.Code.SCHEMA_VALIDATION_FAILED, at, message, null);
  }

  /// The value does not follow the schema, for a reason that AWS's words leave out.
  void schema(Node at, String message, String hint) {
    add(Fault.Code.SCHEMA_VALIDATION_FAILED, at, message, hint);
  }

  /// The member `name` of `object` does not follow the schema; AWS reports the object.
  void member(Node object, String name, String message) {
    member(object, name, message, null);
  }

  /// As [#member(Node, String, String)], with what AWS's words leave out.
  void member(Node object, String name, String message, @Nullable String hint) {
    JsonPointer pointer = object.pointer().child(name);
    add(
        Fault.Code.SCHEMA_VALIDATION_FAILED,
        pointer,
        object.location(),
        document.namePosition(pointer),
        message,
        hint);
  }

  /// The value asks for a feature that is still to come.
  void unsupported(Node at, String message) {
    add(Fault.Code.NOT_SUPPORTED_YET, at, message, null);
  }

  /// The state, whose name stands before it, has a fault of its own kind.
  void state(Fault.Code code, Node state, String message) {
    add(
        code,
        state.pointer(),
        state.location(),
        document.namePosition(state.pointer()),
        message,
        null);
  }

  /// A fault of the given kind.
  void add(Fault.Code code, Node at, String message, @Nullable String hint) {
    add(code, at.pointer(), at.location(), document.position(at.pointer()), message, hint);
  }

  private void add(
      Fault.Code code,
      JsonPointer pointer,
      String location,
      Position position,
      String message,
      @Nullable String hint) {
    faults.add(
        new Fault(code, pointer, location.isEmpty() ? "/" : location, position, message, hint));
  }

  boolean isEmpty() {
    return faults.isEmpty();
  }

  /// All faults in the order of the text.
  List<Fault> sorted() {
    return faults.stream().sorted(Fault.BY_POSITION).toList();
  }
}
