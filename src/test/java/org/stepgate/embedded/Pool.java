package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.asl.StateMachine;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;
import org.stepgate.store.ChangeWatch;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.StoreConfig;
import org.stepgate.store.WorkerId;
import org.stepgate.store.Write;
import org.stepgate.tasks.ObjectStore;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskContext;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.tasks.TaskRunner;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;

/// Workers with their own engines over one database file, told of each other's commits.
final class Pool implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(60);
  static final String ACCOUNT = "123456789012";

  /// The types of the events of an execution of one task whose call ends before the task does, as
  /// it waits for its token or for another execution.
  static final List<String> SUBMITTED_TASK =
      List.of(
          "ExecutionStarted",
          "TaskStateEntered",
          "TaskScheduled",
          "TaskStarted",
          "TaskSubmitted",
          "TaskSucceeded",
          "TaskStateExited",
          "ExecutionSucceeded");

  private final StoreConfig config;
  private final List<MachineSource> machines = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private EmbeddedConfig settings = EmbeddedConfig.defaults();
  private @Nullable ObjectStore objects;
  private StoreClock clock = StoreClock.system();

  Pool(Path folder) {
    config = StoreConfig.defaults(folder.resolve("state/stepgate.db"));
  }

  Pool standard(String name, String definition) {
    machines.add(new MachineSource(name, MachineType.STANDARD, definition));
    return this;
  }

  /// The settings of workers that are made from now on.
  Pool settings(EmbeddedConfig other) {
    settings = other;
    return this;
  }

  /// The clocks of workers that are made from now on.
  Pool clock(StoreClock other) {
    clock = other;
    return this;
  }

  /// Where the maps of workers that are made from now on read items and write results.
  Pool objects(ObjectStore known) {
    objects = known;
    return this;
  }

  Pool express(String name, String definition) {
    machines.add(new MachineSource(name, MachineType.EXPRESS, definition));
    return this;
  }

  Worker worker() throws Exception {
    return worker(new Machinery(), Pool::parse);
  }

  /// A worker that runs on something else.
  Worker worker(Machinery machinery, Function<String, StateMachine> parser) throws Exception {
    var worker = new Worker(machinery, parser);
    workers.add(worker);
    return worker;
  }

  @Override
  public void close() {
    workers.forEach(Worker::close);
  }

  static JsonValue json(String text) {
    return JsonReader.read(text, JsonLimits.NETWORK);
  }

  static ExecutionId id(String machine, String name) {
    return new ExecutionId("embedded", machine, name);
  }

  /// The file of the database.
  Path database() {
    return config.file();
  }

  static StateMachine parse(String text) {
    return ((ParseResult.Parsed) new DefinitionParser(_ -> true).parseJson(text)).machine();
  }

  /// One worker: an engine with tasks that end when the test says so.
  final class Worker implements TaskRunner, AutoCloseable {
    final Store store;
    final WorkerId id;
    final EmbeddedEngine engine;
    final BlockingQueue<TaskCall> calls = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<TaskOutcome>> ends = new ConcurrentHashMap<>();
    private final ChangeWatch watch;

    /// Answers the calls of executions with a test case.
    volatile TaskRunner mocks = (_, _) -> new TaskOutcome.OutOfTime();

    private Worker(Machinery machinery, Function<String, StateMachine> parser) throws Exception {
      store = Store.open(config);
      long pid = 1L + workers.size();
      id = store.write(new Write.RegisterWorker(pid, 1, "boot", "lock-" + pid)).get();
      engine = new EmbeddedEngine(settings, store, clock, id, this, parser, machinery);
      long generation = store.configuration().map(known -> known.generation()).orElse(0L);
      engine.putConfiguration(generation, "0".repeat(64), "bundle", machines);
      engine.useMachines(machines);
      if (objects != null) {
        engine.useObjects(objects);
      }
      engine.start();
      watch = ChangeWatch.start(config, engine::catchUp);
    }

    @Override
    public TaskOutcome run(TaskCall call, TaskContext context) throws InterruptedException {
      var end = ends.computeIfAbsent(key(call), _ -> new CompletableFuture<>());
      calls.add(call);
      try {
        return end.get();
      } catch (ExecutionException e) {
        throw BrokenMachinery.thrown(e.getCause());
      }
    }

    @Override
    public Optional<TaskOutcome> mocked(TaskCall call) {
      return mocks.mocked(call);
    }

    private static String key(TaskCall call) {
      return call.identity().idempotencyKey();
    }

    TaskCall nextCall() throws InterruptedException {
      TaskCall call = calls.poll(60, TimeUnit.SECONDS);
      assertThat(call).as("a task call").isNotNull();
      return call;
    }

    void end(TaskCall call, TaskOutcome outcome) {
      ends.get(key(call)).complete(outcome);
    }

    /// Lets a call throw.
    void breakDown(TaskCall call, Throwable failure) {
      ends.get(key(call)).completeExceptionally(failure);
    }

    void succeed(TaskCall call, String output) {
      end(call, new TaskOutcome.Succeeded(json(output)));
    }

    RunOutcome start(String machine, String name, String input) throws InterruptedException {
      return start(machine, name, input, Duration.ZERO);
    }

    RunOutcome start(String machine, String name, String input, Duration patience)
        throws InterruptedException {
      return engine.run(
          new RunRequest(
              machine, name, false, null, json(input), Principal.ANONYMOUS, null, null, patience));
    }

    /// The execution, once it has ended.
    ExecutionDescription ended(String machine, String name) throws InterruptedException {
      ExecutionDescription found = engine.await(id(machine, name), LONG).orElseThrow();
      assertThat(found.status().isClosed()).as("has ended").isTrue();
      return found;
    }

    List<JsonObject> events(String machine, String name) {
      return engine.history(id(machine, name), false, 1_000, null).orElseThrow().events();
    }

    List<String> types(String machine, String name) {
      return events(machine, name).stream().map(event -> event.string("type")).toList();
    }

    /// Ends without a word to the pool, as if the process had died.
    @Override
    public void close() {
      watch.close();
      engine.close();
      store.close();
    }
  }
}
