package org.stepgate.json;

import java.io.Serial;

/// A text is not JSON, or exceeds a limit. The message is fit for whoever sent the text: it says
/// what was wrong and repeats none of the text but single characters.
public final class JsonException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  JsonException(String message, Position position) {
    super(message);
    this.line = position.line();
    this.column = position.column();
  }

  /// Where the text is wrong.
  public Position position() {
    return new Position(line, column);
  }
}
