package org.stepgate.embedded;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stepgate.asl.Fault;
import org.stepgate.json.Position;

/// A definition that is no JSON, in the words of AWS's JSON reader, an older version of ours: it
/// quotes the start of the text, and places an unknown word at its end.
///
/// @param definition the text
/// @param fault what is wrong with it
record UnreadableText(String definition, Fault fault) {
  private static final int QUOTED_CHARACTERS = 500;
  private static final Pattern UNKNOWN_WORD = Pattern.compile("Unrecognized token '([^']*)'.*");
  private static final Pattern MARKER =
      Pattern.compile("start marker at line ([0-9]+), column ([0-9]+)");

  /// What is wrong, and where.
  String message() {
    String reason =
        MARKER
            .matcher(fault.message())
            .replaceAll(
                "start marker at " + Matcher.quoteReplacement(source()) + "line: $1, column: $2]");
    return reason + "\n at " + place();
  }

  /// Where it is wrong.
  String place() {
    Position position = fault.position();
    Matcher word = UNKNOWN_WORD.matcher(fault.message());
    int column = position.column() + (word.matches() ? word.group(1).length() : 0);
    return source() + "line: " + position.line() + ", column: " + column + "]";
  }

  private String source() {
    int more = definition.length() - QUOTED_CHARACTERS;
    return more > 0
        ? "[Source: (String)\"%s\"[truncated %d chars]; "
            .formatted(definition.substring(0, QUOTED_CHARACTERS), more)
        : "[Source: (String)\"" + definition + "\"; ";
  }
}
