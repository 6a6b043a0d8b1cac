package org.stepgate.asl;

import org.jspecify.annotations.Nullable;

/// The names that variables may have, and where one ends within a path.
///
/// @spec https://states-language.net/spec.html#assign Amazon States Language, variables
final class VariableNames {
  /// The variable of JSONata states that holds input, result, error output and context.
  static final String STATES = "states";

  /// How long a name may be, as on AWS.
  static final int MAX_CHARACTERS = 80;

  private VariableNames() {}

  /// Why no variable may have the name, or null when one may.
  static @Nullable String whyNot(String name) {
    if (name.equals(STATES)) {
      return "The variable name 'states' is reserved";
    }
    if (name.codePointCount(0, name.length()) > MAX_CHARACTERS) {
      return "The variable name '%s' is longer than %d characters".formatted(name, MAX_CHARACTERS);
    }
    if (name.isEmpty() || end(name, 0) != name.length()) {
      return "The variable name '%s' is not a valid identifier".formatted(name);
    }
    return null;
  }

  /// Where the name of the variable ends with which a path starts, such as 5 for `$list[0]`; 1 or
  /// less when it starts with none.
  static int endOfReference(String path) {
    return path.startsWith("$") ? end(path, 1) : 0;
  }

  private static int end(String text, int start) {
    int at = start;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      boolean fits =
          at == start
              ? Character.isUnicodeIdentifierStart(c) || c == '_'
              : Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
      if (!fits) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }
}
