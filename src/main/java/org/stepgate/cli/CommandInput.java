package org.stepgate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;

/// What a command takes as an argument, from a file (`@FILE`) or from standard input (`-`).
final class CommandInput {
  private static final int MAX_BYTES = 16 << 20;

  private CommandInput() {}

  /// The JSON of an argument.
  ///
  /// @param name what it is, for messages
  /// @throws CommandException when it is none, or cannot be read
  static JsonValue json(String name, String argument) {
    try {
      return JsonReader.read(bytes(argument), JsonLimits.NETWORK);
    } catch (JsonException e) {
      throw new CommandException(
          ExitCode.USAGE, "the " + name + " is not JSON: " + e.position() + ": " + e.getMessage());
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /// The text of an argument.
  ///
  /// @throws CommandException when it cannot be read, or is not UTF-8
  static String text(String name, String argument) {
    try {
      return JsonReader.decode(bytes(argument));
    } catch (JsonException e) {
      throw new CommandException(ExitCode.USAGE, "the " + name + " is not UTF-8");
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static CommandException unreadable(String name, IOException e) {
    return new CommandException(
        ExitCode.USAGE, "the " + name + " cannot be read: " + e.getMessage());
  }

  private static byte[] bytes(String argument) throws IOException {
    if (argument.equals("-")) {
      return limited(System.in);
    }
    if (argument.startsWith("@")) {
      try (InputStream in = Files.newInputStream(Path.of(argument.substring(1)))) {
        return limited(in);
      }
    }
    return argument.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] limited(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("it is longer than " + MAX_BYTES + " bytes");
    }
    return bytes;
  }
}
