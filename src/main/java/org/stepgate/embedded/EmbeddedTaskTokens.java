package org.stepgate.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.RequestAudit;
import org.stepgate.digest.Sha256;
import org.stepgate.engine.Event;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.store.RowId;
import org.stepgate.store.Store;
import org.stepgate.store.Write;
import org.stepgate.workflow.TaskTokens;
import org.stepgate.workflow.WorkflowException;

/// Task tokens over the store: what any worker is told reaches the execution's inbox, in the commit
/// that the answer waits for.
///
/// Threads: safe for use by any; calls block, so they belong on virtual threads.
final class EmbeddedTaskTokens implements TaskTokens {
  private static final int MAX_OUTPUT_BYTES = 262_144;

  /// How much of a token's hash is put on record, as the store does it.
  private static final int SHOWN_CHARACTERS = 16;

  private final Store store;
  private final Shell shell;

  EmbeddedTaskTokens(Store store, Shell shell) {
    this.store = store;
    this.shell = shell;
  }

  @Override
  public void sendSuccess(Success request) throws InterruptedException {
    JsonValue output;
    try {
      output = output(request.output());
    } catch (WorkflowException e) {
      // A bad token is the worse fault.
      var _ = told(request.taskToken(), store.look(request.account(), request.taskToken()));
      throw e;
    }
    send(request.account(), request.taskToken(), task -> new Event.TaskSucceeded(task, output));
  }

  private static JsonValue output(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_OUTPUT_BYTES) {
      throw new WorkflowException(
          "InvalidOutput",
          "Invalid Output: 'Output exceeds the maximum size of " + MAX_OUTPUT_BYTES + " bytes'");
    }
    try {
      return JsonReader.read(text, JsonLimits.NETWORK);
    } catch (JsonException e) {
      throw new WorkflowException("InvalidOutput", "Invalid Output: '" + e.getMessage() + "'");
    }
  }

  @Override
  public void sendFailure(Failure request) throws InterruptedException {
    send(
        request.account(),
        request.taskToken(),
        task -> new Event.TaskFailed(task, request.error(), request.cause()));
  }

  @Override
  public void sendHeartbeat(Heartbeat request) throws InterruptedException {
    send(request.account(), request.taskToken(), Event.TaskHeartbeat::new);
  }

  private void send(String account, String token, Write.TaskEvent event)
      throws InterruptedException {
    told(
            token,
            Futures.get(store.write(new Write.SendToTask(account, token, event, shell.worker()))))
        .ifPresent(shell::lookIntoInbox);
  }

  /// The execution that was told, or could be. A refusal is put on record.
  private static Optional<RowId> told(String token, Write.SendOutcome outcome) {
    return switch (outcome) {
      case Write.SendOutcome.Sent(RowId row) -> Optional.of(row);
      case Write.SendOutcome.Ended() ->
          throw recorded(
              token,
              new WorkflowException(
                  "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'"));
      case Write.SendOutcome.NoSuchToken() ->
          throw recorded(token, WorkflowException.invalidToken());
    };
  }

  private static WorkflowException recorded(String token, WorkflowException refusal) {
    String hash = Sha256.hex(token).substring(0, SHOWN_CHARACTERS);
    RequestAudit.noted(new AuditEvent.TaskTokenRefused(hash, refusal.code()));
    return refusal;
  }
}
