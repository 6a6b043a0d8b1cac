package org.stepgate.asl;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonPointer;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Reads definitions. Reports every fault of a definition at once. Immutable; safe for use by any
/// thread when its [TaskResources] are.
///
/// @spec https://states-language.net/spec.html Amazon States Language
public final class DefinitionParser {
  /// What a definition may hold: a mebicharacter, as on AWS, and 256 levels.
  public static final JsonLimits LIMITS = new JsonLimits(256, 1 << 20, 1_000, 65_536);

  /// How long an execution or a task may take at most, in seconds.
  static final long MAX_SECONDS = 99_999_999;

  /// The name of a state that stands on its own.
  public static final String SINGLE_STATE = "StateName";

  private static final String WHOLE = "/";
  private static final int SHOWN_CHARACTERS = 500;
  private static final Pattern UNKNOWN_WORD = Pattern.compile("Unrecognized token '([^']*)'");
  private static final String NO_OBJECT = "Definition must be a valid JSON object";
  private static final Set<String> FIELDS =
      Set.of("Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version");

  private final TaskResources resources;
  private final MachineType type;

  /// A parser for STANDARD machines that accepts the task resources that `resources` knows.
  public DefinitionParser(TaskResources resources) {
    this(resources, MachineType.STANDARD);
  }

  /// A parser for machines of that type that accepts the task resources that `resources` knows.
  public DefinitionParser(TaskResources resources, MachineType type) {
    this.resources = resources;
    this.type = type;
  }

  /// Reads a definition in JSON. A text that is no JSON is a fault like any other.
  public ParseResult parseJson(String text) {
    try {
      return parse(JsonDocument.readJson(text, LIMITS));
    } catch (JsonException e) {
      return unreadable(text, e, source(text, e));
    }
  }

  /// Reads a definition in YAML. A text that is no YAML is a fault like any other.
  public ParseResult parseYaml(String text) {
    try {
      return parse(JsonDocument.readYaml(text, LIMITS));
    } catch (JsonException e) {
      return unreadable(text, e, WHOLE);
    }
  }

  /// Reads a definition.
  ///
  /// @param document the definition, nested no deeper than [#LIMITS]
  public ParseResult parse(JsonDocument document) {
    var faults = new Faults(document);
    Node root = Node.root(document.value());
    if (!(document.value() instanceof JsonObject object)) {
      faults.schema(root, NO_OBJECT);
      return new ParseResult.Faulty(faults.sorted());
    }
    Fields fields = Fields.of(root, object, faults);
    fields.refuseOthers(FIELDS);
    fields.require("States", "StartAt");
    fields.checkComment();
    fields.oneOf("Version", "1.0");
    Long timeoutSeconds = fields.integer("TimeoutSeconds", 1, MAX_SECONDS);
    QueryLanguage language = QueryLanguage.ofMachine(fields);
    StateGraph graph = new GraphParser(faults, resources, language, type).machine(fields);
    if (graph == null || !faults.isEmpty()) {
      return new ParseResult.Faulty(faults.sorted());
    }
    return new ParseResult.Parsed(
        new StateMachine(graph, fields.string("Comment"), timeoutSeconds));
  }

  /// Reads a single state, as a machine of that state alone whose name is [#SINGLE_STATE]. The
  /// states that it leads to need not be there. Faults are placed as in such a machine, without a
  /// position in the text.
  public ParseResult parseState(String text) {
    JsonValue state;
    try {
      state = JsonReader.read(text, LIMITS);
    } catch (JsonException e) {
      return unreadable(text, e, source(text, e));
    }
    JsonObject machine =
        JsonObject.of(
            "StartAt", new JsonString(SINGLE_STATE), "States", JsonObject.of(SINGLE_STATE, state));
    var faults = new Faults(JsonDocument.unlocated(machine));
    Fields fields = Fields.of(Node.root(machine), machine, faults);
    StateGraph graph =
        new GraphParser(faults, resources, QueryLanguage.JSON_PATH, type).single(fields);
    return graph == null || !faults.isEmpty()
        ? new ParseResult.Faulty(faults.sorted())
        : new ParseResult.Parsed(new StateMachine(graph, null, null));
  }

  private static ParseResult unreadable(String text, JsonException reason, String location) {
    if (text.isBlank()) {
      var faults = new Faults(JsonDocument.unlocated(JsonNull.NULL));
      faults.schema(Node.root(JsonNull.NULL), NO_OBJECT);
      return new ParseResult.Faulty(faults.sorted());
    }
    return new ParseResult.Faulty(
        List.of(
            new Fault(
                Fault.Code.INVALID_JSON_DESCRIPTION,
                JsonPointer.ROOT,
                location,
                reason.position(),
                String.valueOf(reason.getMessage()),
                null)));
  }

  /// The place of a fault in a text that is no JSON, as AWS writes it: with the beginning of the
  /// text, and behind a word that is none of JSON's.
  private static String source(String text, JsonException reason) {
    Matcher unknown = UNKNOWN_WORD.matcher(String.valueOf(reason.getMessage()));
    int beyond = unknown.lookingAt() ? unknown.group(1).length() : 0;
    int shown = Math.min(text.length(), SHOWN_CHARACTERS);
    String cut = shown < text.length() ? "[truncated " + (text.length() - shown) + " chars]" : "";
    return "[Source: (String)\"%s\"%s; line: %d, column: %d]"
        .formatted(
            text.substring(0, shown),
            cut,
            reason.position().line(),
            reason.position().column() + beyond);
  }
}
