package org.stepgate.asl;

import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// How much all expressions of one state may make together. Each expression is bounded by itself,
/// but a definition holds thousands of them, and what they give can hold the same value again and
/// again, which is small in memory until it is written or measured.
///
/// Threads: confined to one.
final class ValueBudget {
  /// Characters of all values, 32 times what a state may hand on.
  static final long MAX_CHARACTERS = 8L << 20;

  private static final int SCALAR = 4;

  private long characters;

  /// Counts a value, each part as often as it is held.
  ///
  /// @throws EvaluationException `States.DataLimitExceeded` when that is too much
  void add(JsonValue value) {
    switch (value) {
      case JsonNull _, JsonBoolean _ -> count(SCALAR);
      case JsonNumber(String text) -> count(text.length());
      case JsonString(String text) -> count(text.length() + 2L);
      case JsonArray array -> {
        count(2L + array.size());
        for (JsonValue element : array.elements()) {
          add(element);
        }
      }
      case JsonObject object -> {
        count(2L + object.size());
        for (var member : object.members().entrySet()) {
          count(member.getKey().length() + 3L);
          add(member.getValue());
        }
      }
    }
  }

  private void count(long more) {
    characters += more;
    checkLength(characters);
  }

  /// Refuses a text of that length while it is being made.
  ///
  /// @throws EvaluationException `States.DataLimitExceeded` when it is too long
  static void checkLength(long length) {
    if (length > MAX_CHARACTERS) {
      throw new EvaluationException(
          EvaluationException.DATA_LIMIT_EXCEEDED,
          "the expressions of the state make more than " + MAX_CHARACTERS + " characters");
    }
  }
}
