package org.stepgate.asl;

import java.io.Serial;

/// A text is not a JSONata expression, or exceeds what an expression may hold. Thrown when an
/// expression is compiled, never when it is evaluated.
public final class JsonataException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int offset;

  JsonataException(String message, int offset) {
    super(message);
    this.offset = offset;
  }

  /// Where the text is wrong: UTF-16 units from its start, from 0 to its length.
  public int offset() {
    return offset;
  }
}
