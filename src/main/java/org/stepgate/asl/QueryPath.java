package org.stepgate.asl;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;

/// A path with wildcards, slices, filters or recursive descent, evaluated by the library whose
/// dialect Step Functions speaks. Sole user of that library, with [JsonValueProvider].
///
/// Left out, with a fault: path functions (`length()` and the like), which AWS does not have
/// either, and regular expressions in filters (`=~`), whose cost cannot be bounded.
final class QueryPath implements JsonPath {
  /// How long a path may be.
  static final int MAX_CHARACTERS = 1_024;

  /// How deep brackets and parentheses of a path may nest.
  static final int MAX_NESTING = 24;

  private final String text;
  private final com.jayway.jsonpath.JsonPath compiled;

  private QueryPath(String text, com.jayway.jsonpath.JsonPath compiled) {
    this.text = text;
    this.compiled = compiled;
  }

  /// Compiles a path that starts with `$`.
  ///
  /// @throws ExpressionSyntaxException when it is no path or exceeds a limit
  static QueryPath compile(String text) {
    if (!text.startsWith("$")) {
      throw ExpressionSyntaxException.invalid("a path starts with '$'");
    }
    if (text.length() > MAX_CHARACTERS) {
      throw ExpressionSyntaxException.invalid(
          "the path is longer than " + MAX_CHARACTERS + " characters");
    }
    checkTokens(text);
    try {
      return new QueryPath(text, com.jayway.jsonpath.JsonPath.compile(text));
    } catch (InvalidPathException e) {
      throw ExpressionSyntaxException.invalid(String.valueOf(e.getMessage()));
    } catch (JsonPathException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw ExpressionSyntaxException.invalid("the path cannot be read");
    }
  }

  /// Checks, outside of quoted names, that brackets are balanced and not too deep, and that nothing
  /// is used whose cost has no bound. The library itself accepts `$.a[` and recurses without limit.
  private static void checkTokens(String text) {
    var open = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
        continue;
      }
      switch (c) {
        case '\'', '"' -> quote = c;
        case '[', '(', '{' -> {
          if (c == '(' && i > 0 && Character.isLetterOrDigit(text.charAt(i - 1))) {
            throw ExpressionSyntaxException.invalid("functions are not supported in paths");
          }
          open.append(c);
          if (open.length() > MAX_NESTING) {
            throw ExpressionSyntaxException.invalid(
                "the path is nested deeper than " + MAX_NESTING + " levels");
          }
        }
        case ']', ')', '}' -> {
          int last = open.length() - 1;
          if (last < 0 || "[({".indexOf(open.charAt(last)) != "])}".indexOf(c)) {
            throw ExpressionSyntaxException.invalid("a bracket is not balanced");
          }
          open.setLength(last);
        }
        case '~' -> {
          if (text.charAt(i - 1) == '=') {
            throw ExpressionSyntaxException.unsupported(
                "regular expressions in filters are not supported");
          }
        }
        default -> {}
      }
    }
    if (quote != 0 || !open.isEmpty()) {
      throw ExpressionSyntaxException.invalid("a bracket or quote is not closed");
    }
  }

  @Override
  public @Nullable JsonValue find(JsonValue root) {
    try {
      return evaluate(root);
    } catch (PathNotFoundException _) {
      return compiled.isDefinite() ? null : JsonArray.EMPTY;
    }
  }

  private @Nullable JsonValue evaluate(JsonValue root) {
    var provider = new JsonValueProvider();
    Configuration configuration =
        Configuration.builder().jsonProvider(provider).mappingProvider(provider.mapping()).build();
    try {
      Object result = compiled.read(root, configuration);
      return result == null ? null : provider.freeze(result);
    } catch (PathNotFoundException e) {
      throw e;
    } catch (JsonPathException
        | ClassCastException
        | IllegalArgumentException
        | UnsupportedOperationException e) {
      throw new EvaluationException(
          "States.Runtime", "Invalid path '" + text + "' : it cannot be applied to the input");
    }
  }

  @Override
  public String whyMissing(JsonValue root) {
    try {
      evaluate(root);
    } catch (PathNotFoundException e) {
      String reason = String.valueOf(e.getMessage());
      if (reason.startsWith("Missing property") || reason.startsWith("No results")) {
        return reason;
      }
    }
    return "No results for path: " + compiled.getPath();
  }

  /// Paths of this kind are not told apart.
  @Override
  public boolean isBeyondArray(JsonValue root) {
    return false;
  }
}
