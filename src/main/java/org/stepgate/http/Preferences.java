package org.stepgate.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// What the client prefers about waiting. Preferences are wishes: an unknown or malformed one is
/// left out, never an error.
///
/// @param respondAsync whether the client prefers a `202` to waiting; with `wait`, asynchronous
///   only past the wait
/// @param longestWait how long the client wants to wait for the answer, whole seconds
/// @spec https://www.rfc-editor.org/rfc/rfc7240#section-4 RFC 7240, sections 4.1 and 4.3
public record Preferences(boolean respondAsync, Optional<Duration> longestWait) {
  /// Longest wait that is read as a number; a longer one is left out.
  private static final int MAX_WAIT_DIGITS = 9;

  /// Reads all `Prefer` fields. When a preference is given twice the first one counts.
  public static Preferences of(Headers headers) {
    boolean respondAsync = false;
    Optional<Duration> wait = Optional.empty();
    boolean waitSeen = false;
    for (var field : headers.all("Prefer")) {
      for (var item : QuotedLists.split(field, ',')) {
        var preference = QuotedLists.split(item, ';').getFirst().strip();
        int equals = preference.indexOf('=');
        var name = (equals < 0 ? preference : preference.substring(0, equals)).strip();
        var value =
            equals < 0 ? "" : QuotedLists.unquoted(preference.substring(equals + 1).strip());
        switch (name.toLowerCase(Locale.ROOT)) {
          case "respond-async" -> respondAsync = true;
          case "wait" -> {
            if (!waitSeen) {
              wait = seconds(value);
              waitSeen = true;
            }
          }
          default -> {
            // A preference that we do not know is ignored, as RFC 7240 section 2 asks.
          }
        }
      }
    }
    return new Preferences(respondAsync, wait);
  }

  private static Optional<Duration> seconds(String digits) {
    if (digits.isEmpty()
        || digits.length() > MAX_WAIT_DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds(Long.parseLong(digits)));
  }

  /// The value of `Preference-Applied` when all of these preferences were honoured; empty when
  /// there are none.
  public Optional<String> applied() {
    var waited = longestWait.map(time -> "wait=" + time.toSeconds());
    if (!respondAsync) {
      return waited;
    }
    return Optional.of(waited.map(text -> "respond-async, " + text).orElse("respond-async"));
  }
}
