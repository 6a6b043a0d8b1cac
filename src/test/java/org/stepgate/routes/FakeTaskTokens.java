package org.stepgate.routes;

import java.util.ArrayList;
import java.util.List;
import org.stepgate.workflow.TaskTokens;
import org.stepgate.workflow.WorkflowException;

/// Knows one token, `known`, for the first message.
final class FakeTaskTokens implements TaskTokens {
  final List<Object> told = new ArrayList<>();

  private void tell(String token, Object message) {
    if (!token.equals("known")) {
      throw WorkflowException.invalidToken();
    }
    if (!told.isEmpty()) {
      throw new WorkflowException("TaskTimedOut", "Task Timed Out: 'secret detail'");
    }
    told.add(message);
  }

  @Override
  public void sendSuccess(Success request) {
    if (request.output().startsWith("{,")) {
      throw new WorkflowException("InvalidOutput", "Invalid Output: 'no JSON'");
    }
    tell(request.taskToken(), request);
  }

  @Override
  public void sendFailure(Failure request) {
    tell(request.taskToken(), request);
  }

  @Override
  public void sendHeartbeat(Heartbeat request) {
    tell(request.taskToken(), request);
  }
}
