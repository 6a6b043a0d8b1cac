package org.stepgate.asl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Goes over the source of an expression before the library's parser does. It bounds what the
/// parser would do without a bound, and takes the regular expressions out: each is replaced by a
/// variable of the same length, which is bound to a [JsonataRegex] that counts what it reads.
///
/// It does not check syntax. Where it takes a `/` for a division that is the start of a regular
/// expression to the parser, the meter refuses the node at run time; the other way round the
/// replaced text does not parse.
final class JsonataScanner {

  /// A source that is safe to parse.
  ///
  /// @param source the text for the parser, with the offsets of the original
  /// @param regexes what the variables stand for, the first for the first name
  /// @param shape which constructs it uses
  /// @param names the names of all variables and functions that it mentions, without `$`
  /// @param bound those of them that it binds itself somewhere
  /// @param ofStates the names that it selects from `$states`; with an empty one when it uses
  ///   `$states` in another way
  record Scanned(
      String source,
      List<Regex> regexes,
      JsonataShape shape,
      Set<String> names,
      Set<String> bound,
      Set<String> ofStates) {
    Scanned {
      regexes = List.copyOf(regexes);
      names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
      bound = Set.copyOf(bound);
      ofStates = Set.copyOf(ofStates);
    }
  }

  /// @param variable the name that stands for it, without `$`
  /// @param pattern the compiled expression
  record Regex(String variable, Pattern pattern) {}

  /// The library copies the left side of `?:` and `??`, so a chain of n makes 2^n nodes.
  private static final int MAX_DEFAULTS_IN_CHAIN = 6;

  private static final int MAX_REGEX_NESTING = 100;
  private static final int MAX_SIGNATURE_PARAMETERS = 8;
  private static final char FIRST_PRIVATE = '\uE000';
  private static final char LAST_PRIVATE = '\uF8FF';
  private static final String WHITE_SPACE = " \t\n\r";
  private static final String OPERATORS = ".[]{}(),@#;:?+-*/%|=<>^&!~";
  private static final Set<String> DOUBLE_OPERATORS =
      Set.of("..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??");
  private static final Pattern SELECTION = Pattern.compile("\\s*\\.\\s*([A-Za-z]++)");
  private static final Set<String> WORD_OPERATORS = Set.of("and", "or", "in");
  private static final Set<String> CALLBACKS = Set.of("__evaluate_entry", "__evaluate_exit");

  private final String source;
  private final JsonataLimits limits;
  private final StringBuilder parsed;
  private final List<Regex> regexes = new ArrayList<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> bound = new HashSet<>();
  private final Set<String> ofStates = new HashSet<>();
  private String lastName = "";
  private final List<Group> open = new ArrayList<>();
  private int position;
  private int enclosing;
  private char nextPrivate = FIRST_PRIVATE;
  private boolean operandExpected = true;
  private boolean lambdaHead;
  private boolean transforms;
  private boolean groups;
  private boolean tuples;
  private boolean binds;

  /// A bracket that is open, or the whole source.
  private static final class Group {
    final boolean lambda;
    int operators;
    int defaults;
    int defaultsWithin;
    int deepestDefaults;

    Group(boolean lambda) {
      this.lambda = lambda;
    }

    void endPart() {
      deepestDefaults = Math.max(deepestDefaults, defaults + defaultsWithin);
      defaults = 0;
      defaultsWithin = 0;
    }
  }

  private JsonataScanner(String source, JsonataLimits limits) {
    this.source = source;
    this.limits = limits;
    this.parsed = new StringBuilder(source);
    open.add(new Group(false));
  }

  /// Scans a source.
  ///
  /// @throws JsonataException when it exceeds a limit, or a part that only this class sees is wrong
  static Scanned scan(String source, JsonataLimits limits) {
    if (source.length() > limits.expressionCharacters()) {
      throw new JsonataException(
          "the expression is longer than " + limits.expressionCharacters() + " characters",
          limits.expressionCharacters());
    }
    return new JsonataScanner(source, limits).scan();
  }

  private Scanned scan() {
    while (position < source.length()) {
      char c = source.charAt(position);
      if (WHITE_SPACE.indexOf(c) >= 0) {
        position++;
      } else if (source.startsWith("/*", position)) {
        comment();
      } else if (c == '"' || c == '\'') {
        skipString(c);
        operand();
      } else if (c == '`') {
        skipPast("`", position + 1, "a quoted name is not closed");
        operand();
      } else if (c == '/' && operandExpected) {
        regex();
        operand();
      } else if (OPERATORS.indexOf(c) >= 0) {
        operator(c);
      } else {
        word();
      }
    }
    return new Scanned(
        parsed.toString(),
        regexes,
        new JsonataShape(transforms, groups, tuples),
        names,
        bound,
        ofStates);
  }

  private JsonataException fault(String message, int offset) {
    return new JsonataException(message, offset);
  }

  private void operand() {
    operandExpected = false;
    lambdaHead = false;
  }

  /// Blanks a comment: the library's parser fails on one at the very end.
  private void comment() {
    int start = position;
    skipPast("*/", start + 2, "a comment is not closed");
    parsed.replace(start, position, " ".repeat(position - start));
  }

  private void skipPast(String end, int from, String message) {
    int found = source.indexOf(end, from);
    if (found < 0) {
      throw fault(message, position);
    }
    position = found + end.length();
  }

  private void skipString(char quote) {
    int start = position++;
    while (position < source.length() && source.charAt(position) != quote) {
      position += source.charAt(position) == '\\' ? 2 : 1;
    }
    if (position >= source.length()) {
      throw fault("a string is not closed", start);
    }
    position++;
  }

  private void word() {
    int start = position;
    while (position < source.length()
        && WHITE_SPACE.indexOf(source.charAt(position)) < 0
        && OPERATORS.indexOf(source.charAt(position)) < 0) {
      position++;
    }
    String word = source.substring(start, position);
    if (word.equals("$" + VariableNames.STATES)) {
      ofStates.add(selectedNext());
    }
    if (word.startsWith("$") && CALLBACKS.contains(word.substring(1))) {
      throw fault("the name " + word + " is reserved", start);
    }
    if (word.startsWith("$")) {
      lastName = word.substring(1);
      names.add(lastName);
      if (innermost().lambda || binds) {
        bound.add(lastName);
      }
    }
    binds = false;
    if (!operandExpected && WORD_OPERATORS.contains(word)) {
      infix(start);
    } else {
      operandExpected = false;
      lambdaHead = word.equals("function") || word.equals("\u03BB");
    }
  }

  /// The name that a `.` selects here, empty when there is none.
  private String selectedNext() {
    Matcher selection = SELECTION.matcher(source).region(position, source.length());
    return selection.lookingAt() ? selection.group(1) : "";
  }

  private void operator(char c) {
    int start = position;
    String two = source.substring(start, Math.min(start + 2, source.length()));
    if (DOUBLE_OPERATORS.contains(two)) {
      position += 2;
      if (two.equals(":=")) {
        bound.add(lastName);
      }
      if (two.equals("**") && operandExpected) {
        operand();
        return;
      }
      if (two.equals("?:") || two.equals("??")) {
        innermost().defaults++;
      }
      infix(start);
      return;
    }
    position++;
    switch (c) {
      case '(', '[', '{' -> opening(c, start);
      case ')', ']', '}' -> closing(c);
      case ',', ';' -> {
        Group group = innermost();
        enclosing -= group.operators;
        group.operators = 0;
        group.endPart();
        operandExpected = true;
      }
      case '*', '%' -> {
        if (operandExpected) {
          tuples |= c == '%';
          operand();
        } else {
          infix(start);
        }
      }
      case '?' -> {
        boolean placeholder = operandExpected;
        infix(start);
        operandExpected = !placeholder;
      }
      default -> {
        transforms |= c == '|';
        binds = c == '@' || c == '#';
        tuples |= binds;
        infix(start);
      }
    }
  }

  private Group innermost() {
    return open.getLast();
  }

  private void infix(int start) {
    innermost().operators++;
    enclose(start);
    Group group = innermost();
    if (group.defaults + group.defaultsWithin > MAX_DEFAULTS_IN_CHAIN) {
      throw fault("more than " + MAX_DEFAULTS_IN_CHAIN + " ?: and ?? within each other", start);
    }
    operandExpected = true;
    lambdaHead = false;
  }

  private void enclose(int start) {
    if (++enclosing > limits.expressionDepth()) {
      throw fault(
          "the expression nests deeper than " + limits.expressionDepth() + " levels", start);
    }
  }

  private void opening(char bracket, int start) {
    groups |= bracket == '{' && !operandExpected;
    open.add(new Group(bracket == '(' && lambdaHead));
    enclose(start);
    operandExpected = true;
    lambdaHead = false;
  }

  private void closing(char bracket) {
    // What does not match is left to the parser to explain.
    if (open.size() > 1) {
      Group closed = open.removeLast();
      enclosing -= closed.operators + 1;
      closed.endPart();
      Group outer = innermost();
      outer.defaultsWithin = Math.max(outer.defaultsWithin, closed.deepestDefaults);
      if (outer.defaults + outer.defaultsWithin > MAX_DEFAULTS_IN_CHAIN) {
        throw fault(
            "more than " + MAX_DEFAULTS_IN_CHAIN + " ?: and ?? within each other", position - 1);
      }
      if (closed.lambda && bracket == ')') {
        signature();
      }
    }
    operand();
  }

  /// The library turns a signature into a regular expression without a bound on backtracking, and
  /// copies what stands in parentheses into it.
  private void signature() {
    int start = position;
    while (start < source.length() && WHITE_SPACE.indexOf(source.charAt(start)) >= 0) {
      start++;
    }
    if (start >= source.length() || source.charAt(start) != '<') {
      return;
    }
    int end = source.indexOf('{', start);
    String signature = source.substring(start, end < 0 ? source.length() : end).strip();
    int parameters = 0;
    int repeated = 0;
    for (int i = 0; i < signature.length(); i++) {
      char c = signature.charAt(i);
      if (c == ':') {
        break;
      }
      parameters += Character.isLetter(c) ? 1 : 0;
      repeated += c == '+' ? 1 : 0;
      if ("snblafojx-?+()<>:".indexOf(c) < 0) {
        throw fault("a signature cannot hold " + c, start + i);
      }
    }
    if (parameters > MAX_SIGNATURE_PARAMETERS || repeated > 1 || !plainChoices(signature)) {
      throw fault(
          "a signature may have at most "
              + MAX_SIGNATURE_PARAMETERS
              + " types, one + and no nested choices",
          start);
    }
    position = start + signature.length();
  }

  private static boolean plainChoices(String signature) {
    return Pattern.matches("(?:[^()]|\\([a-z]+\\))*+", signature);
  }

  private void regex() {
    int start = position++;
    int nesting = 0;
    int depth = 0;
    boolean closed = false;
    while (position < source.length() && !closed) {
      char c = source.charAt(position);
      boolean escaped = source.charAt(position - 1) == '\\';
      if (c == '/' && nesting == 0 && !oddBackslashesBefore(position)) {
        closed = true;
      } else if ("([{".indexOf(c) >= 0 && !escaped) {
        depth = Math.max(depth, ++nesting);
      } else if (")]}".indexOf(c) >= 0 && !escaped) {
        nesting--;
      }
      position++;
    }
    if (!closed) {
      throw fault("a regular expression is not closed", start);
    }
    if (depth > MAX_REGEX_NESTING) {
      throw fault("a regular expression nests deeper than " + MAX_REGEX_NESTING + " levels", start);
    }
    String text = source.substring(start + 1, position - 1);
    if (text.isEmpty()) {
      throw fault("a regular expression is empty", start);
    }
    replace(start, text, flags());
  }

  private boolean oddBackslashesBefore(int slash) {
    int count = 0;
    while (source.charAt(slash - 1 - count) == '\\') {
      count++;
    }
    return count % 2 == 1;
  }

  private int flags() {
    int flags = 0;
    while (position < source.length() && "im".indexOf(source.charAt(position)) >= 0) {
      flags |= source.charAt(position) == 'i' ? Pattern.CASE_INSENSITIVE : Pattern.MULTILINE;
      position++;
    }
    return flags;
  }

  private void replace(int start, String text, int flags) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(text, flags);
    } catch (PatternSyntaxException e) {
      int within = Math.clamp(e.getIndex(), 0, text.length());
      throw fault("a regular expression is wrong: " + e.getDescription(), start + 1 + within);
    }
    while (source.indexOf(nextPrivate) >= 0) {
      nextPrivate++;
    }
    if (nextPrivate >= LAST_PRIVATE) {
      throw fault("too many regular expressions", start);
    }
    String variable = String.valueOf(nextPrivate++);
    regexes.add(new Regex(variable, pattern));
    String padded = "$" + variable + " ".repeat(position - start - 2);
    parsed.replace(start, position, padded);
  }
}
