package org.stepgate.cli;

import java.util.List;
import org.stepgate.audit.Decided;
import org.stepgate.audit.RequestAudit;
import org.stepgate.audit.Target;
import org.stepgate.policy.Action;
import org.stepgate.policy.Context;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Policy;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;

/// A policy whose decisions are put on record, whoever asks it.
record RecordedPolicy(Policy policy) implements Policy {
  @Override
  public Decision decide(Principal principal, Action action, Resource resource, Context context) {
    Decision decision = policy.decide(principal, action, resource, context);
    RequestAudit.decided(
        principal,
        new Decided(action.name(), target(resource), decision.isAllowed(), decision.policies()));
    return decision;
  }

  @Override
  public boolean shows(
      Principal principal, List<Action> anyOf, Resource resource, Context context) {
    boolean shown = policy.shows(principal, anyOf, resource, context);
    RequestAudit.listed(principal, anyOf.getFirst().name(), target(resource).type(), shown);
    return shown;
  }

  @Override
  public boolean hides() {
    return policy.hides();
  }

  @Override
  public boolean needsOrigin() {
    return policy.needsOrigin();
  }

  /// What the record of a decision names.
  static Target target(Resource resource) {
    return switch (resource) {
      case Resource.Route route -> new Target("route", route.id());
      case Resource.Machine machine ->
          new Target("machine", machine.engine() + ":" + machine.name());
      case Resource.Schedule schedule -> new Target("schedule", schedule.name());
      case Resource.Execution execution ->
          new Target(
              "execution", execution.engine() + ":" + execution.machine() + ":" + execution.name());
      case Resource.Approval approval -> new Target("approval", approval.id());
      case Resource.Named named -> new Target("arn", named.arn());
      case Resource.Account account -> new Target("account", account.account());
    };
  }
}
