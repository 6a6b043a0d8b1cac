package org.stepgate.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// The directories that a worker was given, which values of the configuration may start with.
///
/// @param configuration what `${config}` stands for; absolute
/// @param state what `${state}` stands for; absolute
public record Directories(Path configuration, Path state) {
  /// What a text starts with that means a path in the state directory.
  static final String STATE = "${state}";

  private static final String CONFIGURATION = "${config}";

  /// Checks that both are absolute.
  public Directories {
    if (!configuration.isAbsolute() || !state.isAbsolute()) {
      throw new IllegalArgumentException("the directories of a worker are absolute");
    }
  }

  /// The text with a directory in place of the `${config}` or `${state}` that it starts with.
  String resolve(String text) {
    if (text.startsWith(CONFIGURATION)) {
      return configuration + text.substring(CONFIGURATION.length());
    }
    return text.startsWith(STATE) ? state + text.substring(STATE.length()) : text;
  }

  /// The path that a text means.
  ///
  /// @throws IllegalArgumentException when it is not absolute
  Path path(String text) {
    try {
      Path path = Path.of(resolve(text)).normalize();
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + text + "' is no path", e);
    }
    throw new IllegalArgumentException(
        "expected an absolute path, or one that starts with ${config} or ${state}, got '"
            + text
            + "'");
  }
}
