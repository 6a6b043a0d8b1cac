package org.stepgate.asl;

import java.util.ArrayList;
import java.util.List;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonString;

/// Parses a call such as `States.Format('order {}', $.id)`. Used once, by one thread.
///
/// @spec https://states-language.net/spec.html#intrinsic-functions Amazon States Language,
///   intrinsic functions
final class IntrinsicParser {
  /// How long an expression may be.
  static final int MAX_CHARACTERS = 10_000;

  /// How deep calls may nest, as on AWS.
  static final int MAX_NESTING = 10;

  private static final String PREFIX = "States.";

  private final String text;
  private int at;

  private IntrinsicParser(String text) {
    this.text = text;
  }

  /// Parses the whole text as one call.
  ///
  /// @throws ExpressionSyntaxException when it is none
  static IntrinsicCall parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw ExpressionSyntaxException.invalid(
          "the expression is longer than " + MAX_CHARACTERS + " characters");
    }
    var parser = new IntrinsicParser(text);
    IntrinsicCall call = parser.call(1);
    parser.skipBlanks();
    if (parser.at < text.length()) {
      throw ExpressionSyntaxException.invalid("there is more after the call");
    }
    return call;
  }

  private IntrinsicCall call(int nesting) {
    if (nesting > MAX_NESTING) {
      throw ExpressionSyntaxException.invalid(
          "calls are nested deeper than " + MAX_NESTING + " levels");
    }
    if (!text.startsWith(PREFIX, at)) {
      throw ExpressionSyntaxException.invalid("a call starts with '" + PREFIX + "'");
    }
    int start = at;
    at += PREFIX.length();
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    IntrinsicFunction function = IntrinsicFunction.named(text.substring(start, at));
    expect('(');
    List<IntrinsicCall.Argument> arguments = arguments(function, nesting);
    function.checkCount(arguments.size());
    return new IntrinsicCall(function, arguments);
  }

  private List<IntrinsicCall.Argument> arguments(IntrinsicFunction function, int nesting) {
    var arguments = new ArrayList<IntrinsicCall.Argument>();
    skipBlanks();
    if (peek() == ')') {
      at++;
      return arguments;
    }
    while (true) {
      boolean template = function == IntrinsicFunction.FORMAT && arguments.isEmpty();
      IntrinsicCall.Argument argument = argument(template, nesting);
      if (argument instanceof IntrinsicCall.Literal(JsonValue value)) {
        function.checkLiteral(arguments.size(), value);
      }
      arguments.add(argument);
      skipBlanks();
      if (peek() == ')') {
        at++;
        return arguments;
      }
      expect(',');
    }
  }

  private IntrinsicCall.Argument argument(boolean template, int nesting) {
    skipBlanks();
    return switch (peek()) {
      case '\'' -> new IntrinsicCall.Literal(new JsonString(string(template)));
      case '$' -> new IntrinsicCall.PathArgument(RootedPath.compile(path()));
      case 'S' -> new IntrinsicCall.Nested(call(nesting + 1));
      default -> new IntrinsicCall.Literal(scalar());
    };
  }

  /// Reads up to the closing quote. `\'`, `\\`, `\{` and `\}` are the only escapes; in a template
  /// of States.Format they stay for the function to read.
  private String string(boolean template) {
    var value = new StringBuilder();
    at++;
    while (peek() != '\'') {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
        char escaped = peek();
        if ("'\\{}".indexOf(escaped) < 0) {
          throw ExpressionSyntaxException.invalid("'\\" + escaped + "' is no escape sequence");
        }
        if (template) {
          value.append('\\');
        }
        c = escaped;
      }
      value.append(c);
      at++;
    }
    at++;
    return value.toString();
  }

  /// Takes the characters up to the comma or parenthesis that ends the argument.
  private String path() {
    int start = at;
    int depth = 0;
    char quote = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (quote != 0) {
        if (c == '\\') {
          at++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (depth == 0 && (c == ',' || c == ')')) {
        break;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '[' || c == '(') {
        depth++;
      } else if (c == ']' || c == ')') {
        depth--;
      }
      at++;
    }
    at = Math.min(at, text.length());
    return text.substring(start, at).stripTrailing();
  }

  /// Reads a number, `true`, `false` or `null`.
  private JsonValue scalar() {
    int start = at;
    while (at < text.length() && isScalarCharacter(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    try {
      return JsonReader.read(word, JsonLimits.NETWORK);
    } catch (JsonException _) {
      throw ExpressionSyntaxException.invalid(
          "an argument is expected at character " + (start + 1));
    }
  }

  private static boolean isScalarCharacter(char c) {
    return Character.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0;
  }

  private void expect(char expected) {
    if (peek() != expected) {
      throw ExpressionSyntaxException.invalid(
          "'" + expected + "' is expected at character " + (at + 1));
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw ExpressionSyntaxException.invalid("the call is not closed");
    }
    return text.charAt(at);
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }
}
