package org.stepgate.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Runs commands against a [FakeServer], and keeps what they print. Times are shown in UTC.
abstract class CommandFixture {
  final FakeServer server = new FakeServer();
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  private final TimeZone zone = TimeZone.getDefault();

  @BeforeEach
  void useUtc() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }

  @AfterEach
  void stop() {
    TimeZone.setDefault(zone);
    server.close();
  }

  /// Runs a command against the fake server.
  int run(String... arguments) {
    var all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--url";
    all[arguments.length + 1] = server.url();
    return execute(all);
  }

  /// Runs a command that asks no server.
  int execute(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
