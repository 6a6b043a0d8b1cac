package org.stepgate.embedded;

import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// Walks through all states of a definition that has been parsed before, also those within Map and
/// Parallel states.
final class DefinitionStates {
  private static final String JSONATA = "JSONata";

  private DefinitionStates() {}

  /// Is shown each state.
  interface Visitor {
    /// A state.
    ///
    /// @param jsonata whether its expressions are JSONata
    /// @param location where it stands, such as `/States/Pick`
    void visit(String name, JsonObject state, boolean jsonata, String location);
  }

  /// Shows the states in the order of the text, outer ones before inner ones.
  static void visit(JsonObject definition, Visitor visitor) {
    visit(definition, isJsonata(definition, false), "", visitor);
  }

  private static void visit(JsonObject graph, boolean jsonata, String location, Visitor visitor) {
    if (!(graph.get("States") instanceof JsonObject states)) {
      return;
    }
    states
        .members()
        .forEach((name, value) -> {
          if (value instanceof JsonObject state) {
            String here = location + "/States/" + name;
            visitor.visit(name, state, isJsonata(state, jsonata), here);
            inner(state, "ItemProcessor", jsonata, here, visitor);
            inner(state, "Iterator", jsonata, here, visitor);
            if (state.get("Branches") instanceof JsonArray branches) {
              for (int i = 0; i < branches.size(); i++) {
                if (branches.get(i) instanceof JsonObject branch) {
                  visit(branch, jsonata, here + "/Branches[" + i + ']', visitor);
                }
              }
            }
          }
        });
  }

  private static void inner(
      JsonObject state, String field, boolean jsonata, String location, Visitor visitor) {
    if (state.get(field) instanceof JsonObject graph) {
      visit(graph, jsonata, location + '/' + field, visitor);
    }
  }

  private static boolean isJsonata(JsonObject object, boolean otherwise) {
    JsonValue language = object.get("QueryLanguage");
    return language == null ? otherwise : JSONATA.equals(object.string("QueryLanguage"));
  }
}
