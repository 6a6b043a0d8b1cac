package org.stepgate.audit;

import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;

/// Reads records that hold the head of a chain.
final class Anchors {
  private Anchors() {}

  /// The record as an object; null when it is none.
  static @Nullable JsonObject entry(String text) {
    try {
      return JsonReader.read(text, JsonLimits.STORED) instanceof JsonObject object ? object : null;
    } catch (JsonException e) {
      return null;
    }
  }

  /// The record as an object when it is of that type; else null.
  static @Nullable JsonObject ofType(String text, Class<? extends AuditEvent> type) {
    String beginning = "{\"version\":1,\"type\":\"" + type.getSimpleName() + "\",";
    return text.startsWith(beginning) ? entry(text) : null;
  }

  /// The head in a record; null when it has none.
  static @Nullable ChainHead head(@Nullable JsonObject entry) {
    try {
      return entry != null && entry.get("sequence") instanceof JsonNumber(String number)
          ? ChainHead.parse(number + ":" + entry.string("hash"))
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// The head of the file before, in the first record of a file; null in any other record.
  static @Nullable ChainHead before(ChainLine first) {
    ChainHead before = head(ofType(first.text(), AuditEvent.LogRotated.class));
    return before != null && before.sequence() + 1 == first.head().sequence() ? before : null;
  }
}
