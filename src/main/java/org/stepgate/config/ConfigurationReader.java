package org.stepgate.config;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stepgate.approvals.ApprovalRule;
import org.stepgate.audit.AuditConfig;
import org.stepgate.awsapi.ApiConfig;
import org.stepgate.config.SourceFile.KnownKey;
import org.stepgate.embedded.EmbeddedConfig;
import org.stepgate.fastcgi.FastCgiConfig;
import org.stepgate.identity.AccessKey;
import org.stepgate.identity.IdentityConfig;
import org.stepgate.identity.WorkflowIdentityConfig;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonPointer;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.limits.LimitRule;
import org.stepgate.notifications.NotificationsConfig;
import org.stepgate.payloads.PayloadsConfig;
import org.stepgate.policy.Policies;
import org.stepgate.policy.PolicyFault;
import org.stepgate.policy.PolicyFiles;
import org.stepgate.routes.RouteConfig;
import org.stepgate.routes.RouteTable;
import org.stepgate.schedules.ScheduleConfig;
import org.stepgate.store.RetentionConfig;
import org.stepgate.store.StoreConfig;
import org.stepgate.tasks.TasksConfig;

/// Reads and checks the files of a configuration.
public final class ConfigurationReader {
  private ConfigurationReader() {}

  /// What the files say. The same bundle gives an equal configuration, wherever it came from.
  ///
  /// @param directories what `${config}` and `${state}` stand for
  /// @throws ConfigException with every fault in all files
  public static Configuration read(ConfigurationBundle bundle, Directories directories) {
    return read(bundle, directories, InstantSource.system());
  }

  /// As [#read(ConfigurationBundle, Directories)].
  ///
  /// @param policyCheck says what is wrong with policies, in place of [Policies#check]
  public static Configuration read(
      ConfigurationBundle bundle,
      Directories directories,
      Function<PolicyFiles, List<PolicyFault>> policyCheck) {
    return read(bundle, directories, InstantSource.system(), new ArrayList<>(), false, policyCheck);
  }

  /// As [#read(ConfigurationBundle, Directories)].
  ///
  /// @param clock the time that the expressions of routes are told
  public static Configuration read(
      ConfigurationBundle bundle, Directories directories, InstantSource clock) {
    return read(bundle, directories, clock, new ArrayList<>(), false, Policies::check);
  }

  /// What a bundle says that was found good before, perhaps by another version: definitions and
  /// policies are taken as they are.
  ///
  /// @throws ConfigException with every fault of what else the files say
  public static Configuration readStored(ConfigurationBundle bundle, Directories directories) {
    return read(
        bundle, directories, InstantSource.system(), new ArrayList<>(), true, _ -> List.of());
  }

  /// As the others, and adds the keys that it asked for to `keys`.
  static Configuration read(
      ConfigurationBundle bundle,
      Directories directories,
      InstantSource clock,
      List<KnownKey> keys) {
    return read(bundle, directories, clock, keys, false, Policies::check);
  }

  private static Configuration read(
      ConfigurationBundle bundle,
      Directories directories,
      InstantSource clock,
      List<KnownKey> keys,
      boolean stored,
      Function<PolicyFiles, List<PolicyFault>> policyCheck) {
    String text = mainText(bundle);
    var source = new SourceFile(ConfigurationDirectory.MAIN_FILE, text, document(text));
    Optional<PolicyFiles> policies = PolicyTexts.read(bundle, policyCheck, source.faults());
    Configuration configuration;
    try (Section root = Section.root(source)) {
      configuration = read(root, bundle, directories, clock, source, stored, policies);
    }
    keys.addAll(source.keys());
    if (!source.faults().isEmpty()) {
      throw new ConfigException(source.faults());
    }
    return configuration;
  }

  private static Configuration read(
      Section root,
      ConfigurationBundle bundle,
      Directories directories,
      InstantSource clock,
      SourceFile source,
      boolean stored,
      Optional<PolicyFiles> policies) {
    Path state = directories.state();
    Set<String> commands = source.names(TasksSection.COMMANDS);
    // With mocked integrations, what a machine calls need not be there.
    boolean mocked = source.names(JsonPointer.ROOT.child("tasks")).contains("mock-file");
    Machines.Read machines =
        new Machines(bundle, source.faults(), stored, mocked ? null : commands).read(root);
    List<RouteConfig> routes = new RoutesSection(directories, machines.names()).read(root);
    RouteTable routeTable = RouteTables.compile(routes, clock, source);
    List<ScheduleConfig> schedules = new SchedulesSection(machines.names(), source).read(root);
    TasksConfig tasks = root.section("tasks", new TasksSection(directories)::read);
    NotificationsConfig notifications =
        root.section("notifications", new NotificationsSection(directories, commands)::read);
    NotificationsSection.check(routes, notifications.targets().keySet(), source);
    SequencedMap<String, ApprovalRule> approvals =
        new ApprovalsSection(notifications.targets().keySet()).read(root);
    FastCgiConfig fastcgi =
        root.section(
            "fastcgi",
            section -> FastCgiSection.read(section, state.resolve(Configuration.SPOOL_DIRECTORY)));
    StoreConfig store =
        root.section(
            "store",
            section -> StoreSection.read(section, state.resolve(Configuration.STORE_FILE)));
    EmbeddedConfig embedded = EmbeddedSection.read(root);
    RetentionConfig retention = root.section("retention", RetentionSection::read);
    AuditConfig audit = root.section("audit", AuditSection::read);
    PayloadsConfig payloads =
        root.section("payloads", section -> PayloadsSection.read(section, directories));
    List<AccessKey> accessKeys = new AccessKeysSection(directories, embedded.account()).read(root);
    ApiConfig api = root.section("api", ApiSection::read);
    IdentityConfig identity = root.section("identity", new IdentitySection(directories)::read);
    Set<String> routeIds = routes.stream().map(RouteConfig::id).collect(Collectors.toSet());
    List<LimitRule> limits = LimitsSection.read(root, routeIds);
    if (!stored) {
      policies.ifPresent(texts ->
          source
              .faults()
              .addAll(
                  PolicyNames.faults(
                      texts, routeIds, source.names(JsonPointer.ROOT.child("schedules")))));
    }
    Optional<WorkflowIdentityConfig> workflowIdentity =
        root.section("workflow-identity", WorkflowIdentitySection::read);
    if (!stored && !root.has("workflow-identity")) {
      WorkflowIdentitySection.demand(tasks, source);
    }
    return new Configuration(
        machines.good(),
        routeTable,
        schedules,
        approvals,
        notifications,
        tasks,
        fastcgi,
        store,
        embedded,
        retention,
        audit,
        payloads,
        accessKeys,
        api,
        identity,
        limits,
        policies,
        workflowIdentity);
  }

  private static String mainText(ConfigurationBundle bundle) {
    String text = bundle.files().get(ConfigurationDirectory.MAIN_FILE);
    if (text == null) {
      throw new ConfigException(
          List.of(Fault.ofFile(ConfigurationDirectory.MAIN_FILE, "there is no such file")));
    }
    return text;
  }

  /// The main file of a bundle.
  ///
  /// @throws ConfigException when it cannot be read
  static JsonDocument document(ConfigurationBundle bundle) {
    return document(mainText(bundle));
  }

  private static JsonDocument document(String text) {
    if (text.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
      return JsonDocument.unlocated(JsonObject.EMPTY);
    }
    try {
      return JsonDocument.readYaml(text, JsonLimits.NETWORK);
    } catch (JsonException e) {
      throw new ConfigException(List.of(Fault.of(ConfigurationDirectory.MAIN_FILE, e)));
    }
  }
}
