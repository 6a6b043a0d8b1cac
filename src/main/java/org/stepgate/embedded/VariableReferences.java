package org.stepgate.embedded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// The variables that the states of a definition read, as DescribeStateMachine tells them.
///
/// They are found in the text of the expressions. In JSONPath mode a name after a single `$` is a
/// variable, in paths and intrinsic functions; in JSONata mode it is one unless the expression
/// binds it itself, calls it, or it is a function or `$states`.
final class VariableReferences {
  /// Quoted texts are matched first, so that what looks like a variable in them is not one.
  private static final Pattern IN_PATH =
      Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|(?<!\\$)\\$(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)");

  private static final Pattern IN_JSONATA =
      Pattern.compile(
          "'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`|(?s:/\\*.*?\\*/)"
              + "|\\$(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)(?<call>\\s*\\()?(?<bound>\\s*:=)?");

  private static final Pattern PARAMETERS = Pattern.compile("(?:function|λ)\\s*\\(([^)]*)\\)");

  private static final Set<String> TEMPLATES =
      Set.of(
          "Parameters",
          "ResultSelector",
          "ItemSelector",
          "Assign",
          "BatchInput",
          "Credentials",
          "Arguments",
          "Output");

  /// Members of a state whose values are no expressions of that state.
  private static final Set<String> OTHERS =
      Set.of("Comment", "Result", "ResultPath", "ItemProcessor", "Iterator", "Branches");

  /// Functions of JSONata that are also passed by their names.
  private static final Set<String> FUNCTIONS =
      Set.of(
          "states",
          "string",
          "length",
          "substring",
          "substringBefore",
          "substringAfter",
          "uppercase",
          "lowercase",
          "trim",
          "pad",
          "contains",
          "split",
          "join",
          "match",
          "replace",
          "base64encode",
          "base64decode",
          "encodeUrlComponent",
          "encodeUrl",
          "decodeUrlComponent",
          "decodeUrl",
          "number",
          "abs",
          "floor",
          "ceil",
          "round",
          "power",
          "sqrt",
          "random",
          "formatNumber",
          "formatBase",
          "formatInteger",
          "parseInteger",
          "sum",
          "max",
          "min",
          "average",
          "boolean",
          "not",
          "exists",
          "count",
          "append",
          "sort",
          "reverse",
          "shuffle",
          "distinct",
          "zip",
          "keys",
          "lookup",
          "spread",
          "merge",
          "sift",
          "each",
          "error",
          "assert",
          "type",
          "now",
          "millis",
          "fromMillis",
          "toMillis",
          "map",
          "filter",
          "single",
          "reduce",
          "partition",
          "range",
          "hash",
          "uuid",
          "parse");

  private VariableReferences() {}

  /// Names by state, in the order of the definition, each list sorted; without states that read
  /// none.
  static SequencedMap<String, List<String>> of(String definition) {
    var references = new LinkedHashMap<String, List<String>>();
    if (JsonReader.read(definition, DefinitionParser.LIMITS) instanceof JsonObject machine) {
      DefinitionStates.visit(
          machine,
          (name, state, jsonata, _) -> {
            var names = new TreeSet<String>();
            if (jsonata) {
              collectJsonata(state, names);
            } else {
              collectPaths(state, names);
            }
            if (!names.isEmpty()) {
              references.put(name, List.copyOf(names));
            }
          });
    }
    return references;
  }

  // ---- JSONPath

  /// Looks at a state, or at what stands in it and is no payload template.
  private static void collectPaths(JsonObject object, Set<String> names) {
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      String key = member.getKey();
      if (TEMPLATES.contains(key)) {
        collectTemplate(member.getValue(), names);
      } else if (!OTHERS.contains(key)) {
        switch (member.getValue()) {
          case JsonString text when isPath(key) -> collect(text.value(), names);
          case JsonObject inner -> collectPaths(inner, names);
          case JsonArray items ->
              items.forEach(item -> {
                if (item instanceof JsonObject inner) {
                  collectPaths(inner, names);
                }
              });
          default -> {}
        }
      }
    }
  }

  private static boolean isPath(String key) {
    return key.endsWith("Path") || key.endsWith(".$") || key.equals("Variable");
  }

  private static void collectTemplate(JsonValue template, Set<String> names) {
    switch (template) {
      case JsonObject object ->
          object
              .members()
              .forEach((key, value) -> {
                if (key.endsWith(".$") && value instanceof JsonString text) {
                  collect(text.value(), names);
                } else {
                  collectTemplate(value, names);
                }
              });
      case JsonArray items -> items.forEach(item -> collectTemplate(item, names));
      default -> {}
    }
  }

  private static void collect(String path, Set<String> names) {
    Matcher found = IN_PATH.matcher(path);
    while (found.find()) {
      String name = found.group("name");
      if (name != null) {
        names.add(name);
      }
    }
  }

  // ---- JSONata

  private static void collectJsonata(JsonValue value, Set<String> names) {
    switch (value) {
      case JsonString(String text) when text.startsWith("{%") && text.endsWith("%}") ->
          collectExpression(text.substring(2, text.length() - 2), names);
      case JsonObject object ->
          object
              .members()
              .forEach((key, member) -> {
                if (!OTHERS.contains(key)) {
                  collectJsonata(member, names);
                }
              });
      case JsonArray items -> items.forEach(item -> collectJsonata(item, names));
      default -> {}
    }
  }

  private static void collectExpression(String expression, Set<String> names) {
    var read = new TreeSet<String>();
    var bound = new TreeSet<String>();
    Matcher parameters = PARAMETERS.matcher(expression);
    while (parameters.find()) {
      for (String parameter : parameters.group(1).split(",", -1)) {
        bound.add(parameter.strip().replace("$", ""));
      }
    }
    Matcher found = IN_JSONATA.matcher(expression);
    while (found.find()) {
      String name = found.group("name");
      if (name == null || found.group("call") != null) {
        continue;
      }
      (found.group("bound") == null ? read : bound).add(name);
    }
    read.removeAll(bound);
    read.removeAll(FUNCTIONS);
    names.addAll(read);
  }
}
