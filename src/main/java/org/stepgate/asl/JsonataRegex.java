package org.stepgate.asl;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata.Fn0;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A regular expression literal: a function from a string to its first match, as JSONata has it,
/// whose every read of a character is counted. Safe for use by any thread.
final class JsonataRegex extends JFunction {
  private static final int BYTES_OF_MATCH = 200;

  private final Pattern pattern;

  JsonataRegex(Pattern pattern) {
    super((_, _) -> null, "<s-:o>");
    this.pattern = pattern;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public @Nullable Object call(@Nullable Object input, List arguments) {
    return !arguments.isEmpty() && arguments.getFirst() instanceof String text
        ? nextMatch(matcher(text), JsonataMeter.CURRENT.get())
        : null;
  }

  /// A matcher that counts what it reads.
  Matcher matcher(String text) {
    return pattern.matcher(new CountedText(text, JsonataMeter.CURRENT.get()));
  }

  /// Finds the next match.
  ///
  /// @throws JException D1004 when it is empty, as all functions on matches require
  static boolean find(Matcher matcher) {
    if (!matcher.find()) {
      return false;
    }
    if (matcher.end() == matcher.start()) {
      throw new JException("D1004", -1);
    }
    return true;
  }

  /// The groups, those that took no part as empty strings.
  static List<Object> groups(MatchResult match) {
    var groups = new ArrayList<>();
    for (int i = 1; i <= match.groupCount(); i++) {
      String group = match.group(i);
      groups.add(group == null ? "" : group);
    }
    return groups;
  }

  private static @Nullable Map<String, Object> nextMatch(Matcher matcher, JsonataMeter meter) {
    if (!find(matcher)) {
      return null;
    }
    meter.step(1);
    var match = new LinkedHashMap<String, Object>();
    match.put("match", matcher.group());
    match.put("start", matcher.start());
    match.put("end", matcher.end());
    match.put("groups", groups(matcher));
    meter.allocate(BYTES_OF_MATCH + meter.bytes(match));
    Fn0<@Nullable Map<String, Object>> next = () -> nextMatch(matcher, meter);
    match.put("next", next);
    return match;
  }

  /// A text that tells a meter of each character that is read.
  private record CountedText(String text, JsonataMeter meter) implements CharSequence {
    @Override
    public char charAt(int index) {
      meter.readByRegex();
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
