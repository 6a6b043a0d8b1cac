package org.stepgate.cli;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.stepgate.audit.Actor;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.AuditRecord;
import org.stepgate.audit.Cause;
import org.stepgate.audit.Decided;
import org.stepgate.audit.DecisionLog;
import org.stepgate.embedded.EmbeddedEngine;
import org.stepgate.embedded.OwnCalls;
import org.stepgate.policy.Action;
import org.stepgate.policy.Context;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Policy;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;
import org.stepgate.tasks.TaskCall;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.StatesArn;

/// Asks the policies of the site what a step may have Stepgate do, for who has started the
/// execution: the questions that the operations of the Step Functions API ask. Each decision is put
/// on record. Safe for many threads.
///
/// @param account that of the configuration, 12 digits
/// @param log takes the records
/// @param ready done once the policies are in force; questions wait for it
record StepPolicy(
    Policy policy, String account, DecisionLog log, InstantSource clock, CompletableFuture<?> ready)
    implements OwnCalls {
  @Override
  public Verdict decide(Question question) throws InterruptedException {
    try {
      ready.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the worker has not started", e);
    }
    Principal starter = Starters.of(question.call());
    Action action =
        Action.of(question.action())
            .orElseThrow(() -> new IllegalStateException("no action: " + question.action()));
    Resource resource = resource(question);
    Decision decision = policy.decide(starter, action, resource, Context.NONE);
    Cause cause = recorded(question.call(), starter, action, resource, decision);
    return switch (decision) {
      case Decision.Allow _ -> new Verdict.Allowed(cause);
      case Decision.Deny _ ->
          isVisible(starter, resource) ? new Verdict.Denied() : new Verdict.Hidden();
    };
  }

  private Resource resource(Question question) {
    return switch (question.about()) {
      case null -> new Resource.Account(question.account());
      case StatesArn.Machine machine ->
          Resource.Machine.of(
              EmbeddedEngine.NAME, MachineId.owner(machine.account(), account), machine.name());
      case StatesArn other -> new Resource.Named(other.toString());
    };
  }

  /// Whether the starter may describe what it may not do something with. An account is no secret.
  private boolean isVisible(Principal starter, Resource resource) {
    Action describing =
        resource instanceof Resource.Machine
            ? Action.DESCRIBE_STATE_MACHINE
            : Action.DESCRIBE_ACTIVITY;
    return resource instanceof Resource.Account
        || policy.decide(starter, describing, resource, Context.NONE).isAllowed();
  }

  private Cause recorded(
      TaskCall call, Principal starter, Action action, Resource resource, Decision decision) {
    var cause =
        Cause.of(
            Actor.of(starter),
            new Decided(
                action.name(),
                RecordedPolicy.target(resource),
                decision.isAllowed(),
                decision.policies()));
    log.append(
        new AuditRecord(
            clock.instant(),
            cause,
            new AuditEvent.StepDecided(
                call.identity().executionArn(),
                call.identity().stateName(),
                Starters.entity(starter))));
    return cause;
  }
}
