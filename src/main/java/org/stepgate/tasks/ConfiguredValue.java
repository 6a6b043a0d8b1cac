package org.stepgate.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A value that the configuration gives to requests or commands.
public sealed interface ConfiguredValue {
  /// A value that is no secret.
  ///
  /// @param text the value
  record Plain(String text) implements ConfiguredValue {}

  /// A secret. It is read whenever a request is made, so it is in no configuration, no `toString`
  /// and no log, and a rotated file takes effect at once.
  ///
  /// @param file holds the secret in UTF-8, at most 64 KiB; a line break at the end does not count
  record FromFile(Path file) implements ConfiguredValue {
    private static final int MAX_BYTES = 65_536;

    private String read() throws IOException {
      try (var in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw new IOException("longer than " + MAX_BYTES + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
      }
    }
  }

  /// The value.
  ///
  /// @throws IOException when its file cannot be read
  default String text() throws IOException {
    return switch (this) {
      case Plain(String text) -> text;
      case FromFile file -> file.read();
    };
  }
}
