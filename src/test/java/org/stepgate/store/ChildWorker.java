package org.stepgate.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A worker process for the tests: `ChildWorker WHAT DATABASE`.
///
/// - `join`: registers as a worker, prints `joined NUMBER` and stays.
/// - `stuck`: as `join`, but then begins a transaction and prints `stuck`.
/// - `create`: creates executions one after another; prints `created NAME` once one is durable, or
///   `failed RETRYABLE` for one that is not.
final class ChildWorker {
  private ChildWorker() {}

  public static void main(String[] args) throws Exception {
    var config = StoreConfig.defaults(Path.of(args[1]));
    switch (args[0]) {
      case "join" -> {
        join(config);
        System.in.read();
      }
      case "stuck" -> {
        join(config);
        try (Session session = new Database(config.file()).openWriter()) {
          session.run("BEGIN IMMEDIATE");
          System.out.println("stuck");
          System.in.read();
        }
      }
      case "create" -> create(Store.open(config));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void join(StoreConfig config) {
    var registry =
        WorkerRegistry.join(
            Store.open(config),
            config.file().resolveSibling("workers"),
            StoreClock.system(),
            WorkerRegistry.Settings.DEFAULTS,
            new WorkerRegistry.Listener() {
              @Override
              public void workerDied(WorkerId dead, Write.RetireOutcome.Retired left) {}

              @Override
              public void expelled() {}
            });
    System.out.println("joined " + registry.self().value());
  }

  private static void create(Store store) {
    while (true) {
      String name = UUID.randomUUID().toString();
      var start = Samples.execution("orders", name, Samples.START, Samples.inline("{\"a\":1}"));
      var write =
          new Write.Create(start, Samples.running(1, 4), List.of(), List.of(), Samples.WORKER);
      String line =
          store
              .write(write)
              .handle((_, failure) ->
                  failure == null
                      ? "created " + name
                      : "failed "
                          + (failure instanceof org.stepgate.workflow.BackendException backend
                              && backend.retryable()))
              .join();
      System.out.println(line);
    }
  }

  /// Starts such a process, behind `prefix`, such as a tracer.
  static Process start(List<String> prefix, String what, Path database) throws IOException {
    var command = new ArrayList<String>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            ChildWorker.class.getName(),
            what,
            database.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
