package org.stepgate.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks at the configuration of Lighttpd, as Lighttpd itself prints it with all its includes.
final class LighttpdCheckup {
  private static final String SUBJECT = "lighttpd";
  private static final int USUAL_WORKERS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/sbin/lighttpd"), Path.of("/usr/local/sbin/lighttpd"));

  private final Path configuration;
  private final Path state;
  private final Duration longestWait;

  /// @param configuration Lighttpd's main file
  /// @param state the pool's state directory
  /// @param longestWait the longest wait of a route
  LighttpdCheckup(Path configuration, Path state, Duration longestWait) {
    this.configuration = configuration;
    this.state = state;
    this.longestWait = longestWait;
  }

  /// What is found; runs `lighttpd -p`.
  List<Finding> findings() {
    Optional<Path> program = PROGRAMS.stream().filter(Files::isExecutable).findFirst();
    if (program.isEmpty()) {
      return List.of(
          Finding.warning(SUBJECT, "there is no lighttpd here", "nothing of it was checked"));
    }
    if (!Files.isReadable(configuration)) {
      return List.of(
          Finding.warning(
              SUBJECT,
              configuration + " cannot be read, nothing of it was checked",
              "name the file with --lighttpd"));
    }
    try {
      Process process =
          new ProcessBuilder(program.get().toString(), "-p", "-f", configuration.toString())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        return List.of(
            Finding.fault(
                SUBJECT,
                configuration + " is refused: " + printed.strip(),
                "run lighttpd -tt -f " + configuration));
      }
      return findings(printed);
    } catch (IOException e) {
      return List.of(
          Finding.warning(SUBJECT, "it cannot be run: " + e.getMessage(), "check it by hand"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /// What is found in a configuration that Lighttpd has printed.
  List<Finding> findings(String printed) {
    if (!printed.contains("\"STEPGATE_STATE\"")) {
      return List.of(
          Finding.fault(
              SUBJECT,
              configuration + " starts no workers of Stepgate",
              "include stepgate.conf there"));
    }
    var findings = new ArrayList<Finding>();
    Optional<String> its = text(printed, "STEPGATE_STATE");
    if (its.isPresent() && !Path.of(its.get()).equals(state)) {
      findings.add(
          Finding.fault(
              SUBJECT,
              "its workers use the state directory " + its.get() + ", not " + state,
              "run stepgate doctor --state " + its.get() + ", or set var.stepgate_state"));
    }
    processes(printed, findings);
    timeout(printed, findings);
    if (number(printed, "server.stream-request-body").orElse(0) != 0) {
      findings.add(
          Finding.fault(
              SUBJECT,
              "server.stream-request-body is on, so chunked uploads are answered 411",
              "set it to 0"));
    }
    if (text(printed, "x-sendfile").filter("enable"::equals).isPresent()
        && text(printed, "server.follow-symlink").filter("disable"::equals).isEmpty()) {
      findings.add(
          Finding.fault(
              SUBJECT,
              "X-Sendfile follows symbolic links out of its folder",
              "set server.follow-symlink = \"disable\""));
    }
    text(printed, "bin-path").ifPresent(command -> launcher(command, findings));
    text(printed, "socket").ifPresent(socket -> socket(socket, findings));
    if (findings.isEmpty()) {
      findings.add(
          Finding.ok(
              SUBJECT,
              configuration + " starts " + number(printed, "max-procs").orElse(0) + " workers"));
    }
    return findings;
  }

  private static void processes(String printed, List<Finding> findings) {
    OptionalLong processes = number(printed, "max-procs");
    long started = number(printed, "min-procs").orElse(USUAL_WORKERS);
    if (processes.isEmpty()) {
      findings.add(
          Finding.warning(
              SUBJECT,
              "max-procs is not set, which starts " + USUAL_WORKERS + " workers",
              "set max-procs"));
    } else if (processes.getAsLong() == 1) {
      findings.add(
          Finding.warning(
              SUBJECT,
              "one worker only: nobody serves while it is replaced",
              "set max-procs to 2 or more"));
    } else if (processes.getAsLong() > started) {
      findings.add(
          Finding.warning(
              SUBJECT,
              "of %d workers %d are started".formatted(processes.getAsLong(), started),
              "set min-procs to the same as max-procs"));
    }
  }

  private void timeout(String printed, List<Finding> findings) {
    OptionalLong seconds = number(printed, "read-timeout");
    if (seconds.isPresent()
        && seconds.getAsLong() > 0
        && seconds.getAsLong() <= longestWait.toSeconds()) {
      findings.add(
          Finding.fault(
              SUBJECT,
              "read-timeout is "
                  + seconds.getAsLong()
                  + " s, a route waits up to "
                  + longestWait.toSeconds()
                  + " s",
              "set read-timeout to " + (longestWait.toSeconds() + 30) + " or lower wait-max"));
    } else if (seconds.isEmpty()) {
      findings.add(
          Finding.warning(
              SUBJECT, "read-timeout is not set", "set it to more than the longest wait-max"));
    }
  }

  private static void launcher(String command, List<Finding> findings) {
    Path program = Path.of(command.split(" ", -1)[0]);
    if (!Files.isExecutable(program)) {
      findings.add(
          Finding.fault(
              SUBJECT,
              "bin-path names " + program + ", which cannot be run",
              "set var.stepgate_worker; Lighttpd splits it at blanks"));
    }
  }

  private static void socket(String socket, List<Finding> findings) {
    Path folder = Path.of(socket).getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      findings.add(
          Finding.fault(
              SUBJECT,
              "there is no folder for the sockets " + socket + "-N",
              "make it, for the user of Lighttpd"));
    }
  }

  private static Optional<String> text(String printed, String key) {
    Matcher found = Pattern.compile(name(key) + "\"([^\"]*)\"").matcher(printed);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static OptionalLong number(String printed, String key) {
    Matcher found = Pattern.compile(name(key) + "([0-9]{1,18})").matcher(printed);
    return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
  }

  private static String name(String key) {
    return "(?m)^\\s*\"?" + Pattern.quote(key) + "\"?\\s*=>?\\s*";
  }
}
