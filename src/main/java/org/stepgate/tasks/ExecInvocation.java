package org.stepgate.tasks;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// What a definition says of a run: `{"Command": "checksum", "Input": {…}, "Arguments": {"file":
/// "a.tar"}}`.
///
/// @param name the command's name
/// @param command the command
/// @param argv its program and arguments, with the values filled in
/// @param input its standard input
record ExecInvocation(String name, ExecCommand command, List<String> argv, Input input) {
  private static final List<String> MEMBERS = List.of("Command", "Input", "Arguments");

  /// Bytes for the standard input.
  ///
  /// @param text JSON
  record Input(String text) {
    byte[] utf8() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /// Reads the arguments of a call.
  ///
  /// @throws TaskRefusedException for the first fault
  static ExecInvocation parse(JsonValue value, Map<String, ExecCommand> commands) {
    JsonObject arguments = Arguments.object(value, "Parameters", MEMBERS);
    String name = Arguments.string(arguments, "Command");
    ExecCommand command = commands.get(name);
    if (command == null) {
      throw TaskRefusedException.badArgument(
          "Command", "a command of the configuration", "'" + name + "'");
    }
    List<String> argv = argv(command, values(command, arguments));
    JsonValue input = arguments.get("Input");
    var text = new Input(JsonWriter.write(input == null ? JsonObject.EMPTY : input));
    int inputBytes = text.utf8().length;
    if (inputBytes > command.limits().inputBytes()) {
      throw TaskRefusedException.badArgument(
          "Input", "at most " + command.limits().inputBytes() + " bytes", inputBytes + " bytes");
    }
    return new ExecInvocation(name, command, argv, text);
  }

  private static Map<String, String> values(ExecCommand command, JsonObject arguments) {
    var members = Arguments.members(arguments, "Arguments");
    for (String name : members.keySet()) {
      if (!command.parameters().contains(name)) {
        throw TaskRefusedException.badArgument(
            "Arguments",
            command.parameters().isEmpty()
                ? "nothing, as the command has no parameters"
                : "only members of " + String.join(", ", command.parameters()),
            "'" + name + "'");
      }
    }
    var values = new HashMap<String, String>();
    int bytes = 0;
    for (String parameter : command.parameters()) {
      String path = "Arguments." + parameter;
      JsonValue member = members.get(parameter);
      if (member == null) {
        throw TaskRefusedException.badArgument(path, "a value", "nothing");
      }
      String text = Arguments.scalar(member, path);
      checkPassable(path, text);
      bytes += text.getBytes(StandardCharsets.UTF_8).length;
      values.put(parameter, text);
    }
    int limit = command.limits().argumentBytes();
    if (bytes > limit) {
      throw TaskRefusedException.badArgument(
          "Arguments", "at most " + limit + " bytes", bytes + " bytes");
    }
    return values;
  }

  /// The JVM encodes arguments as its locale says, and writes `?` for what that cannot express.
  private static void checkPassable(String path, String text) {
    if (text.indexOf('\0') >= 0) {
      throw TaskRefusedException.badArgument(path, "text without NUL", "text with NUL");
    }
    Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    if (!charset.newEncoder().canEncode(text)) {
      throw TaskRefusedException.badArgument(
          path,
          "text in " + charset + ", the locale of the worker (set LC_ALL=C.UTF-8)",
          "other characters");
    }
  }

  /// All values go in at once: what looks like a placeholder inside a value stays what it is.
  private static List<String> argv(ExecCommand command, Map<String, String> values) {
    if (values.isEmpty()) {
      return command.argv();
    }
    Pattern placeholders =
        Pattern.compile(
            String.join(
                "|",
                command.parameters().stream()
                    .map(parameter -> Pattern.quote(ExecCommand.placeholder(parameter)))
                    .toList()));
    var argv = new ArrayList<String>();
    argv.add(command.argv().getFirst());
    for (String element : command.argv().subList(1, command.argv().size())) {
      String filled =
          placeholders
              .matcher(element)
              .replaceAll(match ->
                  Matcher.quoteReplacement(
                      values.get(match.group().substring(1, match.group().length() - 1))));
      if (filled.startsWith("-") && !element.startsWith("-")) {
        throw TaskRefusedException.badArgument(
            "Arguments", "a value that does not look like an option", "'" + filled + "'");
      }
      argv.add(filled);
    }
    return List.copyOf(argv);
  }
}
