package org.stepgate.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonObject;

/// What the doctor found out about one thing.
///
/// @param level whether something is to be done
/// @param subject what was looked at, in a word
/// @param text what was found
/// @param advice what to do; null when nothing is to be done
record Finding(Level level, String subject, String text, @Nullable String advice) {
  /// Whether something is to be done.
  enum Level {
    /// Nothing.
    OK,
    /// Have a look; the pool serves.
    WARNING,
    /// The pool does not serve, or will not for long.
    FAULT
  }

  static Finding ok(String subject, String text) {
    return new Finding(Level.OK, subject, text, null);
  }

  static Finding warning(String subject, String text, String advice) {
    return new Finding(Level.WARNING, subject, text, advice);
  }

  static Finding fault(String subject, String text, String advice) {
    return new Finding(Level.FAULT, subject, text, advice);
  }

  /// One line.
  String line() {
    return "%-8s %-13s %s%s"
        .formatted(
            level.name().toLowerCase(Locale.ROOT),
            subject,
            text,
            advice == null ? "" : "; " + advice);
  }

  /// The members `level`, `subject`, `text` and, when there is one, `advice`.
  JsonObject toJson() {
    return JsonObject.builder()
        .put("level", level.name())
        .put("subject", subject)
        .put("text", text)
        .putIfPresent("advice", advice)
        .build();
  }
}
