package org.stepgate.asl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Finds the variables that the states of a definition refer to, which DescribeStateMachine shows.
///
/// @spec
///   https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
///   Step Functions API, variableReferences
public final class VariableReferences {
  private static final Set<String> TEMPLATES =
      Set.of("Parameters", "ResultSelector", "ItemSelector", "Assign", "Credentials", "BatchInput");
  private static final Set<String> NESTED = Set.of("Branches", "ItemProcessor", "Iterator");

  /// Fields in which nothing is looked up.
  private static final Set<String> OTHERS = Set.of("Comment", "Result", "ResultPath");

  private static final String PATH = "Path";
  private static final String SUFFIX = ".$";

  private final SequencedMap<String, List<String>> found = new LinkedHashMap<>();

  private VariableReferences() {}

  /// The names of the variables, sorted and without `$`, by the name of the state; states that
  /// refer to none are left out, as is a definition that is not one.
  ///
  /// @param definition a definition that the parser accepts
  public static SequencedMap<String, List<String>> of(JsonValue definition) {
    var references = new VariableReferences();
    if (definition instanceof JsonObject machine) {
      references.graph(machine, isJsonata(machine, false));
    }
    return Collections.unmodifiableSequencedMap(references.found);
  }

  private static boolean isJsonata(JsonObject object, boolean otherwise) {
    String language = object.string("QueryLanguage");
    return language == null ? otherwise : language.equals("JSONata");
  }

  private void graph(JsonObject graph, boolean jsonata) {
    if (!(graph.get("States") instanceof JsonObject states)) {
      return;
    }
    for (var entry : states.members().entrySet()) {
      if (entry.getValue() instanceof JsonObject state) {
        boolean own = isJsonata(state, jsonata);
        var names = new TreeSet<String>();
        fields(state, own, names);
        if (!names.isEmpty()) {
          found.put(entry.getKey(), List.copyOf(names));
        }
        nested(state, jsonata);
      }
    }
  }

  private void nested(JsonObject state, boolean jsonata) {
    for (String field : NESTED) {
      JsonValue value = state.get(field);
      Iterable<JsonValue> graphs =
          value instanceof JsonArray array ? array : value == null ? Set.of() : Set.of(value);
      for (JsonValue graph : graphs) {
        if (graph instanceof JsonObject object) {
          graph(object, jsonata);
        }
      }
    }
  }

  /// The fields of a state, or of an object of its definition such as a rule or a catcher.
  private static void fields(JsonObject object, boolean jsonata, Set<String> names) {
    for (var entry : object.members().entrySet()) {
      String name = entry.getKey();
      JsonValue value = entry.getValue();
      if (NESTED.contains(name) || OTHERS.contains(name)) {
        continue;
      }
      if (jsonata || TEMPLATES.contains(name)) {
        template(value, jsonata, names);
      } else if (value instanceof JsonString(String text)) {
        if (name.endsWith(PATH) || name.equals("Variable")) {
          path(text, names);
        }
      } else {
        inner(value, names);
      }
    }
  }

  private static void inner(JsonValue value, Set<String> names) {
    switch (value) {
      case JsonObject object -> fields(object, false, names);
      case JsonArray array -> array.forEach(element -> inner(element, names));
      default -> {}
    }
  }

  private static void template(JsonValue value, boolean jsonata, Set<String> names) {
    switch (value) {
      case JsonObject object ->
          object
              .members()
              .forEach((name, member) -> {
                if (!jsonata && name.endsWith(SUFFIX)) {
                  path(member instanceof JsonString(String text) ? text : "", names);
                } else {
                  template(member, jsonata, names);
                }
              });
      case JsonArray array -> array.forEach(element -> template(element, jsonata, names));
      case JsonString(String text) when jsonata && JsonataFields.isExpression(text) ->
          names.addAll(JsonataFields.variablesOf(text));
      default -> {}
    }
  }

  /// A path, or a call of an intrinsic function.
  private static void path(String text, Set<String> names) {
    try {
      if (text.startsWith("$")) {
        add(RootedPath.compile(text), names);
      } else {
        IntrinsicParser.parse(text).paths().forEach(path -> add(path, names));
      }
    } catch (ExpressionSyntaxException _) {
      // The parser has reported it.
    }
  }

  private static void add(RootedPath path, Set<String> names) {
    if (path.start() instanceof RootedPath.Start.Variable(String name)) {
      names.add(name);
    }
  }
}
