package org.stepgate.routes;

import java.util.List;

/// What a route takes as a body.
///
/// @param inlineBytes key `body-inline`: a larger body goes to the payload store, and `$body` is a
///   reference to it; 0 to 262,144
/// @param maxBytes key `body-max`: a larger body is answered 413; at least [#inlineBytes]
/// @param accept key `accept`: the media types that are taken, such as `application/json`, `text/*`
///   or `*/*`; others are answered 415. A body without a type counts as `application/json`
public record BodyConfig(int inlineBytes, long maxBytes, List<String> accept) {
  /// The most that [#inlineBytes] can be: what an execution's input may hold.
  public static final int INLINE_LIMIT_BYTES = 262_144;

  private static final BodyConfig DEFAULTS = new BodyConfig(128 << 10, 10L << 20, List.of("*/*"));

  /// Copies the list.
  public BodyConfig {
    accept = List.copyOf(accept);
  }

  /// 128 KiB inline, 10 MiB at most, of any type.
  public static BodyConfig defaults() {
    return DEFAULTS;
  }
}
