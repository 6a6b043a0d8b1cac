package org.stepgate.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has happened. The name of each case is its `type` in the record, its components are further
/// members, so both stay as they are.
public sealed interface AuditEvent {
  // ---- requests

  /// The policy has decided, and nothing has changed because of it.
  record RequestDecided() implements AuditEvent {}

  /// A list was given out as far as the caller may see it.
  ///
  /// @param action what the caller had to be allowed with each
  /// @param items what the list is of, such as `execution`
  /// @param shown how many were shown
  /// @param hidden how many were left out
  record ListFiltered(String action, String items, int shown, int hidden) implements AuditEvent {}

  /// A step of an execution has asked the policies.
  ///
  /// @param execution its ARN
  /// @param state the name of the state
  /// @param principal about whom it has asked, in the form `Type::"id"`
  record StepDecided(String execution, String state, String principal) implements AuditEvent {}

  /// A token, signature, cookie or callback was not believed.
  ///
  /// @param credential what it was, such as `bearer`, `signature` or `login`
  /// @param reason why, without anything of the credential
  record CredentialRefused(String credential, String reason) implements AuditEvent {}

  /// A caller was told who he is.
  record CallerShown() implements AuditEvent {}

  /// A browser session has begun.
  record SessionStarted() implements AuditEvent {}

  /// A browser session was ended by its user.
  record SessionEnded() implements AuditEvent {}

  // ---- executions

  /// An execution was stored for the first time.
  ///
  /// @param execution its ARN
  /// @param route the route that started it; null when none did
  /// @param status how it stands: it may have ended already
  record ExecutionStarted(String execution, @Nullable String route, String status)
      implements AuditEvent {}

  /// An execution has ended.
  ///
  /// @param execution its ARN
  /// @param status how: `ABORTED` when somebody has stopped it
  record ExecutionEnded(String execution, String status) implements AuditEvent {}

  /// An execution goes on after its end.
  ///
  /// @param execution its ARN
  record ExecutionRedriven(String execution) implements AuditEvent {}

  /// The limits of a map run were changed.
  ///
  /// @param mapRun its number
  record MapRunChanged(long mapRun) implements AuditEvent {}

  /// Executions that ended long ago were removed.
  ///
  /// @param count how many
  record ExecutionsRemoved(int count) implements AuditEvent {}

  /// Names of executions that were removed long ago are free again.
  ///
  /// @param count how many
  record NamesFreed(int count) implements AuditEvent {}

  // ---- tasks and people

  /// The end of a task, or its heartbeat, was accepted from who has its token.
  ///
  /// @param token the beginning of the token's SHA-256
  record TaskAnswered(String token) implements AuditEvent {}

  /// A task token was refused.
  ///
  /// @param token the beginning of the token's SHA-256
  /// @param reason the error that the caller was told
  record TaskTokenRefused(String token, String reason) implements AuditEvent {}

  /// Work of an activity, with its token, was given out.
  ///
  /// @param activity its ARN
  record ActivityTaskTaken(String activity) implements AuditEvent {}

  /// People are asked.
  ///
  /// @param approval the id of the question
  /// @param execution the ARN of the execution that waits
  record ApprovalAsked(String approval, String execution) implements AuditEvent {}

  /// Somebody has answered.
  ///
  /// @param approval the id of the question
  /// @param answer the decision, such as `approve` or `reject`
  /// @param reason in the words of who decided; null when none was given
  /// @param outcome what has come of the question by that, such as `open` or `approved`
  record ApprovalDecided(String approval, String answer, @Nullable String reason, String outcome)
      implements AuditEvent {}

  /// Questions have ended because nobody answered in time.
  ///
  /// @param executions how many executions were told
  record ApprovalsExpired(int executions) implements AuditEvent {}

  /// Nothing is sent to an address any more, because it has said so.
  ///
  /// @param address of the receiver
  record ReceiverDisabled(String address) implements AuditEvent {}

  // ---- what is configured

  /// A machine, its versions or its aliases were changed.
  ///
  /// @param machine account and name
  /// @param changes in words, in their order
  record MachineChanged(String machine, List<String> changes) implements AuditEvent {
    /// Copies the list.
    public MachineChanged {
      changes = List.copyOf(changes);
    }
  }

  /// Tags were changed.
  ///
  /// @param resource the ARN of what has them
  /// @param set the keys that were set
  /// @param removed the keys that were removed
  record TagsChanged(String resource, List<String> set, List<String> removed)
      implements AuditEvent {
    /// Copies the lists.
    public TagsChanged {
      set = List.copyOf(set);
      removed = List.copyOf(removed);
    }
  }

  /// An activity was created.
  ///
  /// @param activity its ARN
  record ActivityCreated(String activity) implements AuditEvent {}

  /// An activity was deleted.
  ///
  /// @param activity its ARN
  record ActivityDeleted(String activity) implements AuditEvent {}

  /// A schedule was paused.
  ///
  /// @param schedule its name
  record SchedulePaused(String schedule) implements AuditEvent {}

  /// A schedule goes on.
  ///
  /// @param schedule its name
  record ScheduleResumed(String schedule) implements AuditEvent {}

  /// A configuration is in force.
  ///
  /// @param generation its number
  /// @param sha256 of all its files
  record ConfigurationActivated(long generation, String sha256) implements AuditEvent {}

  /// A further key for the tokens of tasks was made.
  ///
  /// @param key its id
  /// @param retired the ids of those that are not published any more
  record KeysRotated(String key, List<String> retired) implements AuditEvent {
    /// Copies the list.
    public KeysRotated {
      retired = List.copyOf(retired);
    }
  }

  // ---- the record itself

  /// The store was put back from a copy: what came after the copy is not in its chain.
  ///
  /// @param backup the name of the copy
  record StoreRestored(String backup) implements AuditEvent {}

  /// How long the log of a worker was: in the chain of the store.
  ///
  /// @param log the name of the log
  /// @param sequence the number of its last record
  /// @param hash the hash of that record
  record LogAnchored(String log, long sequence, String hash) implements AuditEvent {}

  /// Full files of the log of a worker were removed, because their retention is over: in the chain
  /// of the store.
  ///
  /// @param log the name of the log
  /// @param sequence the number of the last record that was removed
  /// @param hash the hash of that record
  record LogRemoved(String log, long sequence, String hash) implements AuditEvent {}

  /// The log of a worker goes on in a file of which this is the first record.
  ///
  /// @param sequence the number of the last record of the file before
  /// @param hash the hash of that record
  record LogRotated(long sequence, String hash) implements AuditEvent {}

  /// How long the chain of the store was: in the log of a worker.
  ///
  /// @param sequence the number of its last record
  /// @param hash the hash of that record
  record StoreAnchored(long sequence, String hash) implements AuditEvent {}

  /// The log goes on after a process that ended in the middle of a line.
  ///
  /// @param tornBytes how much of the line there was
  record LogContinued(long tornBytes) implements AuditEvent {}

  /// Records could not be kept, because the log could not be written for too long.
  ///
  /// @param count how many
  record RecordsLost(long count) implements AuditEvent {}
}
