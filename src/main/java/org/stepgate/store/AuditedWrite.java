package org.stepgate.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stepgate.audit.Actor;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.AuditRecord;
import org.stepgate.audit.Cause;
import org.stepgate.engine.Advance;
import org.stepgate.engine.Event;
import org.stepgate.engine.ExecutionStatus;
import org.stepgate.engine.HistoryEventType;
import org.stepgate.engine.TaskId;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;

/// A write that puts what it changes on record, in its own transaction.
///
/// What the engine does within an execution is not recorded: its history has that.
final class AuditedWrite<O> implements Operation<O> {
  /// How much of a hash is shown: enough to tell tokens apart, too little to look for one.
  static final int TOKEN_CHARACTERS = 16;

  private static final TaskId ANY_TASK = new TaskId(1);

  private final Operation<O> operation;
  private final Function<O, List<String>> records;
  private final Cause cause;
  private boolean recorded;

  private AuditedWrite(Operation<O> operation, Function<O, List<String>> records, Cause cause) {
    this.operation = operation;
    this.records = records;
    this.cause = cause;
  }

  /// The operation of a write, with its records.
  ///
  /// @param cause null when no request has caused it
  /// @param execution the ARN of the execution that an update is of; null for one of no interest
  @SuppressWarnings("unchecked") // Each case takes the outcome that its type parameter names.
  static <O> Operation<O> of(
      Write<O> write,
      Operation<O> operation,
      @Nullable Cause cause,
      @Nullable String execution,
      Instant now) {
    Cause known = cause != null ? cause : ofItself(write);
    var records =
        (Function<O, List<String>>) (Function<?, ?>) records(write, known, execution, now);
    return records == null ? operation : new AuditedWrite<>(operation, records, known);
  }

  @Override
  public O apply(Session session) throws SQLException {
    O outcome = operation.apply(session);
    List<String> texts = records.apply(outcome);
    recorded = !texts.isEmpty();
    session.record(texts);
    return outcome;
  }

  @Override
  public void committed() {
    operation.committed();
    if (recorded) {
      cause.recorded();
    }
  }

  /// Who has it done, as the write itself says.
  private static Cause ofItself(Write<?> write) {
    if (write instanceof Write.Create create) {
      var caller = (JsonObject) JsonReader.read(create.start().caller(), JsonLimits.STORED);
      String issuer = caller.string("issuer");
      String subject = caller.string("subject");
      return issuer == null || subject == null || issuer.isEmpty() || subject.isEmpty()
          ? Cause.STEPGATE
          : Cause.of(new Actor(issuer, subject));
    }
    return Cause.STEPGATE;
  }

  /// The texts of the records for an outcome; null for a write that never has any.
  private static @Nullable Function<?, List<String>> records(
      Write<?> write, Cause cause, @Nullable String execution, Instant now) {
    Function<AuditEvent, String> text = event -> new AuditRecord(now, cause, event).text();
    return switch (write) {
      case Write.Create create -> started(create, text);
      case Write.Update update -> changed(update, execution, text);
      case Write.SendToTask send -> answered(send, text);
      case Write.PutActivity put ->
          ifSo(put.activity()::equals, text, new AuditEvent.ActivityCreated(put.activity().arn()));
      case Write.RemoveActivity remove ->
          ifDone(text, new AuditEvent.ActivityDeleted(remove.arn()));
      case Write.TakeActivityTask take ->
          ifSo(
              outcome -> ((Optional<?>) outcome).isPresent(),
              text,
              new AuditEvent.ActivityTaskTaken(take.activityArn()));
      case Write.UpdateMapRun update ->
          ifDone(text, new AuditEvent.MapRunChanged(update.run().value()));
      case Write.ChangeMachine change ->
          ifDone(
              text,
              new AuditEvent.MachineChanged(
                  change.machine().toString(),
                  change.changes().stream().map(MachineChange::summary).toList()));
      case Write.ChangeTags change ->
          ifDone(
              text,
              new AuditEvent.TagsChanged(
                  change.resource().text(),
                  change.set().stream().map(tag -> tag.key()).toList(),
                  change.removed()));
      case Write.PutConfiguration put ->
          ifSo(
              Write.ConfigurationOutcome.InForce.class::isInstance,
              text,
              new AuditEvent.ConfigurationActivated(put.expectedGeneration() + 1, put.sha256()));
      case Write.PauseSchedule pause -> ifDone(text, new AuditEvent.SchedulePaused(pause.name()));
      case Write.ResumeSchedule resume ->
          ifDone(text, new AuditEvent.ScheduleResumed(resume.name()));
      case Write.RemoveClosed _ ->
          (Write.RemovalOutcome outcome) ->
              outcome.removed() == 0
                  ? List.of()
                  : List.of(text.apply(new AuditEvent.ExecutionsRemoved(outcome.removed())));
      case Write.RemoveTombstones _ ->
          (Integer freed) ->
              freed == 0 ? List.of() : List.of(text.apply(new AuditEvent.NamesFreed(freed)));
      case Write.DecideApproval decide ->
          (Optional<Write.Decided> outcome) ->
              outcome
                  .flatMap(decided -> decided(decide.id(), decided.verdict()))
                  .map(event -> List.of(text.apply(event)))
                  .orElse(List.of());
      case Write.ExpireApprovals _ ->
          (List<RowId> told) ->
              told.isEmpty()
                  ? List.of()
                  : List.of(text.apply(new AuditEvent.ApprovalsExpired(told.size())));
      case Write.DisableTarget disable ->
          ifDone(text, new AuditEvent.ReceiverDisabled(disable.address()));
      case Write.Note note -> {
        List<String> texts = note.events().stream().map(text).toList();
        yield (Boolean _) -> texts;
      }
      case Write.DropMessages _,
          Write.AppendMapInputs _,
          Write.TurnMapRun _,
          Write.FailMapRun _,
          Write.CloseMapRun _,
          Write.RecordProcess _,
          Write.ClaimTimers _,
          Write.RegisterWorker _,
          Write.RetireWorker _,
          Write.DefineSchedules _,
          Write.ClaimTick _,
          Write.SettleTicks _,
          Write.ClaimMessages _,
          Write.SettleMessage _ ->
          null;
    };
  }

  private static Function<Write.CreateOutcome, List<String>> started(
      Write.Create create, Function<AuditEvent, String> text) {
    NewExecution start = create.start();
    var texts = new ArrayList<String>(1);
    texts.add(
        text.apply(
            new AuditEvent.ExecutionStarted(
                start.identity().arn(), start.route(), create.first().header().status().name())));
    asked(create.tasks(), text, texts);
    return outcome -> outcome instanceof Write.CreateOutcome.Created ? texts : List.of();
  }

  private static @Nullable Function<Write.UpdateOutcome, List<String>> changed(
      Write.Update update, @Nullable String execution, Function<AuditEvent, String> text) {
    if (execution == null) {
      return null;
    }
    Advance advance = update.advance();
    var texts = new ArrayList<String>(1);
    if (!advance.events().isEmpty()
        && advance.events().getFirst().type() == HistoryEventType.ExecutionRedriven) {
      texts.add(text.apply(new AuditEvent.ExecutionRedriven(execution)));
    }
    asked(update.tasksSet(), text, texts);
    ExecutionStatus status = advance.header().status();
    if (status.isClosed()) {
      texts.add(text.apply(new AuditEvent.ExecutionEnded(execution, status.name())));
    }
    return texts.isEmpty()
        ? null
        : outcome -> outcome instanceof Write.UpdateOutcome.Committed ? texts : List.of();
  }

  /// Adds the questions that tasks put to people.
  private static void asked(
      List<TaskRow> tasks, Function<AuditEvent, String> text, List<String> texts) {
    for (TaskRow task : tasks) {
      NewApproval approval = task.approval();
      if (approval != null) {
        AskedApproval asked = approval.asked();
        texts.add(text.apply(new AuditEvent.ApprovalAsked(asked.id(), asked.executionArn())));
      }
    }
  }

  private static Optional<AuditEvent> decided(String id, ApprovalVerdict verdict) {
    return switch (verdict) {
      case ApprovalVerdict.Stands _ -> Optional.empty();
      case ApprovalVerdict.Recorded(var decision) -> Optional.of(decided(id, decision, "open"));
      case ApprovalVerdict.Approved(var decision, _, _) ->
          Optional.of(decided(id, decision, "approved"));
      case ApprovalVerdict.Rejected(var decision, _, _, _) ->
          Optional.of(decided(id, decision, "rejected"));
    };
  }

  private static AuditEvent decided(String id, ApprovalDecision decision, String outcome) {
    return new AuditEvent.ApprovalDecided(
        id, decision.approves() ? "approve" : "reject", decision.reason(), outcome);
  }

  private static @Nullable Function<Write.SendOutcome, List<String>> answered(
      Write.SendToTask send, Function<AuditEvent, String> text) {
    if (send.what().of(ANY_TASK) instanceof Event.TaskHeartbeat) {
      return null; // It says only that somebody is still at it.
    }
    String token = TokenTable.hash(send.token()).substring(0, TOKEN_CHARACTERS);
    List<String> texts = List.of(text.apply(new AuditEvent.TaskAnswered(token)));
    return outcome -> outcome instanceof Write.SendOutcome.Sent ? texts : List.of();
  }

  private static Function<Object, List<String>> ifDone(
      Function<AuditEvent, String> text, AuditEvent event) {
    return ifSo(Boolean.TRUE::equals, text, event);
  }

  private static Function<Object, List<String>> ifSo(
      Predicate<Object> changed, Function<AuditEvent, String> text, AuditEvent event) {
    List<String> texts = List.of(text.apply(event));
    return outcome -> changed.test(outcome) ? texts : List.of();
  }
}
