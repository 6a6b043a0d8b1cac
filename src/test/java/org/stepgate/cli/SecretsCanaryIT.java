package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient;

/// Plants a secret in each input of a pool and looks for it in each output.
@Timeout(240)
class SecretsCanaryIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String MACHINE =
      """
      {"StartAt": "Call", "States": {
        "Call": {"Type": "Task", "Resource": "arn:aws:states:::http:invoke",
          "Parameters": {"ApiEndpoint": "http://127.0.0.1:1/", "Method": "GET",
            "Authentication": {"ConnectionArn":
              "arn:aws:events:us-east-1:000000000000:connection/backend/0"}},
          "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Run"}],
          "Next": "Run"},
        "Run": {"Type": "Task", "Resource": "arn:aws:states:::stepgate:exec",
          "Parameters": {"Command": "say"},
          "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "End"}], "Next": "End"},
        "End": {"Type": "Pass", "End": true}}}
      """;

  @TempDir Path directory;

  /// What was planted, by where.
  private final Map<String, String> planted = new TreeMap<>();

  private String canary(String where) {
    return planted.computeIfAbsent(where, name -> "CANARY" + name.replace(" ", "") + "x7Qz");
  }

  @DisplayName("T37: a secret in each input is in no output")
  @Test
  void t37_secretInEachInput_isInNoOutput() throws Exception {
    Site site = Site.prepare(directory, Site.POOL, 2);
    configure(site);
    site.under("env STEPGATE_CANARY=" + canary("worker environment"));
    var answers = new ArrayList<String>();
    try (SiteClient client = site.client()) {
      site.start();
      site.awaitAllWorkers();

      answers.addAll(requests(client));
      String id = "embedded:secrets:e1";
      answers.add(
          client.post("/stepgate/machines/secrets/executions", "{\"name\":\"e1\"}").toString());
      answers.add(client.awaitEnd(id, LIMIT).toString());
      answers.add(client.history(id));
      answers.addAll(commandLines(site));
      offerLiterals(site);
      answers.add(client.get("/stepgate/health").toString());
    } finally {
      site.close();
    }

    var found = new ArrayList<String>();
    planted.forEach((where, secret) -> {
      for (String answer : answers) {
        if (answer.contains(secret)) {
          found.add(where + " in " + answer.substring(0, Math.min(200, answer.length())));
        }
      }
      filesWith(secret).forEach(file -> found.add(where + " in " + file));
    });
    assertThat(found).isEmpty();
    assertThat(site.state().resolve("audit/decisions-0.log")).isNotEmptyFile();
    assertThat(planted).hasSizeGreaterThan(8);
  }

  /// Secrets in files beside the pool, for a connection and for an access key.
  private void configure(Site site) throws IOException {
    Path secrets = Files.createDirectory(directory.resolve("secrets"));
    Files.writeString(secrets.resolve("password"), canary("connection password") + "\n");
    Files.writeString(secrets.resolve("access"), canary("access key") + "\n");
    Files.writeString(secrets.resolve("header"), canary("connection header"));
    Files.writeString(secrets.resolve("environment"), canary("command environment"));
    for (Path machine : machines(site)) {
      Files.delete(machine);
    }
    Files.writeString(site.config().resolve("machines/secrets.asl.json"), MACHINE);
    Files.writeString(
        site.config().resolve("stepgate.yaml"),
        """
        access-keys:
          - {id: AKIACANARY, secret-file: %1$s/access}
        tasks:
          http:
            allowed-hosts: ["127.0.0.1:*"]
            allowed-private: [127.0.0.0/8]
            connections:
              backend:
                basic: {user: u, password-file: %1$s/password}
                headers-from-files: {X-Key: %1$s/header}
          exec:
            commands:
              say:
                argv: [/bin/true]
                environment-from-files: {SECRET: %1$s/environment}
        """
            .formatted(secrets));
  }

  /// Writes secrets into the configuration itself, which is refused by each worker: a secret that
  /// is never in force is never in the store.
  private void offerLiterals(Site site) throws Exception {
    Path file = site.config().resolve("stepgate.yaml");
    String good = Files.readString(file);
    Files.writeString(
        file,
        good.replace(
                "secret-file:", "secret: \"" + canary("literal access key") + "\", secret-file:")
            .replace(
                "headers-from-files:",
                "headers: {Authorization: \""
                    + canary("literal header")
                    + "\"}\n"
                    + "        headers-from-files:"));
    Polling.until(
        "both workers have refused",
        LIMIT,
        () ->
            site.logLines().stream().filter(line -> line.contains("config.refused")).count() >= 2);
    Files.writeString(file, good);
  }

  private static List<Path> machines(Site site) throws IOException {
    try (Stream<Path> files = Files.list(site.config().resolve("machines"))) {
      return files.toList();
    }
  }

  private List<String> requests(SiteClient client) throws Exception {
    var answers = new ArrayList<String>();
    String path = "/stepgate/executions/embedded:secrets:none";
    for (String header : List.of("Cookie", "Proxy-Authorization", "X-Amz-Security-Token")) {
      answers.add(client.get(path, header, canary("header " + header)).toString());
    }
    for (String scheme : List.of("Bearer ", "Basic ", "")) {
      String secret = scheme + canary("authorization " + scheme.strip());
      answers.add(client.get(path, "Authorization", secret).toString());
      answers.add(client.get("/no/such/route", "Authorization", secret).toString());
      answers.add(
          client
              .post("/stepgate/machines/secrets/executions", "{\"name", "Authorization", secret)
              .toString());
    }
    answers.add(client.post("/stepgate/callbacks/" + canary("task token"), "{}").toString());
    answers.add(
        client
            .post(
                "/",
                "{}",
                "X-Amz-Target",
                "AWSStepFunctions.ListStateMachines",
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIACANARY/20260101/us-east-1/states/aws4_request,"
                    + " SignedHeaders=host;x-amz-date, Signature="
                    + canary("signature"),
                "X-Amz-Date",
                "20260101T000000Z",
                "X-Amz-Security-Token",
                canary("session token"))
            .toString());
    return answers;
  }

  private static List<String> commandLines(Site site) throws IOException {
    var lines = new ArrayList<String>();
    var processes = new ArrayList<>(site.workers());
    processes.add(site.lighttpd());
    for (long process : processes) {
      try {
        lines.add(Files.readString(Path.of("/proc/" + process + "/cmdline")));
      } catch (NoSuchFileException e) {
        // It has ended.
      }
    }
    return lines;
  }

  /// The files below the directory that hold a text, apart from those that it was planted in.
  private List<Path> filesWith(String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(directory.resolve("secrets")))
          .filter(file -> !file.equals(directory.resolve("start")))
          .filter(file -> holds(file, wanted))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean holds(Path file, byte[] wanted) {
    try {
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return content.contains(new String(wanted, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
