package org.stepgate.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.stepgate.approvals.ApprovalRule;
import org.stepgate.audit.AuditConfig;
import org.stepgate.awsapi.ApiConfig;
import org.stepgate.embedded.EmbeddedConfig;
import org.stepgate.fastcgi.FastCgiConfig;
import org.stepgate.identity.AccessKey;
import org.stepgate.identity.IdentityConfig;
import org.stepgate.identity.WorkflowIdentityConfig;
import org.stepgate.limits.LimitRule;
import org.stepgate.notifications.NotificationsConfig;
import org.stepgate.payloads.PayloadsConfig;
import org.stepgate.policy.PolicyFiles;
import org.stepgate.routes.RouteConfig;
import org.stepgate.routes.RouteTable;
import org.stepgate.schedules.ScheduleConfig;
import org.stepgate.store.RetentionConfig;
import org.stepgate.store.StoreConfig;
import org.stepgate.tasks.TasksConfig;

/// All that the files say, checked.
///
/// @param machines the state machines, by name
/// @param routeTable the routes, compiled
/// @param schedules what is started by time, in their order
/// @param approvals who decides the tasks of which activities, by the activity's name
/// @param notifications who is told of what happens
/// @param tasks what Task states may call
/// @param fastcgi limits of the FastCGI side; bodies are spooled to `spool` in the state directory
/// @param store limits of the store; its file is `stepgate.db` in the state directory
/// @param embedded settings of the embedded engine, with account and region
/// @param retention how long executions that have ended are kept, and their names
/// @param audit how the logs of decisions are kept
/// @param payloads limits of the payload store, and its directory, which is absolute
/// @param accessKeys the keys that requests to the API may be signed with
/// @param api settings of the API
/// @param identity whose tokens are accepted, and who is served without one
/// @param limits how often a caller may ask
/// @param policies who may do what; empty for a site without policies
/// @param workflowIdentity the issuer of tokens for tasks; empty for none
public record Configuration(
    List<MachineConfig> machines,
    RouteTable routeTable,
    List<ScheduleConfig> schedules,
    SequencedMap<String, ApprovalRule> approvals,
    NotificationsConfig notifications,
    TasksConfig tasks,
    FastCgiConfig fastcgi,
    StoreConfig store,
    EmbeddedConfig embedded,
    RetentionConfig retention,
    AuditConfig audit,
    PayloadsConfig payloads,
    List<AccessKey> accessKeys,
    ApiConfig api,
    IdentityConfig identity,
    List<LimitRule> limits,
    Optional<PolicyFiles> policies,
    Optional<WorkflowIdentityConfig> workflowIdentity) {
  /// The name of the database in the state directory.
  public static final String STORE_FILE = "stepgate.db";

  /// The name of the directory for bodies in the state directory.
  public static final String SPOOL_DIRECTORY = "spool";

  /// Copies the lists.
  public Configuration {
    machines = List.copyOf(machines);
    schedules = List.copyOf(schedules);
    approvals = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(approvals));
    accessKeys = List.copyOf(accessKeys);
    limits = List.copyOf(limits);
  }

  /// The routes in their order.
  public List<RouteConfig> routes() {
    return routeTable.routes();
  }
}
