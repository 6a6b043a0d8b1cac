package org.stepgate.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.logging.log4j.Level;
import org.jspecify.annotations.Nullable;

/// The worker as the web server starts it: `stepgate worker` without the library that reads command
/// lines, whose classes Java cannot keep in its record of a start and which takes more time than
/// all else of it. What is said in another way than the launcher says it is left to that library.
public final class WorkerMain {
  private static final String COMMAND = "worker";

  private WorkerMain() {}

  /// Runs a worker, or whatever else the arguments name, and ends the process with its [ExitCode].
  ///
  /// @param arguments as those of [Main]
  public static void main(String[] arguments) {
    launch(List.of(arguments))
        .ifPresentOrElse(launch -> System.exit(run(launch)), () -> Main.main(arguments));
  }

  private static int run(WorkerLaunch launch) {
    try {
      return launch.run(WorkerAssembly::run);
    } catch (CommandException e) {
      System.err.println("stepgate: " + PrintableText.line(String.valueOf(e.getMessage())));
      return e.exitCode();
    }
  }

  /// What the arguments ask for; empty unless they are `worker`, directories and options of the
  /// usual kind, each option by its full name and followed by its value.
  static Optional<WorkerLaunch> launch(List<String> arguments) {
    Iterator<String> rest = arguments.iterator();
    if (!rest.hasNext() || !rest.next().equals(COMMAND)) {
      return Optional.empty();
    }
    String listen = WorkerLaunch.LISTEN;
    @Nullable Path configuration = null;
    @Nullable Path state = null;
    boolean demo = false;
    while (rest.hasNext()) {
      String option = rest.next();
      if (option.equals("--demo")) {
        demo = true;
        continue;
      }
      String value = rest.hasNext() ? rest.next() : "";
      if (value.isEmpty() || value.startsWith("-")) {
        return Optional.empty();
      }
      switch (option) {
        case "--listen" -> listen = value;
        case "--config" -> configuration = Path.of(value);
        case "--state" -> state = Path.of(value);
        default -> {
          return Optional.empty();
        }
      }
    }
    return configuration == null || state == null
        ? Optional.empty()
        : Optional.of(
            new WorkerLaunch(listen, configuration, state, OptionalInt.empty(), Level.INFO, demo));
  }
}
