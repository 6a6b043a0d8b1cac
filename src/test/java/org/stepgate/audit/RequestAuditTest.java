package org.stepgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

class RequestAuditTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final Origin ORIGIN = new Origin("r1", "", null);
  private static final Principal ALICE =
      new Principal("https://issuer", "alice", List.of(), JsonObject.EMPTY);
  private static final Decided READ =
      new Decided("read", new Target("execution", "e1"), true, List.of("p"));

  private final List<AuditRecord> log = new ArrayList<>();

  @Test
  void during_decisionThatChangesNothing_isInTheLog() {
    String answer =
        RequestAudit.during(
            ORIGIN,
            CLOCK,
            log::add,
            () -> {
              RequestAudit.decided(ALICE, READ);
              return "answer";
            });

    assertThat(answer).isEqualTo("answer");
    assertThat(log).hasSize(1);
    assertThat(log.getFirst().event()).isEqualTo(new AuditEvent.RequestDecided());
    assertThat(log.getFirst().cause().actor().subject()).isEqualTo("alice");
    assertThat(log.getFirst().cause().decision()).isEqualTo(READ);
  }

  @Test
  void during_decisionThatIsOnRecord_isNotInTheLog() {
    var _ =
        RequestAudit.during(
            ORIGIN,
            CLOCK,
            log::add,
            () -> {
              RequestAudit.decided(ALICE, READ);
              Cause cause = Objects.requireNonNull(RequestAudit.cause());
              assertThat(cause.decision()).isEqualTo(READ);
              assertThat(cause.origin()).isEqualTo(ORIGIN);
              cause.recorded();
              return "";
            });

    assertThat(log).isEmpty();
  }

  @Test
  void during_requestThatThrows_isInTheLogAllTheSame() {
    RequestAudit.Answering<String> failing =
        () -> {
          RequestAudit.decided(ALICE, READ);
          RequestAudit.noted(new AuditEvent.TaskTokenRefused("ab", "InvalidToken"));
          throw new IllegalStateException("refused");
        };

    try {
      var _ = RequestAudit.during(ORIGIN, CLOCK, log::add, failing);
    } catch (IllegalStateException e) {
      // As expected.
    }

    assertThat(log)
        .extracting(AuditRecord::event)
        .containsExactly(
            new AuditEvent.RequestDecided(), new AuditEvent.TaskTokenRefused("ab", "InvalidToken"));
    assertThat(log.getLast().cause().actor().subject()).isEqualTo("alice");
  }

  @Test
  void noted_credentialThatIsRefusedTwice_countsOnce() {
    var first = new AuditEvent.CredentialRefused("login", "why");
    var _ =
        RequestAudit.during(
            ORIGIN,
            CLOCK,
            log::add,
            () -> {
              RequestAudit.noted(first);
              RequestAudit.noted(new AuditEvent.CredentialRefused("request", "refused"));
              return "";
            });

    assertThat(log).extracting(AuditRecord::event).containsExactly(first);
  }

  @Test
  void listed_itemsOfAList_areOneRecord() {
    var _ =
        RequestAudit.during(
            ORIGIN,
            CLOCK,
            log::add,
            () -> {
              RequestAudit.decided(ALICE, READ);
              for (int i = 0; i < 10; i++) {
                RequestAudit.listed(ALICE, "READ", "execution", i < 3);
              }
              assertThat(Objects.requireNonNull(RequestAudit.cause()).decision()).isEqualTo(READ);
              return "";
            });

    assertThat(log)
        .extracting(AuditRecord::event)
        .containsExactly(
            new AuditEvent.RequestDecided(),
            new AuditEvent.ListFiltered("READ", "execution", 3, 7));
    assertThat(log.getLast().cause().actor()).isEqualTo(Actor.of(ALICE));
    assertThat(log.getLast().text())
        .endsWith("\"action\":\"READ\",\"items\":\"execution\",\"shown\":3,\"hidden\":7}");
  }

  @Test
  void noted_ofSomebody_isTheirs() {
    var _ =
        RequestAudit.during(
            ORIGIN,
            CLOCK,
            log::add,
            () -> {
              RequestAudit.noted(ALICE, new AuditEvent.SessionStarted());
              return "";
            });

    assertThat(log.getFirst().cause().actor()).isEqualTo(Actor.of(ALICE));
  }

  @Test
  void outsideARequest_nothingHappens() {
    RequestAudit.decided(ALICE, READ);
    RequestAudit.noted(new AuditEvent.SessionEnded());

    assertThat(RequestAudit.cause()).isNull();
  }
}
