package org.stepgate.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Consumer;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;

/// Gives all records in a form for other programs.
public final class AuditExport {
  private AuditExport() {}

  /// Gives each record as a JSON object of `chain`, `sequence`, `hash` and `record`, the text as it
  /// was hashed. Nothing is checked: what is no record is given as `damaged`, a string.
  ///
  /// @param logs the folder of the logs
  /// @param since records of an earlier time are left out
  /// @throws IOException when a log cannot be read
  public static void lines(StoreChain store, Path logs, Instant since, Consumer<String> line)
      throws IOException {
    store.forEach(text -> give("store", text, since, line));
    for (String name : LogName.in(logs)) {
      LogFiles.forEachLine(logs, name, text -> give(name, text, since, line), _ -> {});
    }
  }

  private static void give(String chain, String text, Instant since, Consumer<String> line) {
    try {
      ChainLine entry = ChainLine.parse(text);
      if (isSince(entry.text(), since)) {
        String head =
            new CanonicalText()
                .put("chain", chain)
                .put("sequence", entry.head().sequence())
                .put("hash", entry.head().hash())
                .toString();
        line.accept(head + ",\"record\":" + entry.text() + "}");
      }
    } catch (IllegalArgumentException | JsonException | DateTimeException e) {
      line.accept(new CanonicalText().put("chain", chain).put("damaged", text).end().toString());
    }
  }

  private static boolean isSince(String text, Instant since) {
    return JsonReader.read(text, JsonLimits.STORED) instanceof JsonObject entry
        && !Instant.parse(String.valueOf(entry.string("time"))).isBefore(since);
  }
}
