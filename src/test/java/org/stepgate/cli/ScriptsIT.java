package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.site.Polling;
import org.stepgate.site.Programs;
import org.stepgate.site.SiteClient;

/// The scripts that run workers: under Lighttpd, and under spawn-fcgi for other web servers.
@Timeout(180)
class ScriptsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void upAndDown_leaveNoProcessBehind() throws Exception {
    Programs.required("lighttpd", "lighttpd");
    int port = freePort();
    String state = directory.resolve("a state").toString();
    String[] up = {
      "scripts/up", "--port", Integer.toString(port), "--state", state, "--workers", "1"
    };
    long lighttpd;
    long sts;
    List<Long> workers;
    try {
      var started = Programs.run(Map.of(), up);
      assertThat(started.exitCode()).as(started.err()).isZero();
      assertThat(started.out()).contains("Stepgate is up at http://127.0.0.1:" + port);
      lighttpd = Long.parseLong(Files.readString(Path.of(state, "lighttpd.pid")).strip());
      sts = Long.parseLong(Files.readString(Path.of(state, "sts.pid")).strip());
      assertThat(Programs.alive(sts)).isTrue();
      workers =
          ProcessHandle.of(lighttpd).orElseThrow().children().map(ProcessHandle::pid).toList();
      assertThat(workers).hasSize(1);
      try (var client = new SiteClient(port)) {
        assertThat(client.post("/orders", "{\"sku\":\"A1\",\"quantity\":2}").status())
            .isEqualTo(200);
      }
      assertThat(Programs.run(Map.of(), up).exitCode()).as("a second time").isEqualTo(1);
    } finally {
      var ended = Programs.run(Map.of(), "scripts/down", "--state", state);
      assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    assertThat(Programs.alive(lighttpd)).isFalse();
    Polling.until("end of the stand-in of STS", LIMIT, () -> !Programs.alive(sts));
    for (long worker : workers) {
      assertThat(Programs.alive(worker)).isFalse();
    }
    assertThat(Path.of(state, "lighttpd.pid")).doesNotExist();
    assertThat(Programs.run(Map.of(), "scripts/down", "--state", state).exitCode()).isZero();

    Path other = Files.createDirectory(directory.resolve("other"));
    Files.writeString(other.resolve("stepgate.yaml"), "");
    var refused =
        Programs.run(
            Map.of(), "scripts/up", "--state", state, "--port", up[2], "--config", other + "");
    assertThat(refused.exitCode()).as("another site").isEqualTo(1);
    assertThat(refused.err()).contains("is of the site", "Give this one a --state of its own");
  }

  @Test
  void worker_usesTheRecordOfItsOwnJarOnly() throws Exception {
    Path app = Files.createDirectory(directory.resolve("app"));
    Path jar = Files.writeString(app.resolve("stepgate.jar"), "jar");
    Path java = Files.writeString(directory.resolve("java"), "#!/bin/sh\necho \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    String record =
        "stepgate-%d-3.aot".formatted(Files.getLastModifiedTime(jar).to(TimeUnit.SECONDS));
    Files.writeString(app.resolve("stepgate.aot"), "");
    Files.writeString(app.resolve("stepgate-1-3.aot"), "");
    Map<String, String> variables =
        Map.of(
            "STEPGATE_APP",
            app.toString(),
            "STEPGATE_JAVA",
            java.toString(),
            "STEPGATE_CONFIG",
            "c",
            "STEPGATE_STATE",
            "s");

    var without = Programs.run(variables, "scripts/worker");
    Files.writeString(app.resolve(record), "");
    var with = Programs.run(variables, "scripts/worker");

    assertThat(without.out()).contains("stepgate.jar").doesNotContain("AOTCache");
    assertThat(with.out()).contains("-XX:AOTCache=" + app.resolve(record));
  }

  @Test
  void spawnFcgi_onAUnixSocket_answersCgiFcgiAndNginx() throws Exception {
    Programs.required("spawn-fcgi", "spawn-fcgi");
    Path nginx = Programs.required("nginx", "nginx-light");
    Path socket = directory.toRealPath().resolve("worker");
    Process worker =
        script("scripts/spawn-fcgi", "--socket", socket.toString(), "--state", state("unix"));
    try {
      awaitHealth(socket.toString());
      assertThat(Files.getPosixFilePermissions(socket)).hasSize(2);
      assertAnswersNginx(nginx, socket);
    } finally {
      assertThat(ended(worker)).isZero();
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void spawnFcgi_onALoopbackAddress_answersCgiFcgi() throws Exception {
    Programs.required("spawn-fcgi", "spawn-fcgi");
    String address = "127.0.0.1:" + freePort();
    Process worker = script("scripts/spawn-fcgi", "--address", address, "--state", state("tcp"));
    try {
      awaitHealth(address);
    } finally {
      assertThat(ended(worker)).isZero();
    }
  }

  @Test
  void spawnFcgi_onAnyOtherAddress_isRefused() throws Exception {
    var refused = Programs.run(Map.of(), "scripts/spawn-fcgi", "--address", "0.0.0.0:9000");

    assertThat(refused.exitCode()).isEqualTo(64);
    assertThat(refused.err()).contains("\nusage: ");
  }

  private void assertAnswersNginx(Path nginx, Path socket) throws Exception {
    int port = freePort();
    Path configuration =
        Files.writeString(
            directory.resolve("nginx.conf"),
            """
            daemon off;
            master_process off;
            pid %1$s/nginx.pid;
            error_log %1$s/nginx.log;
            events {}
            http {
              access_log off;
              client_body_temp_path %1$s/n1;
              fastcgi_temp_path %1$s/n2;
              proxy_temp_path %1$s/n3;
              uwsgi_temp_path %1$s/n4;
              scgi_temp_path %1$s/n5;
              server {
                listen 127.0.0.1:%2$d;
                location / {
                  fastcgi_pass unix:%3$s;
                  fastcgi_param REQUEST_METHOD $request_method;
                  fastcgi_param REQUEST_URI $request_uri;
                  fastcgi_param SCRIPT_NAME $uri;
                  fastcgi_param QUERY_STRING $query_string;
                  fastcgi_param CONTENT_TYPE $content_type;
                  fastcgi_param CONTENT_LENGTH $content_length;
                  fastcgi_param REMOTE_ADDR $remote_addr;
                  fastcgi_param SERVER_PROTOCOL $server_protocol;
                }
              }
            }
            """
                .formatted(directory.toRealPath(), port, socket));
    Process server =
        script(nginx.toString(), "-p", directory.toString(), "-c", configuration.toString());
    try (var client = new SiteClient(port)) {
      Polling.until("nginx", LIMIT, () -> client.statusOrNothing("/stepgate/health") == 200);
      assertThat(client.post("/orders", "{\"sku\":\"A1\",\"quantity\":2}"))
          .hasToString("200 {\"order\":\"A1-2\",\"amount\":2500,\"shipping\":490,\"total\":2990}");
    } finally {
      ended(server);
    }
  }

  private static void awaitHealth(String address) throws Exception {
    Polling.until(
        "health at " + address,
        LIMIT,
        () -> FastCgiProgram.get(address, "/stepgate/health").out(),
        answer -> answer.contains("\"status\":\"ok\""));
  }

  private String state(String name) throws IOException {
    return directory.toRealPath().resolve(name).toString();
  }

  private Process script(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("output").toFile()))
        .start();
  }

  /// Ends a process by TERM and gives its exit code.
  private static int ended(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return process.exitValue();
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
