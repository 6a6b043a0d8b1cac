package org.stepgate.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stepgate.identity.DemoIssuer;
import org.stepgate.identity.IssuerConfig;
import org.stepgate.policy.PolicyFiles;
import org.stepgate.policy.PolicyReference;
import org.stepgate.routes.Authorizer;
import org.stepgate.routes.TargetConfig;

/// Holds what policies name against what the site has: a misspelt route in a `permit` silently
/// denies, in a `forbid` it silently allows.
///
/// A fault is what cannot be: a route or schedule that the files do not have, as nothing else can
/// make one, and an id of the wrong form. A warning is what may be made later, or stand elsewhere:
/// machines that come by the API, issuers of another site with the same policies.
final class PolicyNames {
  private static final String ENGINE = TargetConfig.DEFAULT_ENGINE;

  /// Begins the issuers of callers whom no token names.
  private static final String OWN = "stepgate:";

  private static final Pattern OTHER_ACCOUNT = Pattern.compile("(embedded:)?[0-9]{12}:[^:]");

  private static final Pattern FOLDER = Pattern.compile("/[^/]+/");

  private PolicyNames() {}

  /// Names that cannot exist.
  static List<Fault> faults(
      PolicyFiles policies, Collection<String> routes, Collection<String> schedules) {
    return check(
        policies,
        reference -> {
          String id = reference.id();
          return switch (reference.kind()) {
            case ROUTE -> Authorizer.isFolder(id) ? folder(id) : unknown("route", id, routes);
            case SCHEDULE -> unknown("schedule", id, schedules);
            case MACHINE ->
                parts(id, 2) || (ofOtherAccount(id) && parts(id, 3))
                    ? Optional.empty()
                    : form("a state machine", id, "ENGINE:NAME");
            case EXECUTION ->
                parts(id, 3) || (ofOtherAccount(id) && parts(id, 4))
                    ? Optional.empty()
                    : form("an execution", id, "ENGINE:MACHINE:NAME");
            case USER -> id.contains("|") ? Optional.empty() : form("a user", id, "ISSUER|SUBJECT");
            case GROUP, ACCOUNT, ISSUER, MACHINE_NAME, APPROVAL_ACTIVITY -> Optional.empty();
          };
        });
  }

  /// Names of which nothing is known here.
  static List<Fault> warnings(PolicyFiles policies, Configuration site) {
    Set<String> machines =
        site.machines().stream().map(MachineConfig::name).collect(Collectors.toSet());
    Set<String> machineIds =
        machines.stream().map(name -> ENGINE + ":" + name).collect(Collectors.toSet());
    Set<String> issuers =
        site.identity().issuers().stream()
            .map(IssuerConfig::url)
            .collect(Collectors.toCollection(TreeSet::new));
    return check(
        policies,
        reference -> {
          String id = reference.id();
          return switch (reference.kind()) {
            case MACHINE -> machine(id, machineIds);
            case MACHINE_NAME -> machine(id, machines);
            case EXECUTION -> machine(id.substring(0, id.lastIndexOf(':')), machineIds);
            case USER -> issuer(id.substring(0, id.indexOf('|')), issuers);
            case ISSUER -> issuer(id, issuers);
            case ACCOUNT ->
                id.equals(site.embedded().account())
                    ? Optional.empty()
                    : Optional.of("the account of this site is " + site.embedded().account());
            case APPROVAL_ACTIVITY -> unknown("approval of", id, site.approvals().keySet());
            case GROUP, ROUTE, SCHEDULE -> Optional.empty();
          };
        });
  }

  private interface Check {
    Optional<String> of(PolicyReference reference);
  }

  private static List<Fault> check(PolicyFiles policies, Check check) {
    var faults = new ArrayList<Fault>();
    for (PolicyReference reference : PolicyReference.in(policies)) {
      check
          .of(reference)
          .map(message -> new Fault(reference.file(), reference.position(), message))
          .ifPresent(faults::add);
    }
    return faults;
  }

  /// Machines of other accounts are made through the API.
  private static Optional<String> machine(String id, Collection<String> known) {
    return ofOtherAccount(id) ? Optional.empty() : unknown("state machine", id, known);
  }

  private static boolean ofOtherAccount(String id) {
    return OTHER_ACCOUNT.matcher(id).lookingAt();
  }

  private static Optional<String> unknown(String what, String id, Collection<String> known) {
    return known.contains(id)
        ? Optional.empty()
        : Optional.of("there is no " + what + " '" + id + "'" + Suggestion.hint(id, known));
  }

  /// Which folders the web server asks about only its own files say.
  private static Optional<String> folder(String id) {
    return id.equals("/") || FOLDER.matcher(id).matches()
        ? Optional.empty()
        : form("a folder", id, "/NAME/");
  }

  private static Optional<String> issuer(String id, Collection<String> known) {
    return id.startsWith(OWN) || id.equals(DemoIssuer.URL)
        ? Optional.empty()
        : unknown("issuer", id, known);
  }

  private static boolean parts(String id, int wanted) {
    String[] parts = id.split(":", -1);
    return parts.length == wanted && List.of(parts).stream().noneMatch(String::isEmpty);
  }

  private static Optional<String> form(String what, String id, String form) {
    return Optional.of("the id of " + what + " is " + form + ", got '" + id + "'");
  }
}
