package org.stepgate.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonPointer;
import org.stepgate.notifications.Target;

/// What a configuration names of this host and what is not there: programs of commands, and the
/// secrets of webhooks. What this process may not look at counts as there.
final class HostWarnings {
  private static final JsonPointer TARGETS =
      JsonPointer.ROOT.child("notifications").child("targets");

  private final JsonDocument main;
  private final List<Fault> found = new ArrayList<>();

  private HostWarnings(JsonDocument main) {
    this.main = main;
  }

  /// What is missing, in any order.
  static List<Fault> of(JsonDocument main, Configuration site) {
    var warnings = new HostWarnings(main);
    site.tasks()
        .exec()
        .commands()
        .forEach((name, command) ->
            warnings.program(
                TasksSection.COMMANDS.child(name).child("argv").child(0),
                command.argv().getFirst()));
    site.notifications()
        .targets()
        .forEach((name, target) -> {
          if (target instanceof Target.Webhook webhook) {
            for (int i = 0; i < webhook.secretFiles().size(); i++) {
              warnings.secret(
                  TARGETS.child(name).child("secret-files").child(i), webhook.secretFiles().get(i));
            }
          }
        });
    return warnings.found;
  }

  private void program(JsonPointer at, String program) {
    Path path = Path.of(program);
    if (Files.notExists(path)) {
      add(at, "there is no program " + program + " on this host");
    } else if (Files.isRegularFile(path) && !Files.isExecutable(path)) {
      add(at, program + " is not executable: chmod +x makes it so");
    }
  }

  private void secret(JsonPointer at, Path file) {
    if (Files.notExists(file)) {
      add(at, "there is no file " + file + " on this host");
    }
  }

  private void add(JsonPointer at, String message) {
    found.add(new Fault(ConfigurationDirectory.MAIN_FILE, main.position(at), message));
  }
}
