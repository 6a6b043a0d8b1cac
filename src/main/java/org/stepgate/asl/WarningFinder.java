package org.stepgate.asl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.stepgate.asl.DefinitionWarning.Code;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Walks through a definition, of whatever shape, for [DefinitionWarning]s.
final class WarningFinder {
  private static final Pattern PATH = Pattern.compile("(?s)\\$\\$?(?:[.\\[].+)?");
  private static final Pattern CALL = Pattern.compile("(?s)States\\.[A-Za-z0-9]+\\(.*\\)");
  private static final Set<String> TEMPLATES =
      Set.of("Parameters", "ResultSelector", "ItemSelector", "BatchInput", "Assign", "Credentials");

  /// Fields that have a sister whose name ends in `Path`.
  private static final Pattern WITH_PATH =
      Pattern.compile(
          "Error|Cause"
              + "|(?:String|Numeric|Timestamp|Boolean)(?:Equals|LessThan|GreaterThan)(?:Equals)?");

  private final List<DefinitionWarning> found = new ArrayList<>();
  private final boolean jsonata;

  private WarningFinder(boolean jsonata) {
    this.jsonata = jsonata;
  }

  static List<DefinitionWarning> find(JsonValue definition) {
    if (!(definition instanceof JsonObject machine)) {
      return List.of();
    }
    var finder = new WarningFinder(isJsonata(machine));
    finder.graph(Node.root(machine));
    return List.copyOf(finder.found);
  }

  private static boolean isJsonata(JsonObject object) {
    return "JSONata".equals(object.string("QueryLanguage"));
  }

  /// A machine, a branch or the states of a Map.
  private void graph(Node graph) {
    if (graph.value() instanceof JsonObject object
        && object.get("States") instanceof JsonObject states) {
      Node node = graph.member("States", states);
      states
          .members()
          .forEach((name, value) -> {
            if (value instanceof JsonObject state) {
              state(node.member(name, state), state);
            }
          });
    }
  }

  private void state(Node node, JsonObject state) {
    boolean silent = jsonata || isJsonata(state);
    state
        .members()
        .forEach((name, value) -> {
          Node field = node.member(name, value);
          switch (name) {
            case "Iterator", "ItemProcessor" -> graph(field);
            case "Branches" -> elements(field, this::graph);
            default -> {
              if (!silent) {
                field(name, field);
              }
            }
          }
        });
  }

  private void elements(Node node, Consumer<Node> each) {
    if (node.value() instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        each.accept(node.element(i, array.get(i)));
      }
    }
  }

  /// A field of a state, of one of its choices or of what these hold.
  private void field(String name, Node field) {
    if (TEMPLATES.contains(name)) {
      template("", field);
    } else if (name.equals("Result")) {
      result(field);
    } else if (field.value() instanceof JsonString(String text)) {
      if (WITH_PATH.matcher(name).matches() && PATH.matcher(text).matches()) {
        add(
            Code.NO_PATH,
            field,
            "The value of '%s' looks like a path; to use it as one, name the field '%sPath'"
                .formatted(name, name));
      }
    } else if (field.value() instanceof JsonObject object) {
      object.members().forEach((key, value) -> field(key, field.member(key, value)));
    } else {
      elements(field, element -> field("", element));
    }
  }

  private void template(String name, Node node) {
    if (node.value() instanceof JsonObject object) {
      object.members().forEach((key, value) -> template(key, node.member(key, value)));
    } else if (node.value() instanceof JsonString(String text)) {
      if (!name.isEmpty() && !name.endsWith(".$") && looksDynamic(text)) {
        add(
            Code.NO_DOLLAR,
            node,
            ("The value of '%s' looks like a path or the call of an intrinsic function; to use it"
                    + " as one, name the field '%s.$'")
                .formatted(name, name));
      }
    } else {
      elements(node, element -> template("", element));
    }
  }

  private void result(Node node) {
    switch (node.value()) {
      case JsonObject object ->
          object.members().forEach((key, value) -> result(node.member(key, value)));
      case JsonString(String text) when looksDynamic(text) ->
          add(
              Code.PASS_RESULT_IS_STATIC,
              node,
              "The Result of a Pass state is taken as it is; paths and intrinsic functions belong"
                  + " into Parameters");
      default -> elements(node, this::result);
    }
  }

  private static boolean looksDynamic(String text) {
    return PATH.matcher(text).matches() || CALL.matcher(text).matches();
  }

  private void add(Code code, Node at, String message) {
    found.add(new DefinitionWarning(code, at.pointer(), at.location(), message));
  }
}
