package org.stepgate.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/// Runs faults and prints a table of them: `scripts/chaos`.
///
/// Ends with 0 when all that ran was passed, with 1 after a violation, with 64 when the arguments
/// are wrong.
public final class Chaos {
  private static final List<Fault> FAULTS =
      List.of(
          new WorkerKills(),
          new TransactionKills(),
          new LighttpdKills(),
          new StoppedWorkers(),
          new LostReplies(),
          new PowerLoss(),
          new DiskFull(),
          new BrokenFsync(),
          new BusyWriters(),
          new ClockJumps(),
          new Polls(),
          new Restart(),
          new Reloads(),
          new ScarceResources(),
          new SimulatedPools(),
          new StoredFormats());

  /// What is done only when it is named, or at the sizes of a release.
  private static final List<Fault> FURTHER =
      List.of(new Overload(), new GreedyExecutions(), new RetentionUnderLoad());

  private static final String ROW = "%-4s %-34s %7s %11s %7s %11s %10s %9s  %s%n";

  private Chaos() {}

  /// Runs what the arguments ask for.
  ///
  /// @param arguments `--quick` or `--full`, `--only R1,R5`, `--seed N`
  public static void main(String[] arguments) throws Exception {
    // Lighttpd closes a connection that has been idle for five seconds; a request that meets the
    // close is not sent again by this client, and would look like a failed one.
    System.setProperty("jdk.httpclient.keepalive.timeout", "2");
    boolean full = false;
    Set<String> only = Set.of();
    long seed = new Random().nextLong();
    for (int i = 0; i < arguments.length; i++) {
      if (List.of("--only", "--seed").contains(arguments[i]) && i + 1 == arguments.length) {
        refuse(arguments[i] + " needs a value");
      }
      switch (arguments[i]) {
        case "--quick" -> full = false;
        case "--full" -> full = true;
        case "--only" -> only = new TreeSet<>(List.of(arguments[++i].split(",", -1)));
        case "--seed" -> seed = Long.parseLong(arguments[++i]);
        default -> refuse("what is " + arguments[i] + "?");
      }
    }
    var unknown = new TreeSet<>(only);
    asked(true, Set.of()).forEach(fault -> unknown.remove(fault.id()));
    if (!unknown.isEmpty()) {
      refuse("there is no fault " + String.join(", ", unknown));
    }
    System.exit(run(full, only, seed) ? 0 : 1);
  }

  private static void refuse(String reason) {
    System.err.println(reason);
    System.err.println("usage: scripts/chaos [--quick|--full] [--only R1,R5] [--seed N]");
    System.exit(64);
  }

  private static boolean run(boolean full, Set<String> only, long seed) throws Exception {
    System.out.printf("%s sizes, seed %d%n%n", full ? "Full" : "Quick", seed);
    System.out.printf(
        ROW,
        "",
        "fault",
        "trials",
        "operations",
        "losses",
        "duplicates",
        "recovery",
        "duration",
        "");
    var remarks = new ArrayList<String>();
    boolean passed = true;
    for (Fault fault : asked(full, only)) {
      Optional<String> obstacle = fault.obstacle();
      if (obstacle.isPresent()) {
        System.out.printf(ROW, fault.id(), fault.title(), "", "", "", "", "", "", "skipped");
        remarks.add(fault.id() + " skipped: " + obstacle.get());
        continue;
      }
      long start = System.nanoTime();
      Finding finding = finding(fault, full, seed, remarks);
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      passed &= finding.passed();
      System.out.printf(
          ROW,
          fault.id(),
          fault.title(),
          finding.trials(),
          finding.operations(),
          finding.losses(),
          finding.duplicates(),
          seconds(finding.recovery()),
          seconds(duration),
          finding.passed() ? "passed" : "VIOLATED");
      finding.violations().forEach(one -> remarks.add(fault.id() + " violated: " + one));
      finding.notes().forEach(one -> remarks.add(fault.id() + ": " + one));
    }
    System.out.println();
    remarks.forEach(System.out::println);
    return passed;
  }

  private static List<Fault> asked(boolean full, Set<String> only) {
    if (only.isEmpty() && !full) {
      return FAULTS;
    }
    return Stream.concat(FAULTS.stream(), FURTHER.stream())
        .filter(fault -> only.isEmpty() || only.contains(fault.id()))
        .toList();
  }

  /// A fault that only was slower than it may be is run once more.
  private static Finding finding(Fault fault, boolean full, long seed, List<String> remarks)
      throws IOException {
    var late = new ArrayList<String>();
    Finding first = once(fault, full, seed, late);
    if (late.isEmpty() || !first.passed()) {
      return first.withViolations(late);
    }
    late.forEach(one -> remarks.add(fault.id() + " run again, since late: " + one));
    late.clear();
    return once(fault, full, seed, late).withViolations(late);
  }

  private static Finding once(Fault fault, boolean full, long seed, List<String> late)
      throws IOException {
    Path directory = Files.createTempDirectory(Path.of("/tmp"), "sg-");
    try {
      return fault.run(new Lab(directory, full, new Random(seed), late));
    } catch (TestAbortedException e) {
      throw new IllegalStateException(fault.id() + " cannot start: " + e.getMessage(), e);
    } catch (Exception | AssertionError e) {
      e.printStackTrace();
      return new Finding(0, 0, 0, 0, null, List.of("it did not come to its end: " + e), List.of());
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      System.err.println("left behind: " + directory);
    }
  }

  private static String seconds(@Nullable Duration duration) {
    return duration == null
        ? "-"
        : String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1_000.0);
  }
}
