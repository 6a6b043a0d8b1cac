package org.stepgate.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Lighttpd with its workers, set up as `scripts/up` does it, on a site that is a copy of a
/// fixture. It ends the processes that it started and no others.
///
/// Confined to the thread of the test, but for the [SiteClient], which is safe for many.
public final class Site {
  public static final Path DEMO = Path.of("test-fixtures/site");
  public static final Path POOL = Path.of("test-fixtures/pool-site");
  public static final Path API = Path.of("test-fixtures/api-site");

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration END_LIMIT = Duration.ofSeconds(40);
  private static final Pattern STARTING = Pattern.compile("worker\\.starting pid=(\\d+) ");

  private final Path directory;
  private final int workers;
  private final int port;
  private final SiteClient client;

  /// Handles, not numbers: the system gives the number of a process that has ended to another.
  private final Set<ProcessHandle> started = new HashSet<>();

  private String javaOptions = "";
  private String under = "";
  private Process lighttpd;

  private Site(Path directory, int workers, int port) {
    this.directory = directory;
    this.workers = workers;
    this.port = port;
    client = new SiteClient(port);
  }

  /// A site whose workers all serve. Without Lighttpd the test is skipped.
  ///
  /// @param directory empty, and with a short path, since sockets lie below it
  /// @param fixture the site to copy
  public static Site start(Path directory, Path fixture, int workers) throws Exception {
    return prepare(directory, fixture, workers).startAll();
  }

  /// Starts a prepared site and waits until every worker serves.
  public Site startAll() throws Exception {
    try {
      start();
      awaitAllWorkers();
      return this;
    } catch (Exception | AssertionError e) {
      close();
      throw e;
    }
  }

  /// A site that was not started yet.
  public static Site prepare(Path directory, Path fixture, int workers) throws IOException {
    Programs.required("lighttpd", "lighttpd");
    assumeTrue(
        Files.exists(Path.of("target/stepgate.jar")),
        "skipped: target/stepgate.jar is not built (mvn package)");
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var site = new Site(directory.toRealPath(), workers, port);
    site.writeFiles(fixture);
    return site;
  }

  private void writeFiles(Path fixture) throws IOException {
    copy(fixture, config());
    Files.createDirectories(state());
    Files.createDirectories(state().resolve("files"));
    Files.createDirectories(config().resolve("static"));
    if (Files.isDirectory(config().resolve("artifacts"))) {
      copy(config().resolve("artifacts"), state().resolve("files"));
    }
    Files.createDirectories(directory.resolve("s"));
    Files.createDirectories(temporary());
    Files.writeString(
        directory.resolve("lighttpd.conf"),
        """
        server.bind = "127.0.0.1"
        server.port = %1$d
        server.document-root = "%2$s/config/static"
        server.errorlog = "%2$s/lighttpd.log"
        server.upload-dirs = ( "%2$s/tmp", "%2$s" )
        mimetype.assign = ( ".json" => "application/json", ".gz" => "application/gzip" )
        var.stepgate_worker = "%2$s/start"
        var.stepgate_config = "%2$s/config"
        var.stepgate_state = "%2$s/state"
        var.stepgate_socket = "%2$s/s/worker"
        var.stepgate_workers = %3$d
        var.stepgate_files = "%2$s/state/files"
        include "%4$s"
        $HTTP["url"] =~ "^/catalog/" {
          fastcgi.server = ()
        }
        """
            .formatted(
                port,
                directory,
                workers,
                Path.of("lighttpd.conf.d/stepgate.conf").toAbsolutePath()));
  }

  private void writeLauncher() throws IOException {
    Path launcher = directory.resolve("start");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        export STEPGATE_JAVA='%s' STEPGATE_APP='%s' STEPGATE_JAVA_OPTIONS='%s'
        exec %s '%s' --demo "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Path.of("target").toAbsolutePath(),
                javaOptions,
                under,
                Path.of("scripts/worker").toAbsolutePath()));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
  }

  /// Options of the workers' Java that are started from now on, after those of the launcher.
  public Site javaOptions(String options) {
    javaOptions = options;
    return this;
  }

  /// A command that starts each worker from now on and gets the launcher as its last argument, such
  /// as `prlimit --nofile=64`. It has to become the worker by `exec`.
  public Site under(String command) {
    under = command;
    return this;
  }

  /// Copies a folder; what is copied can be written by its owner only, as the configuration has to
  /// be.
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(copy));
        permissions.remove(PosixFilePermission.GROUP_WRITE);
        permissions.remove(PosixFilePermission.OTHERS_WRITE);
        Files.setPosixFilePermissions(copy, permissions);
      }
    }
  }

  /// Starts Lighttpd, and by it the workers. Returns at once.
  public void start() throws IOException {
    writeLauncher();
    lighttpd =
        new ProcessBuilder(
                Programs.required("lighttpd", "lighttpd").toString(),
                "-D",
                "-f",
                directory.resolve("lighttpd.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("output.log").toFile()))
            .start();
  }

  /// Waits until the site is healthy and every worker serves.
  public void awaitAllWorkers() throws Exception {
    awaitHealth();
    Polling.until(
        workers + " workers that serve",
        START_LIMIT,
        this::servingWorkers,
        serving -> serving.size() == workers);
  }

  /// Waits until the site answers that it is healthy.
  public void awaitHealth() throws Exception {
    Polling.until(
        "health of " + directory,
        START_LIMIT,
        () -> {
          assertThat(lighttpd.isAlive()).as("Lighttpd is there: " + outputs()).isTrue();
          return client.statusOrNothing("/stepgate/health");
        },
        status -> status == 200);
  }

  /// The workers that Lighttpd has started and that have said that they serve. One that cannot
  /// start listens, too, for a moment.
  public Set<Long> servingWorkers() throws IOException {
    var serving = new TreeSet<Long>();
    for (String log : workerLogs()) {
      Matcher starting = STARTING.matcher(log);
      while (starting.find()) {
        int next = log.indexOf("worker.starting", starting.end());
        String own = log.substring(starting.end(), next < 0 ? log.length() : next);
        if (own.contains("worker.serving")) {
          serving.add(Long.valueOf(starting.group(1)));
        }
      }
    }
    serving.retainAll(workers());
    return serving;
  }

  /// The workers that are there.
  public Set<Long> workers() throws IOException {
    var pids = new TreeSet<Long>();
    for (ProcessHandle child : lighttpd.children().toList()) {
      if (Programs.alive(child.pid())) {
        pids.add(child.pid());
        started.add(child);
      }
    }
    return pids;
  }

  public long lighttpd() {
    return lighttpd.pid();
  }

  /// Sends INT to Lighttpd, which then finishes the requests in flight and ends the workers.
  public void interrupt() throws Exception {
    workers();
    Programs.signal("INT", lighttpd.pid());
  }

  /// Waits until Lighttpd and all of its workers are gone.
  public void awaitEnd() throws Exception {
    assertThat(lighttpd.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS))
        .as("Lighttpd has ended")
        .isTrue();
    Polling.until("end of the workers", END_LIMIT, this::survivors, Set::isEmpty);
  }

  /// The workers that this site has ever had and that are still there.
  public Set<Long> survivors() throws IOException {
    var alive = new TreeSet<Long>();
    for (ProcessHandle worker : started) {
      if (worker.isAlive() && Programs.alive(worker.pid())) {
        alive.add(worker.pid());
      }
    }
    return alive;
  }

  /// Kills Lighttpd, which leaves its workers to the parent-death signal.
  public void killLighttpd() throws Exception {
    workers();
    Programs.signal("KILL", lighttpd.pid());
  }

  public SiteClient client() {
    return client;
  }

  public int port() {
    return port;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /// The socket of a worker, 0 for the first.
  public Path socket(int worker) {
    return directory.resolve("s/worker-" + worker);
  }

  public Path config() {
    return directory.resolve("config");
  }

  public Path state() {
    return directory.resolve("state");
  }

  /// Where Lighttpd keeps large bodies until a worker takes them, as long as there is space.
  public Path temporary() {
    return directory.resolve("tmp");
  }

  /// What Lighttpd has logged.
  public String errorLog() throws IOException {
    return Files.readString(directory.resolve("lighttpd.log"));
  }

  /// The lines of all workers' logs.
  public List<String> logLines() throws IOException {
    return workerLogs().stream().flatMap(String::lines).toList();
  }

  /// The logs of all workers, one text for each.
  public List<String> logs() throws IOException {
    return workerLogs();
  }

  private List<String> workerLogs() throws IOException {
    var logs = new ArrayList<String>();
    if (Files.isDirectory(state().resolve("log"))) {
      try (Stream<Path> files = Files.list(state().resolve("log"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".log")).sorted().toList()) {
          logs.add(Files.readString(file));
        }
      }
    }
    return logs;
  }

  /// What helps to understand why a site did not come up.
  private String outputs() throws IOException {
    Path log = directory.resolve("lighttpd.log");
    return Files.readString(directory.resolve("output.log"))
        + (Files.exists(log) ? errorLog() : "")
        + String.join("\n", logLines());
  }

  /// Ends what was started: gently, and what is left after that by force.
  public void close() throws Exception {
    client.close();
    if (lighttpd == null) {
      return;
    }
    if (lighttpd.isAlive()) {
      interrupt();
      if (!lighttpd.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        lighttpd.destroyForcibly().waitFor();
      }
    }
    try {
      Polling.until("end of the workers", END_LIMIT, this::survivors, Set::isEmpty);
    } finally {
      for (long pid : survivors()) {
        Programs.signal("KILL", pid);
      }
    }
  }
}
