package org.stepgate.config;

import java.time.Duration;
import java.util.Optional;
import org.stepgate.identity.WorkflowIdentityConfig;
import org.stepgate.json.JsonPointer;
import org.stepgate.tasks.HttpConnection;
import org.stepgate.tasks.TasksConfig;

/// Reads the section `workflow-identity`.
final class WorkflowIdentitySection {
  private static final String KEY = "identity-token";

  private WorkflowIdentitySection() {}

  /// Empty when there is no issuer.
  static Optional<WorkflowIdentityConfig> read(Section section) {
    Duration lifetime =
        section.time(
            "lifetime",
            WorkflowIdentityConfig.LIFETIME,
            Duration.ofMinutes(1),
            Duration.ofHours(1));
    return section.parsed("issuer", "URL", issuer -> new WorkflowIdentityConfig(issuer, lifetime));
  }

  /// Reports what tasks want tokens for, where nobody issues any.
  static void demand(TasksConfig tasks, SourceFile source) {
    JsonPointer at = JsonPointer.ROOT.child("tasks");
    tasks
        .http()
        .connections()
        .forEach((name, connection) -> {
          if (connection.authentication() instanceof HttpConnection.Authentication.IdentityToken) {
            demand(at.child("http").child("connections").child(name), KEY, source);
          }
        });
    tasks
        .exec()
        .commands()
        .forEach((name, command) -> {
          if (command.environment().tokenAudience() != null) {
            demand(at.child("exec").child("commands").child(name), KEY, source);
          }
        });
    tasks
        .aws()
        .webIdentity()
        .ifPresent(
            by -> demand(at.child("aws"), by.roleArn().isPresent() ? "role-arn" : KEY, source));
  }

  private static void demand(JsonPointer at, String key, SourceFile source) {
    source.faultAtName(
        at.child(key),
        key + ": this needs the section workflow-identity, by which tokens are issued");
  }
}
