package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.stepgate.site.Site;

/// Tokens that a site's demo issuer mints.
final class DemoToken {
  private DemoToken() {}

  /// The value of `Authorization` for somebody in these groups.
  static String bearer(Site site, String subject, String... groups) {
    var command =
        new ArrayList<>(List.of("token", "--state", site.state().toString(), "--subject", subject));
    for (String group : groups) {
      command.add("--group");
      command.add(group);
    }
    var out = new StringWriter();
    int exit =
        Main.commandLine().setOut(new PrintWriter(out)).execute(command.toArray(String[]::new));
    assertThat(exit).isZero();
    return "Bearer " + out.toString().strip();
  }
}
