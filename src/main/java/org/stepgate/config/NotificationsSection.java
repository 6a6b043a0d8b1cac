package org.stepgate.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stepgate.json.JsonPointer;
import org.stepgate.notifications.Callbacks;
import org.stepgate.notifications.NotificationsConfig;
import org.stepgate.notifications.Target;
import org.stepgate.routes.RouteConfig;
import org.stepgate.tasks.AllowedPrivate;

/// Reads the section `notifications`: who is told of what happens.
final class NotificationsSection {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(30);

  private final Directories directories;
  private final Set<String> commands;

  /// Reads notifications.
  ///
  /// @param commands the commands that they may name
  NotificationsSection(Directories directories, Set<String> commands) {
    this.directories = directories;
    this.commands = commands;
  }

  NotificationsConfig read(Section section) {
    NotificationsConfig usual = NotificationsConfig.defaults();
    String source = section.text("source", usual.source());
    var targets = new LinkedHashMap<String, Target>();
    section
        .sectionsByName("targets", this::target)
        .forEach((name, target) -> target.ifPresent(known -> targets.put(name, known)));
    return new NotificationsConfig(
        source,
        targets,
        section.section("callbacks", this::callbacks),
        section.parsedList("allowed-private", "address block or host:port", AllowedPrivate::parse),
        section.time("timeout", usual.timeout(), SHORTEST, LONGEST_ANSWER),
        section.time("give-up-after", usual.giveUpAfter(), SHORTEST, LONGEST));
  }

  private Optional<Target> target(Section section) {
    Optional<URI> url = section.parsed("url", "address", Callbacks::http);
    List<Path> secrets = section.parsedList("secret-files", "one path or two", directories::path);
    Optional<String> command = section.text("command");
    Optional<String> queue = section.text("queue");
    if (!section.isGood()) {
      return Optional.empty();
    }
    int kinds = (url.isPresent() ? 1 : 0) + (command.isPresent() ? 1 : 0);
    if (kinds + (queue.isPresent() ? 1 : 0) != 1) {
      section.fault("a target has one of url, command and queue");
      return Optional.empty();
    }
    if (command.isPresent() && !commands.contains(command.get())) {
      section.fault(
          "command",
          "command: there is no command '"
              + command.get()
              + "'"
              + Suggestion.hint(command.get(), commands));
      return Optional.empty();
    }
    return section.build(() ->
        url.isPresent()
            ? new Target.Webhook(url.get(), secrets)
            : command.isPresent()
                ? new Target.Command(command.get())
                : new Target.Queue(queue.orElseThrow()));
  }

  private Callbacks callbacks(Section section) {
    List<URI> allowed = section.parsedList("allowed", "beginnings of addresses", Callbacks::prefix);
    List<Path> secrets = section.parsedList("secret-files", "one path or two", directories::path);
    return section.isGood()
        ? section.build(() -> new Callbacks(allowed, secrets), Callbacks.NONE)
        : Callbacks.NONE;
  }

  /// Reports targets of routes that there are none of.
  static void check(List<RouteConfig> routes, Set<String> targets, SourceFile source) {
    for (int i = 0; i < routes.size(); i++) {
      for (String name : routes.get(i).reply().tells()) {
        if (!name.isEmpty() && !targets.contains(name)) {
          source.faultAtValue(
              JsonPointer.ROOT.child("routes").child(i).child("notify"), unknown(name, targets));
        }
      }
    }
  }

  private static String unknown(String name, Set<String> targets) {
    return "notify: there is no target '"
        + name
        + "' in notifications"
        + Suggestion.hint(name, targets);
  }

  /// Reports targets that there are none of.
  ///
  /// @param key the key that names them
  static void check(Section section, String key, List<String> names, Set<String> targets) {
    for (String name : names) {
      if (!name.isEmpty() && !targets.contains(name)) {
        section.fault(key, unknown(name, targets));
      }
    }
  }
}
