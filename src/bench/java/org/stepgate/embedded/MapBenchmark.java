package org.stepgate.embedded;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.asl.StateMachine;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.principal.Principal;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.StoreConfig;
import org.stepgate.store.Write;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;

/// Prints how long Map states over many items take, over a database on disk, and what it costs.
///
/// Started alone, with the heap that it may use: `java -Xmx256m …
/// org.stepgate.embedded.MapBenchmark [FOLDER]`.
final class MapBenchmark {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int ITEMS = 10_000;
  private static final String PASS = "{\"Type\":\"Pass\",\"End\":true}";
  private static final String TASK =
      "{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::http:invoke\",\"End\":true}";

  private final EmbeddedEngine engine;
  private int executions;

  private MapBenchmark(EmbeddedEngine engine) {
    this.engine = engine;
  }

  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path folder =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("map-benchmark");
    try (Store store = Store.open(StoreConfig.defaults(folder.resolve("state/stepgate.db")))) {
      var worker = store.write(new Write.RegisterWorker(1, 1, "boot", "lock")).get();
      try (var engine =
          new EmbeddedEngine(
              EmbeddedConfig.defaults(),
              store,
              StoreClock.system(),
              worker,
              (_, _) -> new TaskOutcome.Succeeded(JsonNull.NULL),
              MapBenchmark::parse)) {
        List<MachineSource> machines = machines();
        engine.putConfiguration(0, "0".repeat(64), "bundle", machines);
        engine.useMachines(machines);
        engine.start();
        new MapBenchmark(engine).measure();
      }
    } finally {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static StateMachine parse(String text) {
    return ((ParseResult.Parsed) new DefinitionParser(_ -> true).parseJson(text)).machine();
  }

  private static List<MachineSource> machines() {
    String standard = "\"Mode\":\"DISTRIBUTED\",\"ExecutionType\":\"STANDARD\"";
    String express = "\"Mode\":\"DISTRIBUTED\",\"ExecutionType\":\"EXPRESS\"";
    String inline = "\"Mode\":\"INLINE\"";
    return List.of(
        machine("standard-pass", MachineType.STANDARD, standard, PASS),
        machine("express-pass", MachineType.STANDARD, express, PASS),
        machine("inline-express-pass", MachineType.EXPRESS, inline, PASS),
        machine("inline-standard-pass", MachineType.STANDARD, inline, PASS),
        machine("standard-task", MachineType.STANDARD, standard, TASK),
        machine("express-task", MachineType.STANDARD, express, TASK),
        machine("inline-express-task", MachineType.EXPRESS, inline, TASK));
  }

  private static MachineSource machine(
      String name, MachineType type, String processorConfig, String state) {
    return new MachineSource(
        name,
        type,
        """
        {"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ResultPath":null,"OutputPath":null,
          "ItemProcessor":{"ProcessorConfig":{%s},"StartAt":"S","States":{"S":%s}}}}}
        """
            .formatted(processorConfig, state));
  }

  private void measure() throws InterruptedException {
    System.out.println(
        "machine                items   seconds       cpu  per item   heap peak  end");
    run("standard-pass", 1_000);
    for (String machine :
        List.of("standard-pass", "express-pass", "inline-express-pass", "inline-standard-pass")) {
      run(machine, ITEMS);
    }
    for (String machine : List.of("standard-task", "express-task", "inline-express-task")) {
      run(machine, ITEMS / 4);
      run(machine, ITEMS);
    }
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private void run(String machine, int items) throws InterruptedException {
    System.gc();
    ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> pool.resetPeakUsage());
    var input = new ArrayList<JsonValue>(items);
    for (int i = 0; i < items; i++) {
      input.add(JsonNumber.of(i));
    }
    executions++;
    String name = "run-" + executions;
    long cpuBegun = cpuNanos();
    long begun = System.nanoTime();
    RunOutcome outcome =
        engine.run(
            new RunRequest(
                machine,
                name,
                false,
                null,
                JsonValue.JsonArray.of(input),
                Principal.ANONYMOUS,
                null,
                null,
                LONG));
    ExecutionDescription ended =
        outcome instanceof RunOutcome.Closed closed
            ? closed.execution()
            : engine.await(new ExecutionId(EmbeddedEngine.NAME, machine, name), LONG).orElseThrow();
    double seconds = (System.nanoTime() - begun) / 1e9;
    double cpuSeconds = (cpuNanos() - cpuBegun) / 1e9;
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    System.out.printf(
        Locale.ROOT,
        "%-21s %6d %9.2f %9.2f %6.0f us %8d MB  %s%s%n",
        machine,
        items,
        seconds,
        cpuSeconds,
        seconds / items * 1e6,
        heap >> 20,
        ended.status(),
        ended.error() == null ? "" : " " + ended.error());
  }
}
