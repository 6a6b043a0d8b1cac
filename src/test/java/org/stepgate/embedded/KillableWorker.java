package org.stepgate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;
import org.stepgate.store.ChangeWatch;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.StoreConfig;
import org.stepgate.store.WorkerId;
import org.stepgate.store.WorkerRegistry;
import org.stepgate.store.Write;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskContext;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.tasks.TaskRunner;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.RunRequest;

/// A worker with its place in the pool, in a process of its own that can be killed: `KillableWorker
/// DATABASE NOTES MACHINE INPUT [ASKING]`. It starts the execution `n` of a machine, prints
/// `submitted` once the execution `ASKING` of the machine `ask` waits for its answer, and stays.
///
/// Each task call is noted in a file: `ask TOKEN` or `item NUMBER KEY`.
final class KillableWorker implements TaskRunner, AutoCloseable {
  /// The first item whose task never ends in a process of its own, which prints `blocked` then.
  static final int BLOCKED_FROM = 10;

  static final int AT_ONCE = 4;

  private static final String ASK =
      """
      {"StartAt":"Ask","States":{
        "Ask":{"Type":"Task","Resource":"arn:aws:states:::x:ask.waitForTaskToken",
          "Parameters":{"token.$":"$$.Task.Token"},"End":true}}}\
      """;
  private static final String NEST =
      """
      {"StartAt":"Nest","States":{
        "Nest":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync:2",
          "Parameters":{"Name":"c",
            "StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:ask"},
          "OutputPath":"$.Output","End":true}}}\
      """;
  private static final String MAP =
      """
      {"StartAt":"M","States":{"M":{"Type":"Map","MaxConcurrency":%d,"End":true,
        "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
          "StartAt":"P","States":{
            "P":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true}}}}}}\
      """
          .formatted(AT_ONCE);

  final EmbeddedEngine engine;
  private final Store store;
  private final WorkerRegistry registry;
  private final ChangeWatch watch;
  private final Path notes;
  private final boolean blocks;

  KillableWorker(Path database, Path notes, boolean blocks)
      throws IOException, InterruptedException {
    this.notes = notes;
    this.blocks = blocks;
    StoreConfig config = StoreConfig.defaults(database);
    store = Store.open(config);
    var ready = new CompletableFuture<EmbeddedEngine>();
    registry =
        WorkerRegistry.join(
            store,
            database.resolveSibling("workers"),
            StoreClock.system(),
            WorkerRegistry.Settings.DEFAULTS,
            new WorkerRegistry.Listener() {
              @Override
              public void workerDied(WorkerId dead, Write.RetireOutcome.Retired left) {
                ready.join().takeOver(left);
              }

              @Override
              public void expelled() {}
            });
    engine =
        new EmbeddedEngine(
            EmbeddedConfig.defaults(),
            store,
            StoreClock.system(),
            registry.self(),
            this,
            Pool::parse);
    List<MachineSource> machines =
        List.of(
            new MachineSource("ask", MachineType.STANDARD, ASK),
            new MachineSource("nest", MachineType.STANDARD, NEST),
            new MachineSource("map", MachineType.STANDARD, MAP));
    long generation = store.configuration().map(known -> known.generation()).orElse(0L);
    engine.putConfiguration(generation, "0".repeat(64), "bundle", machines);
    engine.useMachines(machines);
    engine.start();
    ready.complete(engine);
    watch = ChangeWatch.start(config, engine::catchUp);
  }

  public static void main(String[] args) throws Exception {
    var worker = new KillableWorker(Path.of(args[0]), Path.of(args[1]), true);
    var request =
        new RunRequest(
            args[2],
            "n",
            false,
            null,
            Pool.json(args[3]),
            Principal.ANONYMOUS,
            null,
            null,
            Duration.ZERO);
    worker.engine.run(request);
    if (args.length > 4) {
      while (!worker.types("ask", args[4]).contains("TaskSubmitted")) {
        Thread.onSpinWait();
      }
      System.out.println("submitted");
    }
    new CountDownLatch(1).await();
  }

  @Override
  public TaskOutcome run(TaskCall call, TaskContext context) throws InterruptedException {
    JsonValue arguments = call.arguments();
    if (arguments instanceof JsonObject ask) {
      note("ask " + ask.string("token"));
      return new TaskOutcome.Succeeded(JsonObject.EMPTY);
    }
    note("item " + arguments + ' ' + call.identity().idempotencyKey());
    if (blocks && ((JsonNumber) arguments).toLong() >= BLOCKED_FROM) {
      System.out.println("blocked");
      new CountDownLatch(1).await();
    }
    return new TaskOutcome.Succeeded(arguments);
  }

  private void note(String line) {
    try {
      Files.writeString(notes, line + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> types(String machine, String name) {
    return engine
        .history(Pool.id(machine, name), false, 1_000, null)
        .map(page -> page.events().stream().map(event -> event.string("type")).toList())
        .orElse(List.of());
  }

  @Override
  public void close() {
    watch.close();
    engine.close();
    registry.close();
    store.close();
  }
}
