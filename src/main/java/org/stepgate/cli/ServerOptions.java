package org.stepgate.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of all commands that talk to a server.
final class ServerOptions {
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
    return new ControlApi(url(System.getenv()));
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
