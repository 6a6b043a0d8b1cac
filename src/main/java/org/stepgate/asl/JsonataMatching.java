package org.stepgate.asl;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Utils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.JsonataFunction.Arguments;

/// The functions that take a string or a regular expression to search for.
///
/// @spec https://docs.jsonata.org/string-functions String functions
final class JsonataMatching {
  private static final int BYTES_OF_MATCH = 200;

  private JsonataMatching() {}

  static @Nullable Object contains(JsonataMeter meter, Arguments arguments) {
    String text = arguments.text(0);
    if (text == null || arguments.get(1) == null) {
      return null;
    }
    return arguments.get(1) instanceof String token
        ? new JsonataToken(token).indexIn(text, 0) >= 0
        : JsonataRegex.find(regex(arguments.get(1)).matcher(text));
  }

  static @Nullable Object match(JsonataMeter meter, Arguments arguments) {
    String text = arguments.text(0);
    if (text == null) {
      return null;
    }
    long limit = (long) Math.ceil(limit(arguments.get(2), "D3040"));
    Matcher matcher = regex(arguments.get(1)).matcher(text);
    List<Object> matches = Utils.createSequence();
    while (matches.size() < limit && JsonataRegex.find(matcher)) {
      meter.step(1);
      Map<String, Object> match = new LinkedHashMap<>();
      match.put("match", matcher.group());
      match.put("index", matcher.start());
      match.put("groups", JsonataRegex.groups(matcher));
      meter.allocate(BYTES_OF_MATCH + meter.bytes(match));
      matches.add(match);
    }
    return matches;
  }

  static @Nullable Object split(JsonataMeter meter, Arguments arguments) {
    String text = arguments.text(0);
    Object separator = arguments.get(1);
    if (text == null || separator == null) {
      return text;
    }
    long limit = (long) limit(arguments.get(2), "D3020");
    List<Object> parts = new ArrayList<>();
    if ("".equals(separator)) {
      int[] characters = text.codePoints().limit(limit).toArray();
      meter.allocate(40L * characters.length);
      for (int character : characters) {
        parts.add(Character.toString(character));
      }
      return parts;
    }
    int from = 0;
    Finder finder = finder(text, separator);
    while (parts.size() < limit && finder.find()) {
      meter.step(1);
      add(meter, parts, text.substring(from, finder.start()));
      from = finder.end();
    }
    if (parts.size() < limit) {
      add(meter, parts, text.substring(from));
    }
    return parts;
  }

  private static void add(JsonataMeter meter, List<Object> parts, String part) {
    meter.allocate(40L + part.length());
    parts.add(part);
  }

  static @Nullable Object replace(JsonataMeter meter, Arguments arguments) throws Throwable {
    String text = arguments.text(0);
    Object pattern = arguments.get(1);
    Object replacement = arguments.get(2);
    if (text == null || pattern == null || replacement == null) {
      return text;
    }
    if ("".equals(pattern)) {
      throw new JException("D3010", -1);
    }
    long limit = (long) Math.ceil(limit(arguments.get(3), "D3011"));
    Finder finder = finder(text, pattern);
    var result = new StringBuilder();
    int from = 0;
    for (long count = 0; count < limit && finder.find(); count++) {
      meter.step(1);
      result.append(text, from, finder.start());
      finder.appendReplacement(result, replacement);
      meter.checkBytes(result.length());
      from = finder.end();
    }
    return result.append(text, from, text.length()).toString();
  }

  private static String computed(Object function, MatchResult match) throws Throwable {
    Map<String, Object> argument = new LinkedHashMap<>();
    argument.put("match", match.group());
    argument.put("start", match.start());
    argument.put("end", match.end());
    argument.put("groups", JsonataRegex.groups(match));
    if (Functions.funcApply(function, List.of(argument)) instanceof String result) {
      return result;
    }
    throw new JException("D3012", -1);
  }

  /// Appends a replacement in which `$$` is a dollar sign, `$0` the match and `$1` a group. Of
  /// several digits as many count as there are groups for; a group that does not exist is empty.
  private static void fill(StringBuilder result, String template, MatchResult match) {
    int position = 0;
    while (position < template.length()) {
      char c = template.charAt(position++);
      char next = position < template.length() ? template.charAt(position) : ' ';
      if (c != '$') {
        result.append(c);
      } else if (next == '$') {
        result.append('$');
        position++;
      } else if (next < '0' || next > '9') {
        result.append('$');
      } else {
        int group = next - '0';
        position++;
        while (position < template.length()
            && Character.digit(template.charAt(position), 10) >= 0) {
          int longer = group * 10 + Character.digit(template.charAt(position), 10);
          if (group == 0 || longer > match.groupCount()) {
            break;
          }
          group = longer;
          position++;
        }
        if (group <= match.groupCount() && match.group(group) != null) {
          result.append(match.group(group));
        }
      }
    }
  }

  private static JsonataRegex regex(@Nullable Object value) {
    if (value instanceof JsonataRegex regex) {
      return regex;
    }
    throw new JException("a function in place of a regular expression is not supported", -1);
  }

  private static double limit(@Nullable Object limit, String code) {
    if (limit == null) {
      return Double.MAX_VALUE;
    }
    if (!(limit instanceof Number number)) {
      throw new JException("T0410", -1, "the limit", "");
    }
    if (number.doubleValue() < 0) {
      throw new JException(code, -1, limit);
    }
    return number.doubleValue();
  }

  private static Finder finder(String text, Object pattern) {
    return pattern instanceof String fixed
        ? new FixedFinder(text, fixed)
        : new RegexFinder(regex(pattern).matcher(text));
  }

  /// Goes over the places where a string or a regular expression occurs.
  private sealed interface Finder {
    boolean find();

    int start();

    int end();

    void appendReplacement(StringBuilder result, Object replacement) throws Throwable;
  }

  private static final class FixedFinder implements Finder {
    private final JsonataToken token;
    private final String text;
    private int start;
    private int end;

    FixedFinder(String text, String token) {
      this.text = text;
      this.token = new JsonataToken(token);
    }

    @Override
    public boolean find() {
      start = token.indexIn(text, end);
      end = start + token.length();
      return start >= 0;
    }

    @Override
    public int start() {
      return start;
    }

    @Override
    public int end() {
      return end;
    }

    @Override
    public void appendReplacement(StringBuilder result, Object replacement) {
      if (!(replacement instanceof String fixed)) {
        throw new JException("D3012", -1);
      }
      result.append(fixed);
    }
  }

  private record RegexFinder(Matcher matcher) implements Finder {
    @Override
    public boolean find() {
      return JsonataRegex.find(matcher);
    }

    @Override
    public int start() {
      return matcher.start();
    }

    @Override
    public int end() {
      return matcher.end();
    }

    @Override
    public void appendReplacement(StringBuilder result, Object replacement) throws Throwable {
      MatchResult match = matcher.toMatchResult();
      if (replacement instanceof String template) {
        fill(result, template, match);
      } else {
        result.append(computed(replacement, match));
      }
    }
  }
}
