package org.stepgate.asl;

import java.io.Serial;

/// The text of a path or intrinsic function is not one. The parser turns it into a [Fault].
final class ExpressionSyntaxException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean unsupported;

  private ExpressionSyntaxException(String message, boolean unsupported) {
    super(message);
    this.unsupported = unsupported;
  }

  /// The text is wrong.
  static ExpressionSyntaxException invalid(String message) {
    return new ExpressionSyntaxException(message, false);
  }

  /// The text is right on AWS, but this version cannot evaluate it.
  static ExpressionSyntaxException unsupported(String message) {
    return new ExpressionSyntaxException(message, true);
  }

  /// Whether the text is right on AWS.
  boolean isUnsupported() {
    return unsupported;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
