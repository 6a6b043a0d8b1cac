package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient;
import org.stepgate.site.SiteClient.Answer;

/// Who waits for tasks, and who ends them, behind a Lighttpd with one worker.
@Timeout(240)
class TaskTokensIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// `parked-pollers` of the site.
  private static final int POLLERS = 256;

  @TempDir static Path directory;
  private static Site site;
  private static SiteClient client;
  private static SiteApi api;

  @BeforeAll
  static void start() throws Exception {
    site = Site.start(directory, Site.API, 1);
    client = site.client();
    api = new SiteApi(site);
  }

  @AfterAll
  static void end() throws Exception {
    if (api != null) {
      api.close();
    }
    if (site != null) {
      site.close();
    }
  }

  @Test
  void parkedPollers_leaveOtherRequestsAlone_andGetTheirTasks() throws Exception {
    String activity = api.call("CreateActivity", "{\"name\":\"crowd\"}").string("activityArn");
    String poll = "{\"activityArn\":\"" + activity + "\"}";
    List<CompletableFuture<JsonObject>> pollers = new ArrayList<>();
    for (int i = 0; i < POLLERS + 1; i++) {
      pollers.add(api.later("GetActivityTask", poll));
    }

    // One too many: it is answered while all others are parked.
    CompletableFuture.anyOf(pollers.toArray(CompletableFuture[]::new)).get(120, TimeUnit.SECONDS);
    int refused =
        IntStream.range(0, pollers.size())
            .filter(i -> pollers.get(i).isDone())
            .findFirst()
            .orElseThrow();
    assertThat(pollers.remove(refused).join()).isEqualTo(JsonObject.EMPTY);
    assertNoneIsDone(pollers);
    assertThat(api.call("GetActivityTask", poll)).isEqualTo(JsonObject.EMPTY);

    assertThat(api.call("DescribeActivity", poll).string("name")).isEqualTo("crowd");
    assertThat(client.get("/stepgate/health").status()).isEqualTo(200);
    assertThat(client.get("/stepgate/machines").status()).isEqualTo(200);
    String machine = createCrowd(activity);
    assertThat(
            api.call("DescribeStateMachine", "{\"stateMachineArn\":\"" + machine + "\"}")
                .string("status"))
        .isEqualTo("ACTIVE");
    assertNoneIsDone(pollers);

    String execution =
        api.call(
                "StartExecution",
                "{\"stateMachineArn\":\"%s\",\"input\":\"%s\"}"
                    .formatted(machine, IntStream.range(0, POLLERS).boxed().toList()))
            .string("executionArn");

    var inputs = new HashSet<String>();
    for (CompletableFuture<JsonObject> poller : pollers) {
      JsonObject task = poller.get(120, TimeUnit.SECONDS);
      assertThat(task.string("taskToken")).as(task.toString()).isNotEmpty();
      inputs.add(task.string("input"));
      api.call(
          "SendTaskSuccess",
          "{\"taskToken\":\"%s\",\"output\":\"1\"}".formatted(task.string("taskToken")));
    }
    assertThat(inputs).hasSize(POLLERS);
    JsonObject described =
        Polling.until(
            "end of the crowd",
            LIMIT,
            () -> api.call("DescribeExecution", "{\"executionArn\":\"" + execution + "\"}"),
            found -> !"RUNNING".equals(found.string("status")));
    assertThat(described.string("status")).isEqualTo("SUCCEEDED");
  }

  private static void assertNoneIsDone(List<CompletableFuture<JsonObject>> pollers) {
    assertThat(pollers).hasSize(POLLERS).noneMatch(CompletableFuture::isDone);
  }

  private static String createCrowd(String activity) throws Exception {
    String definition =
        """
        {"StartAt":"All","States":{"All":{"Type":"Map","End":true,
          "ItemProcessor":{"StartAt":"One","States":{
            "One":{"Type":"Task","Resource":"%s","End":true}}}}}}\
        """
            .formatted(activity);
    return String.valueOf(
        api.call(
                "CreateStateMachine",
                JsonObject.builder()
                    .put("name", "crowd")
                    .put("definition", definition)
                    .put("roleArn", "arn:aws:iam::123456789012:role/r")
                    .build()
                    .toString())
            .string("stateMachineArn"));
  }

  @Test
  void callback_withTheTokenThatWasHandedOut_endsTheTaskOnce() throws Exception {
    String execution = ask("may-i");
    String callback = "/stepgate/callbacks/" + token("may-i");
    assertThat(client.describe(execution).string("status")).isEqualTo("RUNNING");

    Answer first = client.post(callback, "{\"answer\":\"yes\"}");
    assertThat(first.status()).as(first.body()).isEqualTo(204);

    assertThat(client.awaitEnd(execution, LIMIT).string("status")).isEqualTo("SUCCEEDED");
    Answer result = client.get(SiteClient.path(execution) + "/result");
    assertThat(result.toString()).isEqualTo("200 {\"answer\":\"yes\"}");
    assertThat(client.post(callback, "{\"answer\": \"no\"}").status()).isEqualTo(409);
    assertThat(client.post(callback + "?outcome=failure", "{}").status()).isEqualTo(409);
    assertThat(client.get(SiteClient.path(execution) + "/result").toString())
        .isEqualTo("200 {\"answer\":\"yes\"}");
  }

  @Test
  void callback_ofAFailure_failsTheTask() throws Exception {
    String execution = ask("must-i");

    Answer answer =
        client.post(
            "/stepgate/callbacks/" + token("must-i") + "?outcome=failure",
            "{\"error\":\"Refused\",\"cause\":\"not today\"}");

    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    JsonObject ended = client.awaitEnd(execution, LIMIT);
    assertThat(ended.string("status")).isEqualTo("FAILED");
    assertThat(client.history(execution)).contains("\"Refused\"");
  }

  @Test
  void callback_withAnotherToken_isNotFound() throws Exception {
    assertThat(client.post("/stepgate/callbacks/" + "A".repeat(44), "{}").status()).isEqualTo(401);
  }

  private static String ask(String question) throws IOException, InterruptedException {
    return client.post("/ask", "{\"question\":\"" + question + "\"}").execution();
  }

  /// The token that was handed out for a question.
  private static String token(String question) throws Exception {
    Path file = site.state().resolve("tokens");
    Set<String> tokens =
        Polling.until(
            "the token for " + question,
            LIMIT,
            () -> {
              var found = new HashSet<String>();
              if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                  if (line.startsWith(question + ' ')) {
                    found.add(line.substring(question.length() + 1));
                  }
                }
              }
              return found;
            },
            found -> !found.isEmpty());
    assertThat(tokens).hasSize(1);
    return tokens.iterator().next();
  }
}
