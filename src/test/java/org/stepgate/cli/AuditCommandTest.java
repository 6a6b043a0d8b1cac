package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.audit.AuditConfig;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.RequestAudit;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.policy.Action;
import org.stepgate.policy.Context;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;
import org.stepgate.store.Backups;
import org.stepgate.store.Store;
import org.stepgate.store.StoreConfig;
import org.stepgate.store.Write;

class AuditCommandTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path state;
  private Path database;

  /// A worker that has answered two requests, of which one changed something.
  @BeforeEach
  void fill() throws Exception {
    state = folder.resolve("state");
    database = state.resolve("stepgate.db");
    var policy =
        new RecordedPolicy((_, _, _, _) -> new Decision.Allow(List.of("orders.cedar#open")));
    try (Store store = Store.open(StoreConfig.defaults(database));
        WorkerAudit audit = WorkerAudit.start(state, AuditConfig.defaults(), store, CLOCK)) {
      var handler =
          audit.recording(request -> {
            var _ =
                policy.decide(
                    Principal.ANONYMOUS,
                    Action.ADMINISTER,
                    new Resource.Route(request.path()),
                    Context.NONE);
            if (request.method().equals("POST")) {
              var _ =
                  store
                      .write(new Write.Note(List.of(new AuditEvent.KeysRotated("k2", List.of()))))
                      .join();
            }
            if (request.path().equals("/401")) {
              throw ProblemException.unauthorized("Say who you are.", "no token", "Bearer");
            }
            return HttpResponse.of(204);
          });
      var _ = handler.handle(HttpRequest.of("GET", "/read"));
      var _ = handler.handle(HttpRequest.of("POST", "/write"));
      try {
        var _ = handler.handle(HttpRequest.of("GET", "/401"));
      } catch (ProblemException e) {
        assertThat(e.status()).isEqualTo(401);
      }
    }
    assertThat(RequestAudit.cause()).isNull();
  }

  @Test
  void verify_asWritten_isGood() {
    assertThat(run("verify")).isZero();
    assertThat(out.toString())
        .matches(
            """
            CHAIN +GOOD RECORDS +HEAD
            store +2 +[0-9a-f]{64}
            decisions-0 +4 +[0-9a-f]{64}
            """);
  }

  @Test
  void export_givesWhatWasDecidedAndDone() {
    assertThat(run("export", "--since", "2026-01-02T03:04:05Z")).isZero();

    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0))
        .startsWith("{\"chain\":\"store\",\"sequence\":1,\"hash\":\"")
        .contains("\"record\":{\"version\":1,\"type\":\"KeysRotated\"")
        .contains("\"id\":\"/write\",\"allowed\":true,\"policies\":[\"orders.cedar#open\"]");
    assertThat(lines.get(1)).contains("\"type\":\"LogAnchored\"");
    assertThat(lines.get(2)).contains("\"type\":\"RequestDecided\"", "\"id\":\"/read\"");
    assertThat(lines.get(3)).contains("\"type\":\"RequestDecided\"", "\"id\":\"/401\"");
    assertThat(lines.get(4))
        .contains("\"type\":\"CredentialRefused\"", "\"reason\":\"Say who you are.\"");
    assertThat(lines.get(5)).contains("\"type\":\"StoreAnchored\"");
  }

  @Test
  void export_sinceLater_givesNothingOfTheLog() {
    assertThat(run("export", "--since", "2126-01-02T03:04:06Z")).isZero();

    assertThat(out.toString()).isEmpty();
  }

  @Test
  void head_isWhatVerifyTakes() {
    assertThat(run("head")).isZero();
    String head = out.toString().strip();

    assertThat(run("verify", "--head", head)).isZero();
    assertThat(run("verify", "--head", head.replaceFirst("^2:", "3:"))).isEqualTo(ExitCode.FOUND);
    assertThat(out.toString())
        .contains("bad:  store record 3: the chain ends before it, but record 3 is known from");
    assertThat(run("verify", "--head", "x")).isEqualTo(ExitCode.USAGE);
  }

  @DisplayName("T24: the command names the first bad record")
  @Test
  void t24_verify_ofEditedLog_namesTheRecord() throws Exception {
    Path log = state.resolve("audit/decisions-0.log");
    Files.writeString(log, Files.readString(log).replace("/401", "/402"));

    assertThat(run("verify")).isEqualTo(ExitCode.FOUND);

    assertThat(out.toString())
        .contains("bad:  decisions-0 record 2: it was changed, or does not follow");
  }

  @Test
  void verify_afterRestore_saysSoAndIsGood() throws Exception {
    Path backup = folder.resolve("backup.db");
    var _ = Backups.write(database, backup);
    try (Store store = Store.open(StoreConfig.defaults(database));
        WorkerAudit audit = WorkerAudit.start(state, AuditConfig.defaults(), store, CLOCK)) {
      store.write(new Write.Note(List.of(new AuditEvent.KeysRotated("k3", List.of())))).join();
      audit.anchor();
    }
    var _ = Backups.restore(database, state.resolve("workers"), backup, CLOCK.instant());

    assertThat(run("verify")).isZero();

    assertThat(out.toString()).contains("note: store record 3: the store was put back");
  }

  @Test
  void sweep_fullFilesOfAllWorkers_isOnRecord() throws Exception {
    var full = new AuditConfig(1, Duration.ofDays(1));
    try (Store store = Store.open(StoreConfig.defaults(database));
        WorkerAudit audit = WorkerAudit.start(state, full, store, CLOCK)) {
      audit.anchor();
      store.write(new Write.Note(List.of(new AuditEvent.KeysRotated("k3", List.of())))).join();
      audit.anchor();
      audit.sweep(state.resolve("audit"), Duration.ofSeconds(-1));
    }

    assertThat(run("verify")).isZero();
    assertThat(run("export")).isZero();
    assertThat(out.toString()).contains("\"type\":\"LogRemoved\",", "\"log\":\"decisions-0\"");
  }

  @Test
  void commands_withoutAStore_areRefused() {
    state = folder.resolve("none");

    assertThat(run("verify")).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(err.toString()).contains("there is no store");
  }

  private int run(String command, String... options) {
    var line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    var arguments = new ArrayList<>(List.of("audit", command));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--state", state.toString()));
    return line.execute(arguments.toArray(String[]::new));
  }
}
