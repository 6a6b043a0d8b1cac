package org.stepgate.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.stepgate.engine.Advance;
import org.stepgate.engine.ExecutionHeader;
import org.stepgate.engine.ExecutionStatus;
import org.stepgate.engine.HistoryEvent;
import org.stepgate.engine.HistoryEvent.Detail;
import org.stepgate.engine.HistoryEventType;
import org.stepgate.engine.Payload;

/// Several processes create executions that end at once (three Pass states), as fast as they can.
/// Compares the ways in which writers take turns.
///
/// `TurnBenchmark FOLDER SECONDS CLIENTS PROCESSES,PROCESSES... TURN...` prints for each number of
/// processes and each turn: executions per second of all, percentiles of the time of one write, the
/// longest one, and how much more the most successful process did than the least.
public final class TurnBenchmark {
  private TurnBenchmark() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("child")) {
      child(Path.of(args[1]), args[2], Integer.parseInt(args[3]), Long.parseLong(args[4]));
      return;
    }
    Path folder = Path.of(args[0]);
    System.out.printf(
        "%-14s %9s %9s %9s %9s %9s %9s %9s %8s%n",
        "turn", "processes", "per s", "p50 ms", "p99 ms", "max ms", "max/min", "cpu us", "wal MB");
    for (String processes : args[3].split(",", -1)) {
      for (String turn : Arrays.copyOfRange(args, 4, args.length)) {
        round(folder, turn, Integer.parseInt(args[2]), args[1], Integer.parseInt(processes));
      }
    }
  }

  private static void round(Path folder, String turn, int clients, String seconds, int processes)
      throws Exception {
    Path home = folder.resolve("bench-" + UUID.randomUUID());
    Path file = home.resolve("stepgate.db");
    Store.open(StoreConfig.defaults(file)).close();
    var children = new ArrayList<Process>();
    for (int i = 0; i < processes; i++) {
      children.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-Xmx192m",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  TurnBenchmark.class.getName(),
                  "child",
                  file.toString(),
                  turn,
                  Integer.toString(Math.max(1, clients / processes)),
                  seconds)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    var readers = new ArrayList<BufferedReader>();
    for (Process child : children) {
      readers.add(
          new BufferedReader(
              new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8)));
    }
    for (BufferedReader reader : readers) {
      reader.readLine();
    }
    for (Process child : children) {
      child.getOutputStream().write('\n');
      child.getOutputStream().flush();
    }
    var results = new ArrayList<long[]>();
    for (BufferedReader reader : readers) {
      results.add(
          Arrays.stream(reader.readLine().split(" ", -1)).mapToLong(Long::parseLong).toArray());
    }
    long wal = Files.size(home.resolve("stepgate.db-wal"));
    for (Process child : children) {
      child.getOutputStream().close();
      child.waitFor();
    }
    long total = results.stream().mapToLong(r -> r[0]).sum();
    long most = results.stream().mapToLong(r -> r[0]).max().orElseThrow();
    long least = results.stream().mapToLong(r -> r[0]).min().orElseThrow();
    System.out.printf(
        "%-14s %9d %9d %9.1f %9.1f %9.1f %9.1f %9d %8d%n",
        turn,
        processes,
        total / Long.parseLong(seconds),
        results.stream().mapToLong(r -> r[1]).max().orElseThrow() / 1e6,
        results.stream().mapToLong(r -> r[2]).max().orElseThrow() / 1e6,
        results.stream().mapToLong(r -> r[3]).max().orElseThrow() / 1e6,
        most / (double) Math.max(1, least),
        results.stream().mapToLong(r -> r[4]).sum() / Math.max(1, total) / 1_000,
        wal >> 20);
    delete(home);
  }

  private static void child(Path file, String turn, int clients, long seconds) throws Exception {
    try (Store store = Store.open(StoreConfig.defaults(file), turn(turn, file))) {
      run(store, Duration.ofSeconds(1), clients);
      System.out.println("ready");
      int go = System.in.read();
      long cpu = cpuNanos();
      long[] nanos = run(store, Duration.ofSeconds(seconds), clients);
      Arrays.sort(nanos);
      System.out.println(
          nanos.length
              + " "
              + nanos[nanos.length / 2]
              + " "
              + nanos[(int) (nanos.length * 0.99)]
              + " "
              + nanos[nanos.length - 1]
              + " "
              + (cpuNanos() - cpu));
      while (go >= 0) {
        go = System.in.read();
      }
    }
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  private static WriterTurn turn(String name, Path file) {
    return switch (name) {
      case "busy-handler" -> new BusyHandlerTurn();
      case "baton" ->
          new BatonTurn(file.resolveSibling("turn.lock"), new BackoffTurn(Duration.ofSeconds(60)));
      case "backoff" -> new BackoffTurn(Duration.ofSeconds(60));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static long[] run(Store store, Duration duration, int clients) throws Exception {
    long end = System.nanoTime() + duration.toNanos();
    var results = new ArrayList<java.util.concurrent.Future<List<Long>>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < clients; i++) {
        results.add(threads.submit(() -> client(store, end)));
      }
    }
    var all = new ArrayList<Long>();
    for (var result : results) {
      all.addAll(result.get());
    }
    return all.stream().mapToLong(Long::longValue).toArray();
  }

  private static List<Long> client(Store store, long end) {
    var nanos = new ArrayList<Long>();
    while (System.nanoTime() < end) {
      Write.Create create = create();
      long start = System.nanoTime();
      store.write(create).join();
      nanos.add(System.nanoTime() - start);
    }
    return nanos;
  }

  private static Write.Create create() {
    Payload payload = Samples.inline("{\"sku\":\"A1\",\"quantity\":2}");
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    NewExecution start =
        Samples.execution("three-passes", UUID.randomUUID().toString(), now, payload);
    var events = new ArrayList<HistoryEvent>();
    add(events, now, HistoryEventType.ExecutionStarted, "input", payload);
    for (int i = 0; i < 3; i++) {
      add(events, now, HistoryEventType.PassStateEntered, "input", payload);
      add(events, now, HistoryEventType.PassStateExited, "output", payload);
    }
    add(events, now, HistoryEventType.ExecutionSucceeded, "output", payload);
    var header =
        new ExecutionHeader(ExecutionStatus.SUCCEEDED, 9, 1, 1, 1, 1, payload, null, null, now);
    var first =
        new Advance(header, List.of(), List.of(), List.of(), List.of(), events, List.of(), false);
    return new Write.Create(start, first, List.of(), List.of(), Samples.WORKER);
  }

  private static void add(
      List<HistoryEvent> events, Instant now, HistoryEventType type, String name, Payload payload) {
    long id = events.size() + 1L;
    events.add(
        new HistoryEvent(
            id,
            id - 1,
            now,
            type,
            List.of(new Detail.Text("name", "Pass" + id / 2), new Detail.Data(name, payload))));
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
