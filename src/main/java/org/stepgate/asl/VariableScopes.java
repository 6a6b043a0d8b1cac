package org.stepgate.asl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// The variables that the graphs assign into which the parser has descended. A branch or an inline
/// iteration can read those around it and may therefore not assign one of the same name. Used by
/// one thread.
final class VariableScopes {
  private static final String FIELD = "Assign";
  private static final String SUFFIX = ".$";

  private final Faults faults;
  private final Deque<Set<String>> around = new ArrayDeque<>();

  VariableScopes(Faults faults) {
    this.faults = faults;
  }

  /// Enters a graph and reports the names that it may not assign.
  ///
  /// @param alone whether the graph is an execution of its own, which sees nothing around it
  void enter(Fields states, boolean alone) {
    Set<String> outer = alone || around.isEmpty() ? Set.of() : around.peek();
    var visible = new HashSet<>(outer);
    for (String name : states.names()) {
      Node state = states.field(name);
      if (state.value() instanceof JsonObject object) {
        assigned(state, outer, visible);
        rules(state, object, "Choices", outer, visible);
        rules(state, object, "Catch", outer, visible);
      }
    }
    around.push(visible);
  }

  /// Leaves the graph that was entered last.
  void leave() {
    around.pop();
  }

  private void rules(
      Node state, JsonObject object, String field, Set<String> outer, Set<String> visible) {
    if (object.get(field) instanceof JsonArray rules) {
      Node node = state.member(field, rules);
      for (int i = 0; i < rules.size(); i++) {
        assigned(node.element(i, rules.get(i)), outer, visible);
      }
    }
  }

  private void assigned(Node holder, Set<String> outer, Set<String> visible) {
    if (!(holder.value() instanceof JsonObject object)
        || !(object.get(FIELD) instanceof JsonObject values)) {
      return;
    }
    for (String name : values.members().keySet()) {
      String variable =
          name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
      if (outer.contains(variable)) {
        faults.member(
            holder.member(FIELD, values),
            name,
            "The variable name '%s' is already used in an outer scope".formatted(variable));
      }
      visible.add(variable);
    }
  }
}
