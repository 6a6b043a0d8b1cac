package org.stepgate.site;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Programs of the machine, and the ones of this project, run to their end.
public final class Programs {
  private static final char GONE = 'X';
  private static final long LIMIT_SECONDS = 120;
  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/bin"), Path.of("/sbin"));

  private Programs() {}

  /// How a program ended.
  public record Ended(int exitCode, String out, String err) {}

  /// The path of an installed program; without it the test is skipped.
  public static Path required(String name, String debianPackage) {
    Path found = find(name).orElse(null);
    assumeTrue(
        found != null, "skipped: " + name + " is not installed (package " + debianPackage + ")");
    return found;
  }

  /// Whether a program is installed.
  public static boolean isInstalled(String name) {
    return find(name).isPresent();
  }

  private static Optional<Path> find(String name) {
    return FOLDERS.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Runs a program with these variables beside those of this process and nothing on its standard
  /// input.
  public static Ended run(Map<String, String> variables, String... command) throws Exception {
    return run(variables, new byte[0], command);
  }

  public static Ended run(Map<String, String> variables, byte[] input, String... command)
      throws Exception {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(variables);
    return end(builder.start(), input);
  }

  /// Runs a program with these variables and no others.
  public static Ended runAlone(Map<String, String> variables, byte[] input, String... command)
      throws Exception {
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(new HashMap<>(variables));
    return end(builder.start(), input);
  }

  private static Ended end(Process process, byte[] input) throws Exception {
    var err = CompletableFuture.supplyAsync(() -> text(process, true));
    var out = CompletableFuture.supplyAsync(() -> text(process, false));
    try (var in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException e) {
      // It ended without reading everything.
    }
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + process.info().commandLine().orElse("?"));
      }
      return new Ended(
          process.exitValue(),
          out.get(LIMIT_SECONDS, TimeUnit.SECONDS),
          err.get(LIMIT_SECONDS, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Process process, boolean error) {
    try (var stream = error ? process.getErrorStream() : process.getInputStream()) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends a signal, such as `STOP`, to a process that the test has started.
  public static void signal(String name, long pid) throws Exception {
    run(Map.of(), "kill", "-" + name, Long.toString(pid));
  }

  /// Whether a process is there and no zombie.
  public static boolean alive(long pid) {
    char state = state(pid);
    return state != GONE && state != 'Z';
  }

  /// The state of a process, a letter as `ps` shows it; `X` when there is none.
  public static char state(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("State:"))
          .findFirst()
          .map(line -> line.substring("State:".length()).strip().charAt(0))
          .orElse(GONE);
    } catch (IOException | UncheckedIOException e) {
      return GONE;
    }
  }
}
