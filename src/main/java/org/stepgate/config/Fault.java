package org.stepgate.config;

import java.util.Comparator;
import org.stepgate.json.JsonException;
import org.stepgate.json.Position;

/// Something that is wrong in a file of the configuration.
///
/// @param file the path of the file, relative to the configuration's directory
/// @param position where it is; an unknown one becomes the start of the file
/// @param message what was expected and what is there; may quote the file, so that it has to be
///   escaped for a terminal
public record Fault(String file, Position position, String message) implements Comparable<Fault> {
  private static final Position START = new Position(1, 1);
  private static final Comparator<Fault> ORDER =
      Comparator.comparing(Fault::file)
          .thenComparing(Fault::position)
          .thenComparing(Fault::message);

  /// Puts an unknown position at the start.
  public Fault {
    if (position.line() == 0) {
      position = START;
    }
  }

  /// A fault of the file as a whole.
  static Fault ofFile(String file, String message) {
    return new Fault(file, START, message);
  }

  /// A file that is not the JSON or YAML that it should be.
  static Fault of(String file, JsonException e) {
    return new Fault(file, e.position(), String.valueOf(e.getMessage()));
  }

  /// Orders by file, position and message.
  @Override
  public int compareTo(Fault other) {
    return ORDER.compare(this, other);
  }

  /// `file:line:column: message`.
  @Override
  public String toString() {
    return toString("");
  }

  /// `file:line:column: `, a word about what this is, and the message.
  public String toString(String word) {
    return file + ":" + position + ": " + word + message;
  }
}
