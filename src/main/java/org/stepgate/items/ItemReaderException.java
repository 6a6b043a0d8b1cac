package org.stepgate.items;

import java.io.Serial;

/// Items cannot be read: what is there is not what the ItemReader says, or nothing is there. The
/// message is the cause that the map run fails with.
public final class ItemReaderException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  ItemReaderException(String message) {
    super(message);
  }

  ItemReaderException(String message, Throwable cause) {
    super(message, cause);
  }

  static ItemReaderException notIterable() {
    return new ItemReaderException("Attempting to map over non-iterable node.");
  }

  static ItemReaderException duplicateHeaders() {
    return new ItemReaderException("CSV headers cannot contain duplicates.");
  }

  static ItemReaderException malformed(String format, String source, Throwable cause) {
    return new ItemReaderException(
        "%s is not valid %s: %s".formatted(source, format, cause.getMessage()), cause);
  }

  static ItemReaderException missing(String argument) {
    return new ItemReaderException("The ItemReader needs the argument " + argument + ", a text.");
  }

  /// The text for the map run's cause.
  public String text() {
    return String.valueOf(getMessage());
  }
}
