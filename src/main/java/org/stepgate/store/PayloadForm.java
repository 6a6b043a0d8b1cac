package org.stepgate.store;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.stepgate.engine.Payload;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Payloads within the store's own JSON, and in the table `payloads`: `row_id`, `payload` (its id),
/// `body` (its JSON text as it came).
///
/// In JSON a payload is `{"text": "…"}`, its JSON text as a string, or `{"id": 7}`.
final class PayloadForm {
  private static final String INSERT =
      """
      INSERT OR IGNORE INTO payloads (row_id, payload, body) VALUES (?, ?, ?)
      """;

  private static final String SELECT =
      """
      SELECT body FROM payloads WHERE row_id = ? AND payload = ?
      """;

  private PayloadForm() {}

  static JsonObject write(Payload payload) {
    return payload.id() == 0
        ? JsonObject.of("text", new JsonString(payload.text()))
        : JsonObject.of("id", JsonNumber.of(payload.id()));
  }

  static Payload read(JsonValue form, LongFunction<Payload> payloads) {
    JsonObject object = (JsonObject) form;
    String text = object.string("text");
    if (text != null) {
      return Payload.ofStoredText(0, text);
    }
    return payloads.apply(((JsonNumber) Forms.member(object, "id")).toLong());
  }

  /// The JSON text of a payload whose form was stored as a text.
  static String readText(String form, LongFunction<Payload> payloads) {
    return read(JsonReader.read(form, JsonLimits.STORED), payloads).text();
  }

  static void insert(Session session, long row, long payload, String text) throws SQLException {
    session.update(INSERT, row, payload, text);
  }

  /// Finds the payloads of one execution, each once.
  static LongFunction<Payload> finder(Session session, long row) {
    Map<Long, Payload> known = new HashMap<>();
    return id -> known.computeIfAbsent(id, key -> find(session, row, key));
  }

  private static Payload find(Session session, long row, long id) {
    try {
      String text =
          session
              .first(SELECT, result -> result.getString(1), row, id)
              .orElseThrow(
                  () -> new IllegalStateException("payload " + id + " of " + row + " is missing"));
      return Payload.ofStoredText(id, text);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }
}
