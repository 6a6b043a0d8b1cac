package org.stepgate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Drains one of two workers behind a real Lighttpd under load.
@Timeout(120)
class LighttpdDrainIT {
  private static final Path LIGHTTPD = Path.of("/usr/sbin/lighttpd");
  private static final int CLIENTS = 8;

  @TempDir Path directory;

  private Process lighttpd;
  private int port;

  private void start() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var worker = directory.resolve("worker");
    Files.writeString(
        worker,
        """
        #!/bin/sh
        exec '%s' -XX:+UseSerialGC -Xmx64m -cp '%s' org.stepgate.http.DrainWorker '%s'
        """
            .formatted(java, classPath, directory));
    Files.setPosixFilePermissions(worker, PosixFilePermissions.fromString("rwx------"));
    var configuration = directory.resolve("lighttpd.conf");
    Files.writeString(
        configuration,
        """
        server.document-root = "%1$s"
        server.bind = "127.0.0.1"
        server.port = %2$d
        server.errorlog = "%1$s/error.log"
        server.modules = ("mod_fastcgi")
        fastcgi.server = ("/" => ((
          "bin-path" => "%3$s",
          "socket" => "%1$s/socket",
          "max-procs" => 2,
          "check-local" => "disable",
          "fix-root-scriptname" => "enable")))
        """
            .formatted(directory, port, worker));
    lighttpd =
        new ProcessBuilder(LIGHTTPD.toString(), "-D", "-f", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (lighttpd != null) {
      lighttpd.destroy();
      assertThat(lighttpd.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void drain_oneOfTwoWorkersUnderLoad_losesNothing() throws Exception {
    assumeTrue(Files.isExecutable(LIGHTTPD), "skipped: lighttpd is not installed");
    start();
    var workers = ConcurrentHashMap.<Long>newKeySet();
    var otherAnswers = ConcurrentHashMap.<String>newKeySet();
    var served = new AtomicInteger();
    var stopped = new AtomicBoolean();
    try (var client = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      awaitLighttpd(client);
      var clients = new ArrayList<Future<?>>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            threads.submit(() -> {
              while (!stopped.get()) {
                var answer = get(client);
                if (answer.statusCode() == 200) {
                  workers.add(Long.parseLong(answer.body()));
                  served.incrementAndGet();
                } else {
                  otherAnswers.add(answer.statusCode() + " " + answer.body());
                }
              }
              return null;
            }));
      }
      try {
        awaitWorkers(workers, 2);
        var drained = ProcessHandle.of(workers.iterator().next()).orElseThrow();

        assertThat(drained.destroy()).isTrue();

        drained.onExit().get(60, TimeUnit.SECONDS);
        awaitWorkers(workers, 3);
      } finally {
        stopped.set(true);
      }
      for (var ended : clients) {
        ended.get(30, TimeUnit.SECONDS);
      }
    }

    assertThat(otherAnswers).isEmpty();
    assertThat(served.get()).isPositive();
    assertThat(Files.readString(directory.resolve("error.log"))).contains("child exited: 0");
  }

  /// Waits, within the time limit of the test, until Lighttpd has its socket. The first answer then
  /// waits in the backlog until a worker is up.
  private void awaitLighttpd(HttpClient client) throws IOException, InterruptedException {
    while (true) {
      try {
        assertThat(get(client).statusCode()).isEqualTo(200);
        return;
      } catch (ConnectException e) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /// Waits, within the time limit of the test, until so many workers have answered.
  private static void awaitWorkers(Set<Long> workers, int count) throws InterruptedException {
    while (workers.size() < count) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private HttpResponse<String> get(HttpClient client) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
