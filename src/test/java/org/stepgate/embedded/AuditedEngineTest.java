package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.AuditRecord;
import org.stepgate.audit.Decided;
import org.stepgate.audit.Origin;
import org.stepgate.audit.RequestAudit;
import org.stepgate.audit.Target;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;
import org.stepgate.store.StoredAudit;
import org.stepgate.workflow.Redrives;
import org.stepgate.workflow.TaskTokens;
import org.stepgate.workflow.WorkflowException;

/// Whoever has an execution started, stopped or redriven is on record, with the decision.
class AuditedEngineTest {
  private static final String TASK =
      """
      {"StartAt": "T", "States": {"T":
        {"Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true}}}
      """;

  @TempDir Path folder;
  private final List<AuditRecord> log = new ArrayList<>();
  private Pool pool;
  private Pool.Worker worker;

  @BeforeEach
  void start() throws Exception {
    pool = new Pool(folder).standard("task", TASK);
    worker = pool.worker();
  }

  @AfterEach
  void end() throws Exception {
    pool.close();
  }

  @Test
  void execution_isOnRecordFromStartToRedrive() throws Exception {
    as("alice", "INVOKE", () -> worker.start("task", "e1", "1"));
    var _ = worker.nextCall();
    as("bob", "STOP", () -> worker.engine.stop(Pool.id("task", "e1"), null, null));
    as(
        "carol",
        "REDRIVE",
        () -> worker.engine.redrive(new Redrives.Redrive(Pool.id("task", "e1"), null)));
    worker.succeed(worker.nextCall(), "2");
    var _ = worker.ended("task", "e1");

    List<String> records = records();
    assertThat(records).hasSize(5);
    assertThat(records.get(0)).contains("ConfigurationActivated", "stepgate:worker");
    assertThat(records.get(1)).contains("ExecutionStarted", "\"alice\"", "INVOKE", "RUNNING");
    assertThat(records.get(2)).contains("ExecutionEnded", "\"bob\"", "STOP", "ABORTED");
    assertThat(records.get(3)).contains("ExecutionRedriven", "\"carol\"", "REDRIVE");
    assertThat(records.get(4))
        .contains("ExecutionEnded", "stepgate:worker", "SUCCEEDED")
        .doesNotContain("decision");
    assertThat(log).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"STANDARD", "EXPRESS"})
  void childrenOfADistributedMap_areOnRecordLikeOthers(String type) throws Exception {
    String task =
        "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::http:invoke\", \"End\": true}";
    var other = new Pool(folder.resolve("map")).standard("m", MapRunsTest.machine(type, "", task));
    try (other) {
      Pool.Worker mapping = other.worker();

      as("alice", "INVOKE", () -> mapping.start("m", "e1", "[1, 2]"));
      mapping.succeed(mapping.nextCall(), "1");
      mapping.succeed(mapping.nextCall(), "2");
      var _ = mapping.ended("m", "e1");

      List<String> records = records(other);
      assertThat(records).filteredOn(text -> text.contains("\"ExecutionStarted\"")).hasSize(3);
      assertThat(records)
          .filteredOn(text -> text.contains(":m/") && text.contains("ExecutionStarted"))
          .hasSize(2)
          .noneMatch(text -> text.contains("stepgate:worker"));
      assertThat(records)
          .filteredOn(text -> text.contains(":m/") && text.contains("ExecutionEnded"))
          .hasSize(type.equals("STANDARD") ? 2 : 0);
    }
  }

  @Test
  void stop_ofAnEndedExecution_changesNothingAndIsLogged() throws Exception {
    as("alice", "INVOKE", () -> worker.start("task", "e1", "1"));
    worker.succeed(worker.nextCall(), "2");
    var _ = worker.ended("task", "e1");
    int before = records().size();

    as("bob", "STOP", () -> worker.engine.stop(Pool.id("task", "e1"), null, null));

    assertThat(records()).hasSize(before);
    assertThat(log)
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.event()).isEqualTo(new AuditEvent.RequestDecided());
          assertThat(entry.cause().actor().subject()).isEqualTo("bob");
        });
  }

  @DisplayName("T20: a guessed task token is refused and audited")
  @Test
  void t20_guessedToken_isAudited() {
    assertThatThrownBy(() ->
            as(
                "mallory",
                "SEND_TASK_SUCCESS",
                () -> {
                  worker
                      .engine
                      .taskTokens()
                      .sendSuccess(new TaskTokens.Success(Pool.ACCOUNT, "guess", "1"));
                  return "";
                }))
        .hasRootCauseInstanceOf(WorkflowException.class);

    assertThat(log).hasSize(2);
    assertThat(log.getLast().text())
        .contains("TaskTokenRefused", "\"mallory\"", "\"reason\":\"InvalidToken\"")
        .doesNotContain("guess");
  }

  private <T> void as(String subject, String action, Callable<T> request) {
    var caller = new Principal("https://issuer", subject, List.of(), JsonObject.EMPTY);
    var _ =
        RequestAudit.during(
            new Origin("r", "", null),
            InstantSource.system(),
            log::add,
            () -> {
              RequestAudit.decided(
                  caller, new Decided(action, new Target("t", "x"), true, List.of()));
              try {
                return request.call();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private List<String> records() {
    return records(pool);
  }

  private static List<String> records(Pool pool) {
    var lines = new ArrayList<String>();
    try (var audit = StoredAudit.open(pool.database())) {
      audit.forEach(lines::add);
    }
    return lines;
  }
}
