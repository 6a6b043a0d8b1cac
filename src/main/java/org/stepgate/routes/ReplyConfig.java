package org.stepgate.routes;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What the end of an execution is answered with.
///
/// @param errors key `errors`: error name → answer for an execution that has failed with it;
///   `States.ALL` stands for every name that is not listed. Without an entry: 500
/// @param showCause key `show-cause`: whether the answer to a failure shows its error name and
///   cause
/// @param files key `files`: the folder that `{"$file": …}` in an output is taken from, absolute;
///   it lies within the web server's `x-sendfile-docroot`. Null when the route delivers no files
/// @param cacheControl key `cache-control`: the header of results; failures and 202 are `no-store`
/// @param tells key `notify`: the targets that are told of the end of each execution
public record ReplyConfig(
    SequencedMap<String, ErrorReply> errors,
    boolean showCause,
    @Nullable Path files,
    String cacheControl,
    List<String> tells) {
  private static final ReplyConfig DEFAULTS =
      new ReplyConfig(new LinkedHashMap<>(), false, null, "no-store", List.of());

  /// The answer to an execution that has failed with some error.
  ///
  /// @param status 400 to 599
  /// @param title a sentence for the client; null for the status's own phrase
  public record ErrorReply(int status, @Nullable String title) {}

  /// Copies the table.
  public ReplyConfig {
    errors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(errors));
    tells = List.copyOf(tells);
  }

  /// No errors table, no cause, no files, nothing cached.
  public static ReplyConfig defaults() {
    return DEFAULTS;
  }

  /// These answers with another errors table.
  public ReplyConfig withErrors(Map<String, ErrorReply> other) {
    return new ReplyConfig(new LinkedHashMap<>(other), showCause, files, cacheControl, tells);
  }

  /// These answers, showing error name and cause or not.
  public ReplyConfig withShowCause(boolean other) {
    return new ReplyConfig(errors, other, files, cacheControl, tells);
  }

  /// These answers with files from that folder.
  public ReplyConfig withFiles(Path other) {
    return new ReplyConfig(errors, showCause, other, cacheControl, tells);
  }

  /// These answers with another `Cache-Control`.
  public ReplyConfig withCacheControl(String other) {
    return new ReplyConfig(errors, showCause, files, other, tells);
  }

  /// These answers, of which others are told.
  public ReplyConfig withTells(List<String> other) {
    return new ReplyConfig(errors, showCause, files, cacheControl, other);
  }
}
