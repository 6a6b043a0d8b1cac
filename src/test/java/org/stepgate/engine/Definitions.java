package org.stepgate.engine;

import org.jspecify.annotations.Nullable;

/// Small definitions of state machines.
final class Definitions {
  /// The fields of a Task state, but for where it goes next.
  static final String TASK = "\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::http:invoke\"";

  private Definitions() {}

  /// A machine of one state named A.
  static String one(String fields) {
    return "{\"StartAt\":\"A\",\"States\":{\"A\":{" + fields + "}}}";
  }

  /// A Pass state, which is the last one if `next` is null.
  static String passes(String name, @Nullable String next) {
    return "\"%s\":{\"Type\":\"Pass\",%s}"
        .formatted(name, next == null ? "\"End\":true" : "\"Next\":\"" + next + "\"");
  }
}
