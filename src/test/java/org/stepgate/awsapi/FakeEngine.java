package org.stepgate.awsapi;

import org.stepgate.workflow.Activities;
import org.stepgate.workflow.MapRuns;
import org.stepgate.workflow.Redrives;
import org.stepgate.workflow.StateMachines;
import org.stepgate.workflow.StateTests;
import org.stepgate.workflow.TaskTokens;
import org.stepgate.workflow.Workflows;

/// An engine whose ports are all one fake.
final class FakeEngine {
  private FakeEngine() {}

  static AwsApi.Engine of(FakePort port) {
    return new AwsApi.Engine(
        "embedded",
        "123456789012",
        port.as(Workflows.class),
        port.as(StateMachines.class),
        port.as(Redrives.class),
        port.as(TaskTokens.class),
        port.as(Activities.class),
        port.as(MapRuns.class),
        port.as(StateTests.class));
  }
}
