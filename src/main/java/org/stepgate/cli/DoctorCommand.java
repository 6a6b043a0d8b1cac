package org.stepgate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stepgate.config.Configuration;
import org.stepgate.config.Directories;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stepgate doctor`: says what is wrong with a pool and what to do, a line each.
@Command(
    name = "doctor",
    description =
        "Checks store, locks, clock, permissions, configuration and Lighttpd, and says what to do."
            + " Run it as the pool's user.",
    footer = {"", "The exit code is 1 when there is a fault; warnings alone leave it at 0."})
final class DoctorCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description =
          "Where stepgate.yaml is. Default: what the workers that run were started with, else"
              + " $STEPGATE_CONFIG, else /etc/stepgate")
  private @Nullable Path configuration;

  @Mixin private final StateOption state = new StateOption();

  @Option(
      names = "--lighttpd",
      paramLabel = "FILE",
      description =
          "Lighttpd's main configuration file. Default: that of the Lighttpd that has started the"
              + " workers, else /etc/lighttpd/lighttpd.conf")
  private @Nullable Path lighttpd;

  @Option(names = "--json", description = "Prints an array of findings for programs.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    refuseOthers(state.directory());
    RunningPool running = RunningPool.of(state.directory());
    Path site =
        first(configuration, running.configuration(), configured(System.getenv("STEPGATE_CONFIG")));
    Path webServer = first(lighttpd, running.lighttpd(), Path.of("/etc/lighttpd/lighttpd.conf"));
    List<Finding> findings = findings(new Directories(site, state.directory()), webServer);
    if (json) {
      out.println(
          PrintableText.json(JsonWriter.writePretty(JsonValue.array(findings, Finding::toJson))));
    } else {
      findings.forEach(finding -> out.println(PrintableText.line(finding.line())));
    }
    out.flush();
    return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAULT)
        ? ExitCode.FOUND
        : ExitCode.OK;
  }

  private static Path first(@Nullable Path given, @Nullable Path running, Path usual) {
    Path found = given != null ? given : running != null ? running : usual;
    return found.toAbsolutePath();
  }

  private static Path configured(@Nullable String variable) {
    return Path.of(variable == null || variable.isEmpty() ? "/etc/stepgate" : variable);
  }

  private static List<Finding> findings(Directories directories, Path lighttpd) {
    var pool = new PoolCheckup(directories);
    var findings = new ArrayList<>(pool.findings(Instant.now()));
    Optional<Configuration> found = pool.checkedConfiguration(findings);
    Duration longest =
        found.stream()
            .flatMap(known -> known.routes().stream())
            .map(route -> route.waiting().max())
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    findings.addAll(new LighttpdCheckup(lighttpd, directories.state(), longest).findings());
    return findings;
  }

  /// Whoever opens the store as another user leaves files behind that stop the workers.
  private static void refuseOthers(Path state) {
    try {
      Object owner = Files.getAttribute(state, "unix:uid");
      if (!Objects.equals(owner, Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
        String name = Files.getOwner(state).getName();
        throw new CommandException(
            ExitCode.NO_PERMISSION,
            state + " belongs to " + name + "; run: runuser -u " + name + " -- stepgate doctor");
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          "there is no pool in " + state + "; name its state directory with --state");
    }
  }
}
