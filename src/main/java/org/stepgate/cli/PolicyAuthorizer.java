package org.stepgate.cli;

import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.AuthorizationAnswer;
import org.stepgate.policy.Policies;
import org.stepgate.tasks.Authorizer;

/// Lets machines ask the policies of the site.
record PolicyAuthorizer(Policies policies) implements Authorizer {
  @Override
  public Answer isAuthorized(JsonObject request) {
    return switch (policies.isAuthorized(request)) {
      case AuthorizationAnswer.Decided(var content) -> new Answer.Decided(content);
      case AuthorizationAnswer.Refused(var code, var message) -> new Answer.Refused(code, message);
    };
  }
}
