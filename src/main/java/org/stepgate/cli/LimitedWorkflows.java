package org.stepgate.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.limits.LimitRule;
import org.stepgate.limits.Limits;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionPage;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.HistoryPage;
import org.stepgate.workflow.MachineDescription;
import org.stepgate.workflow.NameLookup;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.RunningBound;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;
import org.stepgate.workflow.Workflows;

/// An engine that starts nothing for callers of whom as many executions run as a limit allows. Safe
/// for any thread.
///
/// @param workflows the engine
record LimitedWorkflows(Workflows workflows, Limits limits) implements Workflows {
  @Override
  public RunOutcome run(RunRequest request) throws InterruptedException {
    List<LimitRule> rules = limits.bounding(request.principal(), request.route());
    if (rules.isEmpty()) {
      return workflows.run(request);
    }
    List<RunningBound> bounds =
        rules.stream().map(rule -> new RunningBound(rule.routes(), rule.executions())).toList();
    RunOutcome outcome = workflows.run(request.within(bounds));
    return outcome instanceof RunOutcome.OverLimit(_, var retryAfter)
        ? new RunOutcome.OverLimit(rules.stream().map(LimitRule::name).toList(), retryAfter)
        : outcome;
  }

  @Override
  public Optional<ExecutionId> locate(StatesArn.Execution arn) {
    return workflows.locate(arn);
  }

  @Override
  public NameLookup lookup(String machine, String name) {
    return workflows.lookup(machine, name);
  }

  @Override
  public Optional<ExecutionDescription> describe(ExecutionId id) {
    return workflows.describe(id);
  }

  @Override
  public Optional<ExecutionDescription> await(ExecutionId id, Duration wait)
      throws InterruptedException {
    return workflows.await(id, wait);
  }

  @Override
  public Optional<HistoryPage> history(
      ExecutionId id, boolean reverse, int maxResults, @Nullable String pageToken) {
    return workflows.history(id, reverse, maxResults, pageToken);
  }

  @Override
  public Optional<MachineDescription> definition(ExecutionId id) {
    return workflows.definition(id);
  }

  @Override
  public ExecutionPage list(ExecutionQuery query) {
    return workflows.list(query);
  }

  @Override
  public Optional<ExecutionDescription> stop(
      ExecutionId id, @Nullable String error, @Nullable String cause) throws InterruptedException {
    return workflows.stop(id, error, cause);
  }

  @Override
  public Instant redrive(Redrive request) throws InterruptedException, WorkflowException {
    return workflows.redrive(request);
  }

  @Override
  public List<MachineDescription> machines() {
    return workflows.machines();
  }

  @Override
  public Optional<MachineDescription> machine(String name) {
    return workflows.machine(name);
  }
}
