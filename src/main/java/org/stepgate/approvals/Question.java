package org.stepgate.approvals;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// What people are asked, in one line.
///
/// The text of a rule may have `{name}` in it, which stands for the member of that name of the
/// task's input: a text, a number or a flag; `?` when there is none. Without a text, the member
/// `question` of the input is asked, and without that the name of the activity.
public final class Question {
  /// Longest question, in characters; longer ones are cut.
  public static final int MAX_LENGTH = 300;

  private static final Pattern MEMBER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_-]*)\\}");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cf}]+");

  private Question() {}

  /// The question.
  ///
  /// @param text of the rule; null for none
  /// @param activity the name of the activity
  /// @param input of the task
  public static String of(@Nullable String text, String activity, JsonValue input) {
    JsonObject members = input instanceof JsonObject object ? object : JsonObject.EMPTY;
    String asked;
    if (text != null) {
      asked =
          MEMBER
              .matcher(text)
              .replaceAll(found -> Matcher.quoteReplacement(plain(members.get(found.group(1)))));
    } else if (members.get("question") instanceof JsonString(String given) && !given.isBlank()) {
      asked = given;
    } else {
      asked = activity;
    }
    String line = CONTROL.matcher(asked).replaceAll(" ").strip();
    return line.length() <= MAX_LENGTH ? line : cut(line) + "…";
  }

  /// As many whole characters as fit.
  private static String cut(String line) {
    int end = MAX_LENGTH - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
  }

  private static String plain(@Nullable JsonValue value) {
    return switch (value) {
      case JsonString(String text) -> text;
      case JsonNumber number -> number.toString();
      case JsonBoolean flag -> flag.toString();
      case null, default -> "?";
    };
  }
}
