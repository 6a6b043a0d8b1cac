package org.stepgate.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.approvals.Approvals;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.asl.StateMachine;
import org.stepgate.audit.AuditConfig;
import org.stepgate.audit.AuditRecord;
import org.stepgate.audit.DecisionLog;
import org.stepgate.awsapi.ApiConfig;
import org.stepgate.awsapi.AwsApi;
import org.stepgate.config.ConfigException;
import org.stepgate.config.Configuration;
import org.stepgate.config.ConfigurationBundle;
import org.stepgate.config.ConfigurationDirectory;
import org.stepgate.config.ConfigurationReader;
import org.stepgate.config.ConfigurationWatch;
import org.stepgate.config.Directories;
import org.stepgate.config.GenerationStore;
import org.stepgate.config.Generations;
import org.stepgate.config.Observation;
import org.stepgate.embedded.EmbeddedConfig;
import org.stepgate.embedded.EmbeddedEngine;
import org.stepgate.embedded.EmbeddedStateTests;
import org.stepgate.embedded.MachineSource;
import org.stepgate.fastcgi.FastCgiConfig;
import org.stepgate.fastcgi.FastCgiServer;
import org.stepgate.http.FastCgiBridge;
import org.stepgate.http.HttpHandler;
import org.stepgate.identity.WorkflowFront;
import org.stepgate.identity.WorkflowIdentity;
import org.stepgate.identity.WorkflowIssuer;
import org.stepgate.limits.Limits;
import org.stepgate.limits.RateFile;
import org.stepgate.notifications.Outbox;
import org.stepgate.payloads.DirectoryPayloadStore;
import org.stepgate.payloads.PayloadStore;
import org.stepgate.payloads.PayloadsConfig;
import org.stepgate.policy.NoPolicies;
import org.stepgate.policy.Policies;
import org.stepgate.policy.PolicyFault;
import org.stepgate.policy.PolicyFiles;
import org.stepgate.routes.Engines;
import org.stepgate.routes.Gateway;
import org.stepgate.routes.Serving;
import org.stepgate.schedules.ScheduleRunner;
import org.stepgate.schedules.Schedules;
import org.stepgate.store.ChangeWatch;
import org.stepgate.store.LiveWorker;
import org.stepgate.store.RetentionConfig;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.StoreConfig;
import org.stepgate.store.WorkerId;
import org.stepgate.store.WorkerRegistry;
import org.stepgate.store.Write;
import org.stepgate.tasks.SdkResultModel;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.StateTests;
import org.stepgate.workflow.Workflows;

/// One worker: puts the parts together, serves, and takes them apart after the drain.
final class WorkerAssembly {
  /*
   * Order of the start: store, then this worker's place in the pool, then the engine, then the
   * configuration, which may change while the worker runs, and the socket last: a request that is
   * accepted can be answered. The end goes the other way round.
   */

  private static final Logger log = LogManager.getLogger(WorkerAssembly.class);
  private static final int STATE_TEST_THREADS = 2;
  private static final Duration TASK_PATIENCE = Duration.ofSeconds(5);
  private static final Duration UNHEARD_TASK_PATIENCE = Duration.ofMillis(500);
  private static final long FOLLOW_NANOS = Duration.ofMillis(500).toNanos();

  private final WorkerOptions options;
  private final WorkerLog workerLog;
  private final Directories directories;
  private final Serving serving = new Serving();
  private final CompletableFuture<EmbeddedEngine> engineReady = new CompletableFuture<>();
  private final CompletableFuture<Generations.InForce> configured = new CompletableFuture<>();
  private final CompletableFuture<DecisionLog> decisions = new CompletableFuture<>();
  private final ReloadableTasks tasks;
  private final WorkerIdentity identity;
  private final Limits limits;
  private final Policies policies;
  private final WorkflowIdentity workflowIdentity;

  /// That of the configuration, as the engine has it.
  private volatile String account = EmbeddedConfig.defaults().account();

  private WorkerAssembly(WorkerOptions options, WorkerLog workerLog) throws IOException {
    this.options = options;
    this.workerLog = workerLog;
    this.directories = new Directories(options.configuration(), options.state());
    this.identity = new WorkerIdentity(options);
    this.limits =
        new Limits(() -> RateFile.open(options.state().resolve("limits")), System::nanoTime);
    this.policies = new Policies(new NoPolicies(options.demo()));
    this.workflowIdentity =
        new WorkflowIdentity(new WorkflowIssuer(options.state(), InstantSource.system()));
    this.tasks =
        new ReloadableTasks(
            new PolicyAuthorizer(policies, this::decided, InstantSource.system()),
            new WorkflowTokens(workflowIdentity, () -> account));
  }

  /// Serves until SIGTERM. Returns only when the worker cannot start; the process ends with status
  /// 0 after a drain.
  ///
  /// @throws Exception when the worker cannot start
  static int run(WorkerOptions options, WorkerLog log) throws Exception {
    // A library prints values there; what a worker has to say is in its log.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    return new WorkerAssembly(options, log).run();
  }

  private int run() throws Exception {
    Optional<Configuration> initial = fromFiles();
    StoreConfig storeConfig =
        initial
            .map(Configuration::store)
            .orElseGet(
                () -> StoreConfig.defaults(options.state().resolve(Configuration.STORE_FILE)));
    Store store = Store.open(storeConfig);
    if (initial.isEmpty()) {
      initial = stored(store);
    }
    var clock = StoreClock.system();
    WorkerRegistry registry =
        WorkerRegistry.join(
            store,
            options.state().resolve("workers"),
            clock,
            WorkerRegistry.Settings.DEFAULTS,
            new PoolListener());
    EmbeddedConfig engineConfig =
        initial.map(Configuration::embedded).orElseGet(EmbeddedConfig::defaults);
    account = engineConfig.account();
    var engine =
        new EmbeddedEngine(
            engineConfig, store, clock, registry.self(), tasks, WorkerAssembly::parse);
    engine.useObjects(tasks.objects());
    engine.useOwnCalls(
        new StepPolicy(policies, account, this::decided, InstantSource.system(), configured));
    engine.start();
    var schedules =
        new ScheduleRunner(new StoredSchedules(store, registry.self()), engine, clock::wall);

    var approvals = new StoredApprovals(store, engine.approvals());
    var ends = new EndEvents();
    engine.useEndNotices(ends);
    var outbox =
        new Outbox(new StoredOutbox(store, registry.self()), tasks, InstantSource.system());

    var generations =
        new Generations(
            new StoredGenerations(store, engine),
            () -> Observation.of(new ConfigurationDirectory(options.configuration())),
            new Generations.Readers(
                bundle -> ConfigurationReader.read(bundle, directories, policies::checked),
                bundle -> ConfigurationReader.readStored(bundle, directories)),
            inForce -> use(engine, schedules, new People(approvals, ends, outbox), inForce));
    Observation seen = generations.start();
    schedules.start();
    engineReady.complete(engine);
    ConfigurationWatch files =
        ConfigurationWatch.start(
            new ConfigurationDirectory(options.configuration()), seen, generations::filesChanged);
    ChangeWatch changes = ChangeWatch.start(storeConfig, new Follower(engine, generations));

    PayloadsConfig payloadsConfig = payloadsConfig(initial);
    PayloadStore payloads = DirectoryPayloadStore.open(payloadsConfig, InstantSource.system());
    var retention = initial.map(Configuration::retention).orElseGet(RetentionConfig::defaults);
    var housekeeping = new Housekeeping();
    housekeeping.every(
        payloadsConfig.retention(),
        () ->
            Housekeeping.sweep(payloads, payloadsConfig.retention(), store::refersTo, clock::wall));
    housekeeping.every(retention.executions(), new Retention(store, retention, clock::wall)::sweep);
    housekeeping.every(StoredApprovals.EXPIRY, approvals::expire);
    outbox.start();
    EmbeddedStateTests stateTests = stateTests(engineConfig);
    FastCgiConfig fastCgi = fastCgiConfig(initial);
    housekeeping.everySpool(fastCgi.spoolDirectory(), clock::wall);
    Workflows limited = new LimitedWorkflows(engine, limits);
    WorkerAudit audit =
        WorkerAudit.start(
            options.state(),
            initial.map(Configuration::audit).orElseGet(AuditConfig::defaults),
            store,
            clock::wall);
    decisions.complete(audit);
    FastCgiServer server =
        FastCgiServer.start(
            options.listen(),
            fastCgi,
            new WithErrorLines(
                new FastCgiBridge(
                    audit.recording(
                        new WorkflowFront(
                            workflowIdentity,
                            identity.front(
                                byAddress(
                                    api(
                                        engine,
                                        limited,
                                        stateTests,
                                        engineConfig,
                                        initial
                                            .map(Configuration::api)
                                            .orElseGet(ApiConfig::defaults)),
                                    gateway(
                                        engine, limited, schedules, approvals, outbox,
                                        payloads))))),
                    audit.recording(identity.authorizer(new RecordedPolicy(policies)))),
                workerLog));
    WebServer webServer = WebServer.ofThisProcess();
    new WorkerEnd(workerLog)
        .onSignal(() -> {
          registry.show(LiveWorker.Phase.DRAINING);
          serving.drain();
          schedules.close();
          boolean unheard = webServer.isGone();
          WorkerEnd.endWaitsAfter(
              unheard ? Duration.ZERO : fastCgi.drainLimit().dividedBy(2), engine::endWaits);
          int cut = server.drain();
          boolean idle = engine.awaitNoTasks(unheard ? UNHEARD_TASK_PATIENCE : TASK_PATIENCE);
          log.info("worker.drained cut={} tasks={}", cut, idle ? "done" : "left to others");
          stateTests.close();
          housekeeping.close();
          outbox.close();
          files.close();
          changes.close();
          engine.close();
          registry.close();
          audit.close();
          store.close();
        });
    registry.show(LiveWorker.Phase.SERVING);
    log.info("worker.serving worker={}", registry.self().value());
    new CountDownLatch(1).await();
    return ExitCode.OK;
  }

  /// Tasks of dead workers may begin before there is a log.
  private void decided(AuditRecord entry) {
    var _ = decisions.thenAccept(log -> log.append(entry));
  }

  // ---- configuration

  private Optional<Configuration> fromFiles() {
    return switch (Observation.of(new ConfigurationDirectory(options.configuration()))) {
      case Observation.Seen(ConfigurationBundle bundle) ->
          read(() -> ConfigurationReader.read(bundle, directories, this::prepared));
      case Observation.Refused _ -> Optional.empty();
    };
  }

  /// Policies are read while the other parts start, and checked when they come into force.
  private List<PolicyFault> prepared(PolicyFiles files) {
    policies.prepare(files);
    return List.of();
  }

  private Optional<Configuration> stored(Store store) {
    return store
        .configuration()
        .map(row -> ConfigurationBundle.decode(row.bundle()))
        .flatMap(bundle -> read(() -> ConfigurationReader.readStored(bundle, directories)));
  }

  /// The configuration, empty when it is faulty: [Generations] reports the faults.
  private static Optional<Configuration> read(Supplier<Configuration> reader) {
    try {
      return Optional.of(reader.get());
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  private void use(
      EmbeddedEngine engine, ScheduleRunner schedules, People people, Generations.InForce inForce) {
    Configuration configuration = inForce.configuration();
    tasks.use(configuration.tasks());
    people.use(configuration);
    engine.useMachines(sources(configuration));
    identity.use(configuration);
    limits.use(configuration.limits());
    if (configuration.policies().isEmpty() && !options.demo()) {
      log.warn("policy.none message=\"everything is denied: the site has no policies\"");
    }
    policies.use(configuration.policies());
    workflowIdentity.use(configuration.workflowIdentity());
    serving.activate(inForce.generation(), configuration.routeTable());
    schedules.use(inForce.generation(), configuration.schedules());
    configured.complete(inForce);
  }

  private static List<MachineSource> sources(Configuration configuration) {
    return configuration.machines().stream()
        .map(machine -> new MachineSource(machine.name(), machine.type(), machine.definition()))
        .toList();
  }

  /// Definitions were checked when they came into force; what has become unknown since is an error
  /// of the task that calls it.
  private static StateMachine parse(String definition) {
    return switch (new DefinitionParser(_ -> true).parseJson(definition)) {
      case ParseResult.Parsed(StateMachine machine) -> machine;
      case ParseResult.Faulty(var faults) ->
          throw new BackendException(
              EmbeddedEngine.NAME,
              false,
              "a stored definition cannot be read: " + faults.getFirst(),
              null);
    };
  }

  private FastCgiConfig fastCgiConfig(Optional<Configuration> initial) throws IOException {
    FastCgiConfig config =
        initial
            .map(Configuration::fastcgi)
            .orElseGet(() ->
                FastCgiConfig.defaults()
                    .withSpoolDirectory(options.state().resolve(Configuration.SPOOL_DIRECTORY)));
    Files.createDirectories(
        config.spoolDirectory(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return config;
  }

  // ---- parts

  private PayloadsConfig payloadsConfig(Optional<Configuration> initial) {
    return initial
        .map(Configuration::payloads)
        .orElseGet(
            () -> PayloadsConfig.defaults().withDirectory(options.state().resolve("payloads")));
  }

  private Gateway gateway(
      EmbeddedEngine engine,
      Workflows limited,
      Schedules schedules,
      StoredApprovals approvals,
      Outbox outbox,
      PayloadStore payloads)
      throws IOException {
    return new Gateway(
        new Gateway.Parts(
            Engines.of(
                EmbeddedEngine.NAME, new Engines.Engine(account, limited, engine.taskTokens())),
            schedules,
            new Approvals(approvals, InstantSource.system()),
            outbox::allows,
            new PayloadBodies(payloads),
            identity.authenticator(),
            new RecordedPolicy(policies),
            limits,
            serving,
            InstantSource.system(),
            new SecureRandom()));
  }

  /// The Step Functions API has an address of its own; everything else is the gateway's.
  private HttpHandler byAddress(AwsApi api, Gateway gateway) {
    return request -> {
      if (!AwsApi.owns(request)) {
        return gateway.handle(request);
      }
      return serving.hasConfiguration() ? api.handle(request) : AwsApi.unavailable();
    };
  }

  private EmbeddedStateTests stateTests(EmbeddedConfig config) {
    return new EmbeddedStateTests(
        new EmbeddedStateTests.Parts(
            config.region(),
            STATE_TEST_THREADS,
            tasks,
            new SdkResultModel(),
            InstantSource.system()));
  }

  private AwsApi api(
      EmbeddedEngine engine,
      Workflows limited,
      StateTests stateTests,
      EmbeddedConfig config,
      ApiConfig api)
      throws IOException {
    return new AwsApi(
        new AwsApi.Engine(
            EmbeddedEngine.NAME,
            account,
            limited,
            engine.stateMachines(),
            engine,
            engine.taskTokens(),
            engine.activities(),
            engine.mapRuns(),
            stateTests),
        identity.signatures(config.region()),
        identity.replays(),
        new RecordedPolicy(policies),
        limits,
        api);
  }

  /// What happens in the pool.
  private final class PoolListener implements WorkerRegistry.Listener {
    @Override
    public void workerDied(WorkerId dead, Write.RetireOutcome.Retired left) {
      engineReady.join().takeOver(left);
    }

    /// Another carries out the tasks of this worker: nothing that it still does may count.
    @Override
    public void expelled() {
      Runtime.getRuntime().halt(ExitCode.SOFTWARE);
    }
  }

  /// What is to be done after commits of any worker.
  private static final class Follower implements Runnable {
    private final EmbeddedEngine engine;
    private final Generations generations;
    private long followedNanos = System.nanoTime();

    Follower(EmbeddedEngine engine, Generations generations) {
      this.engine = engine;
      this.generations = generations;
    }

    @Override
    public void run() {
      engine.catchUp();
      long now = System.nanoTime();
      if (now - followedNanos >= FOLLOW_NANOS) {
        followedNanos = now;
        generations.follow();
      }
    }
  }

  /// The configuration in force as the store keeps it.
  ///
  /// @param engine gives machines their ARNs
  private record StoredGenerations(Store store, EmbeddedEngine engine) implements GenerationStore {
    @Override
    public Optional<Generation> current() {
      return store
          .configuration()
          .map(row -> new Generation(row.generation(), ConfigurationBundle.decode(row.bundle())));
    }

    @Override
    public boolean compareAndSet(
        long expected, ConfigurationBundle next, Configuration configuration) {
      try {
        return engine.putConfiguration(
            expected, next.sha256(), next.encode(), sources(configuration));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
