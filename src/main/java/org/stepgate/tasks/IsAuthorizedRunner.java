package org.stepgate.tasks;

import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// Asks the policies of the site, where on AWS the managed service is asked: no call leaves the
/// process.
final class IsAuthorizedRunner implements TaskRunner {
  static final String RESOURCE = "arn:aws:states:::aws-sdk:verifiedpermissions:isAuthorized";

  private final Authorizer authorizer;

  IsAuthorizedRunner(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  @Override
  public TaskOutcome run(TaskCall call, TaskContext context) {
    if (!(call.arguments() instanceof JsonObject request)) {
      return new Failed(
          TaskErrors.RUNTIME, "The arguments of the call have to be an object, as of the SDK");
    }
    return switch (authorizer.isAuthorized(request, call)) {
      case Authorizer.Answer.Decided(var content) -> new Succeeded(content);
      case Authorizer.Answer.Refused(var code, var message) ->
          new Failed(
              "VerifiedPermissions." + code,
              message + " (Service: VerifiedPermissions, Status Code: 400)");
    };
  }
}
