package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.approvals.Approval;
import org.stepgate.approvals.ApprovalRule;
import org.stepgate.approvals.Approvals;
import org.stepgate.approvals.Verdict;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.embedded.EmbeddedConfig;
import org.stepgate.embedded.EmbeddedEngine;
import org.stepgate.embedded.MachineSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;
import org.stepgate.site.Polling;
import org.stepgate.store.QueuedMessage;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.StoreConfig;
import org.stepgate.store.WorkerId;
import org.stepgate.store.Write;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.RunRequest;

/// Approvals from the configuration's rule to the end of the execution.
class StoredApprovalsTest {
  private static final String MACHINE =
      """
      {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", %s "End": true,
        "Resource": "arn:aws:states:us-east-1:123456789012:activity:release"}}}
      """;
  private static final Principal ALICE = person("alice", "release");
  private static final Principal BOB = person("bob", "release");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private Store store;
  private EmbeddedEngine engine;
  private StoredApprovals stored;
  private Approvals approvals;

  private static Principal person(String name, String... groups) {
    return new Principal("https://issuer.example", name, List.of(groups), JsonObject.EMPTY);
  }

  private static ApprovalRule rule(@Nullable Duration deadline) {
    return new ApprovalRule(
        new LinkedHashMap<>(Map.of("release", 1)),
        1,
        false,
        deadline,
        "Release {name}?",
        List.of());
  }

  @BeforeEach
  void start() throws Exception {
    store = Store.open(StoreConfig.defaults(folder.resolve("state/stepgate.db")));
    open.add(store);
    WorkerId worker = store.write(new Write.RegisterWorker(1, 1, "boot", "a")).join();
    engine =
        new EmbeddedEngine(
            EmbeddedConfig.defaults(),
            store,
            StoreClock.system(),
            worker,
            (_, _) -> new TaskOutcome.OutOfTime(),
            text ->
                ((ParseResult.Parsed) new DefinitionParser(_ -> true).parseJson(text)).machine());
    open.add(engine);
    var machines =
        List.of(
            new MachineSource("plain", MachineType.STANDARD, MACHINE.formatted("")),
            new MachineSource(
                "limited", MachineType.STANDARD, MACHINE.formatted("\"TimeoutSeconds\": 60,")));
    engine.putConfiguration(0, "0".repeat(64), "bundle", machines);
    engine.useMachines(machines);
    engine.start();
    stored = new StoredApprovals(store, engine.approvals());
    approvals = new Approvals(stored, Instant::now);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private Approval ask(String machine, @Nullable Duration deadline) throws Exception {
    stored.use(Map.of("release", rule(deadline)), "/here");
    var input = JsonReader.read("{\"name\":\"app\"}", JsonLimits.NETWORK);
    engine.run(new RunRequest(machine, "r1", false, null, input, ALICE, null, null, Duration.ZERO));
    return approvals.list(new Approvals.Query(null, null, 0, 10), _ -> true).approvals().getFirst();
  }

  private ExecutionDescription ended(String machine) throws Exception {
    return engine.await(new ExecutionId("embedded", machine, "r1"), PATIENCE).orElseThrow();
  }

  @Test
  void ask_takesQuestionRequesterAndRule() throws Exception {
    Approval asked = ask("plain", null);

    assertThat(asked.question()).isEqualTo("Release app?");
    assertThat(asked.requester()).isEqualTo(ALICE);
    assertThat(asked.rule()).isEqualTo(rule(null));
    assertThat(asked.deadline()).isNull();
    assertThat(
            engine
                .activities()
                .describe("123456789012", "arn:aws:states:us-east-1:123456789012:activity:release")
                .name())
        .isEqualTo("release");
  }

  @Test
  void ask_deadline_isTheEarlierOfRuleAndState() throws Exception {
    Approval asked = ask("limited", Duration.ofHours(1));

    assertThat(asked.deadline()).isEqualTo(asked.asked().plusSeconds(60));
  }

  @Test
  void ask_deadlineOfTheRuleOnly_counts() throws Exception {
    Approval asked = ask("plain", Duration.ofHours(1));

    assertThat(asked.deadline()).isEqualTo(asked.asked().plus(Duration.ofHours(1)));
  }

  @Test
  void decide_approve_givesTheTaskWhoAndWhen() throws Exception {
    Approval asked = ask("plain", null);

    var judged = approvals.decide(asked.id(), BOB, true, "tested", "k").orElseThrow();
    var again = approvals.decide(asked.id(), BOB, true, "tested", "k").orElseThrow();

    assertThat(judged.verdict()).isInstanceOf(Verdict.Approved.class);
    assertThat(again.verdict()).isInstanceOf(Verdict.Repeated.class);
    assertThat(again.after()).isEqualTo(judged.after());
    var output = (JsonObject) JsonReader.read(ended("plain").output(), JsonLimits.STORED);
    assertThat(output.string("decision")).isEqualTo("approved");
    assertThat(output.toString())
        .contains("\"subject\":\"bob\"", "\"reason\":\"tested\"", "\"time\":\"");
  }

  /// Each target of the rule is told in the very commits that ask and end.
  @Test
  void askAndDecide_areTold() throws Exception {
    var rule =
        new ApprovalRule(
            new LinkedHashMap<>(Map.of("release", 1)),
            1,
            false,
            null,
            "Release {name}?",
            List.of("chat", "mail"));
    stored.use(Map.of("release", rule), "https://flow.example.com/");
    var input = JsonReader.read("{\"name\":\"app\",\"secret\":1}", JsonLimits.NETWORK);
    engine.run(new RunRequest("plain", "r1", false, null, input, ALICE, null, null, Duration.ZERO));
    String id =
        approvals
            .list(new Approvals.Query(null, null, 0, 10), _ -> true)
            .approvals()
            .getFirst()
            .id();

    approvals.decide(id, BOB, true, "tested", null);
    approvals.decide(id, BOB, true, "tested", null);

    var far = Instant.parse("2999-01-01T00:00:00Z");
    var messages =
        store.write(new Write.ClaimMessages(new WorkerId(1), far, 10)).join().stream()
            .map(QueuedMessage::message)
            .toList();
    assertThat(messages)
        .extracting(each -> each.id() + " " + each.target())
        .containsExactlyInAnyOrder(
            id + "-asked chat", id + "-asked mail", id + "-approved chat", id + "-approved mail");
    assertThat(messages)
        .extracting(each -> each.body())
        .allMatch(body -> body.contains("\"source\":\"https://flow.example.com/\""))
        .allMatch(body -> body.contains("\"question\":\"Release app?\""))
        .allMatch(body -> body.contains("\"path\":\"/stepgate/approvals/" + id + "\""))
        .noneMatch(body -> body.contains("secret"));
    assertThat(messages.getLast().body())
        .contains("\"type\":\"org.stepgate.approval.approved\"", "\"status\":\"APPROVED\"");
  }

  @Test
  void decide_reject_failsTheTaskByItsName() throws Exception {
    Approval asked = ask("plain", null);

    var judged = approvals.decide(asked.id(), BOB, false, null, null).orElseThrow();

    assertThat(judged.verdict()).isInstanceOf(Verdict.Rejected.class);
    assertThat(ended("plain").error()).isEqualTo("Stepgate.Approval.Rejected");
    assertThat(ended("plain").cause()).contains("\"decision\":\"rejected\"");
  }

  @Test
  void decide_ruleHasChanged_goesByThatOfTheQuestion() throws Exception {
    Approval asked = ask("plain", null);
    stored.use(Map.of(), "/here");

    var judged =
        approvals.decide(asked.id(), person("eve", "other"), true, null, null).orElseThrow();

    assertThat(judged.verdict()).isEqualTo(new Verdict.Refused(Verdict.Refusal.NOT_AN_APPROVER));
    assertThat(approvals.decide(asked.id(), BOB, true, null, null).orElseThrow().verdict())
        .isInstanceOf(Verdict.Approved.class);
  }

  @Test
  void expire_afterTheDeadline_isStatesTimeout() throws Exception {
    Approval asked = ask("plain", Duration.ofMillis(1));
    Polling.until("the deadline", PATIENCE, () -> Instant.now().isAfter(asked.deadline()));

    stored.expire();

    assertThat(ended("plain").error()).isEqualTo("States.Timeout");
    assertThat(approvals.decide(asked.id(), BOB, true, null, null).orElseThrow().verdict())
        .isEqualTo(new Verdict.Refused(Verdict.Refusal.TIMED_OUT));
  }
}
