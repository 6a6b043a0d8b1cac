package org.stepgate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of all commands that talk to a server.
final class ServerOptions {
  private static final String TOKEN = "STEPGATE_TOKEN";
  private static final String TOKEN_FILE = "STEPGATE_TOKEN_FILE";
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/=-]*");
  private static final String VARIABLE = "STEPGATE_URL";
  private static final String FALLBACK = "http://127.0.0.1:8080";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The server; $STEPGATE_URL, else http://127.0.0.1:8080, if missing.")
  private @Nullable String url;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "table (for people) or json (for programs). Default: ${DEFAULT-VALUE}")
  private OutputForm output = OutputForm.TABLE;

  /// How results are printed.
  enum OutputForm {
    /// Aligned text.
    TABLE,
    /// One JSON value.
    JSON
  }

  ControlApi api() {
    return new ControlApi(url(System.getenv()), token(System.getenv()));
  }

  /// The access token that the environment names, or the file that it names; empty for none. There
  /// is no option for it: everybody on a host sees the command lines of all.
  ///
  /// @throws CommandException when the file cannot be read, or what is there is no token
  static String token(Map<String, String> environment) {
    String token = environment.getOrDefault(TOKEN, "");
    String file = environment.getOrDefault(TOKEN_FILE, "");
    if (token.isEmpty() && !file.isEmpty()) {
      try {
        token = Files.readString(Path.of(file));
      } catch (IOException | InvalidPathException e) {
        throw new CommandException(
            ExitCode.UNAVAILABLE, "the token in " + file + " cannot be read: " + e.getMessage());
      }
    }
    String stripped = token.strip();
    if (!FORM.matcher(stripped).matches()) {
      throw new CommandException(
          ExitCode.USAGE, TOKEN + " or " + TOKEN_FILE + " holds no access token");
    }
    return stripped;
  }

  String url(Map<String, String> environment) {
    String given = url;
    if (given != null) {
      return given;
    }
    String variable = environment.getOrDefault(VARIABLE, "");
    return variable.isEmpty() ? FALLBACK : variable;
  }

  boolean json() {
    return output == OutputForm.JSON;
  }
}
