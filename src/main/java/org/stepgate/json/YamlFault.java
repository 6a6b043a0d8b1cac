package org.stepgate.json;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// Says why a text is no YAML. The parser tells what it was doing when it gave up, and where; what
/// its author did is found from there: the usual mistakes are few.
///
/// Like every [JsonException], messages repeat no more of the text than single characters.
final class YamlFault {
  private static final Pattern NAME_AND_VALUE =
      Pattern.compile("\\s*(?:-\\s+)*[A-Za-z0-9_.-]+(?<colon>:)[^\\s:].*");
  private static final Pattern BEFORE_KEY = Pattern.compile("\\s*(?:-\\s+)*");
  private static final Pattern COLON = Pattern.compile(":(?=\\s)");
  private static final String QUOTED = "has to stand in quotes";

  private final List<String> lines;
  private final MarkedYAMLException thrown;

  private YamlFault(String text, MarkedYAMLException thrown) {
    this.lines = text.lines().toList();
    this.thrown = thrown;
  }

  /// What is wrong with a text that the parser refused.
  static JsonException of(String text, MarkedYAMLException thrown) {
    return new YamlFault(text, thrown).explained();
  }

  private JsonException explained() {
    Position problem = position(thrown.getProblemMark());
    Position context =
        thrown.getContextMark() == null ? problem : position(thrown.getContextMark());
    String doing = thrown.getContext() == null ? "" : thrown.getContext();
    return switch (doing) {
      case "while scanning an alias", "while scanning an anchor", "while scanning a directive" ->
          begins(context);
      case "while scanning for the next token" -> stray(problem);
      case "while scanning a simple key" -> noColon(context);
      case "while scanning a quoted scalar" ->
          at(context, "the text in quotes that begins here does not end");
      case "while scanning a double-quoted scalar" ->
          at(problem, "a backslash in \"…\" has to be written twice; in '…' it stands for itself");
      case "while scanning a block scalar" ->
          at(problem, "nothing but a comment may follow '|' or '>' in its line");
      case "while parsing a flow node" -> open(problem);
      case "while parsing a flow mapping", "while parsing a flow sequence" ->
          problem.line() > context.line()
              ? at(context, "the '" + character(context) + "' that begins here is not closed")
              : other(problem);
      case "while parsing a block mapping", "while parsing a block collection" ->
          misplaced(problem);
      default -> unexpectedWithin(problem);
    };
  }

  private JsonException unexpectedWithin(Position problem) {
    return switch (thrown.getProblem()) {
      case "mapping values are not allowed here" -> colon(problem);
      case "sequence entries are not allowed here" ->
          at(problem, "a list begins in a line of its own");
      default -> other(problem);
    };
  }

  /// A bracket behind which the text ends.
  private JsonException open(Position end) {
    for (int line = Math.min(end.line(), lines.size()); line > 0; line--) {
      String text = line(line).strip();
      if (text.endsWith("[") || text.endsWith("{") || text.endsWith(",")) {
        int column = Math.max(line(line).lastIndexOf('['), line(line).lastIndexOf('{')) + 1;
        if (column > 0) {
          var bracket = new Position(line, column);
          return at(bracket, "the '" + character(bracket) + "' that begins here is not closed");
        }
      } else if (!text.isEmpty()) {
        break;
      }
    }
    return other(end);
  }

  private JsonException other(Position place) {
    String doing = thrown.getContext();
    return at(place, (doing == null ? "" : doing + ": ") + thrown.getProblem());
  }

  private JsonException begins(Position value) {
    return at(value, "a value that begins with '" + character(value) + "' " + QUOTED);
  }

  /// A character that no value and no key can begin with.
  private JsonException stray(Position place) {
    if (character(place) != '\t') {
      return begins(place);
    }
    boolean indents = line(place.line()).substring(0, place.column() - 1).isBlank();
    return at(
        place,
        indents
            ? "a tab cannot indent a line; use blanks"
            : "a tab cannot stand between a key and its value; use a blank");
  }

  /// A line in which a key was expected, and that has none.
  private JsonException noColon(Position place) {
    Position missing = missingBlank(place.line());
    return missing == null
        ? at(place, "a key with its colon is expected, as in 'key: value'")
        : at(missing, "a blank has to follow the colon of a key");
  }

  /// A colon where no key can be.
  private JsonException colon(Position place) {
    int above = lineAbove(place.line());
    Position missing = missingBlank(above);
    if (missing != null && keyColumn(above) == keyColumn(place.line())) {
      return at(missing, "a blank has to follow the colon of a key");
    }
    Matcher first = COLON.matcher(line(place.line()));
    if (first.find() && first.start() < place.column() - 1) {
      String value = line(place.line()).substring(first.end());
      int column = first.end() + value.length() - value.stripLeading().length() + 1;
      return at(
          new Position(place.line(), column),
          "a value that contains a colon before a blank " + QUOTED);
    }
    return indentation(place.line()) > indentation(above)
        ? at(
            start(place.line()),
            "wrong indentation: the line above is complete, and this one is indented deeper")
        : other(place);
  }

  /// What stands where a block should go on or end.
  private JsonException misplaced(Position place) {
    int column = place.column();
    if (indentation(place.line()) != column - 1) {
      String before = line(place.line()).substring(0, column - 1).stripTrailing();
      return before.endsWith("'") || before.endsWith("\"")
          ? at(place, "the text in quotes ends before this; a ' in '…' is written twice")
          : other(place);
    }
    boolean element = isElement(place.line());
    for (int above = lineAbove(place.line()); above > 0; above = lineAbove(above)) {
      if (indentation(above) == column - 1 && isElement(above) != element) {
        return at(place, "a key and an element of a list ('- ') cannot stand side by side");
      }
    }
    return at(
        place,
        "wrong indentation: no line above that this one could follow begins in column " + column);
  }

  private boolean isElement(int line) {
    String text = line(line).strip();
    return text.equals("-") || text.startsWith("- ");
  }

  /// Where a line lacks a blank behind the colon of its key; null when it does not.
  private @Nullable Position missingBlank(int line) {
    Matcher matcher = NAME_AND_VALUE.matcher(line(line));
    return matcher.matches() && !COLON.matcher(line(line)).find()
        ? new Position(line, matcher.start("colon") + 1)
        : null;
  }

  /// The nearest line above that has more than a comment; 0 for none.
  private int lineAbove(int line) {
    for (int above = line - 1; above > 0; above--) {
      String text = line(above).strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        return above;
      }
    }
    return 0;
  }

  private Position start(int line) {
    return new Position(line, indentation(line) + 1);
  }

  private int indentation(int line) {
    String text = line(line);
    return text.length() - text.stripLeading().length();
  }

  /// Where the key of a line begins, behind the `- ` of an element.
  private int keyColumn(int line) {
    Matcher matcher = BEFORE_KEY.matcher(line(line));
    return matcher.lookingAt() ? matcher.end() : 0;
  }

  private String line(int number) {
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
  }

  private char character(Position place) {
    String line = line(place.line());
    return place.column() <= line.length() ? line.charAt(place.column() - 1) : ' ';
  }

  /// The parser counts from 0, and characters outside the basic plane as one.
  private Position position(@Nullable Mark mark) {
    if (mark == null) {
      return Position.UNKNOWN;
    }
    String line = line(mark.getLine() + 1);
    int characters = Math.min(mark.getColumn(), line.codePointCount(0, line.length()));
    return new Position(mark.getLine() + 1, line.offsetByCodePoints(0, characters) + 1);
  }

  private static JsonException at(Position place, String message) {
    return new JsonException(message, place);
  }
}
