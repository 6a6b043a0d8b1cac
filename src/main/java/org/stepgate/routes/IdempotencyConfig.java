package org.stepgate.routes;

import org.jspecify.annotations.Nullable;

/// What makes two requests to a route one.
///
/// @param key key `key`: JSONata over `$request`, `$caller` and `$body` whose result names what is
///   asked for; requests of one caller with the same result get the same execution. A route that
///   has it does not look at the `Idempotency-Key` header. Required for GET. Null for none
/// @param required key `require-idempotency-key`: a request without the header is refused
public record IdempotencyConfig(@Nullable String key, boolean required) {
  private static final IdempotencyConfig DEFAULTS = new IdempotencyConfig(null, false);

  /// No expression, and the header is optional.
  public static IdempotencyConfig defaults() {
    return DEFAULTS;
  }
}
