package org.stepgate.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.DefinitionWarning;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonPointer;
import org.stepgate.json.JsonReader;
import org.stepgate.limits.LimitRule;
import org.stepgate.policy.PolicyReference;

/// What is right in a configuration and still looks like a mistake.
public final class Warnings {
  private static final JsonPointer APPROVALS = JsonPointer.ROOT.child("approvals");
  private static final JsonPointer SCHEDULES = JsonPointer.ROOT.child("schedules");
  private static final JsonPointer LIMITS = JsonPointer.ROOT.child("limits");

  private static final Fault NO_POLICIES =
      Fault.ofFile(
          ConfigurationDirectory.POLICIES,
          "there is no such directory: without --demo everything is denied");

  private final ConfigurationBundle bundle;
  private final JsonDocument main;
  private final Configuration site;

  private Warnings(ConfigurationBundle bundle, Configuration site) {
    this.bundle = bundle;
    this.main = ConfigurationReader.document(bundle);
    this.site = site;
  }

  /// Looks for missing policies, policies that name what the files do not have, approvals that no
  /// machine asks for, groups that are written differently in one place, schedules that never tick,
  /// texts of definitions that look like paths, and programs and secrets that are not on this host.
  /// Most can be meant: machines may come by the API, a group is what an issuer says it is, and the
  /// files may be checked on another host.
  ///
  /// @param bundle the files
  /// @param site what they say
  /// @return what may be wrong and where, in the order of files and places
  public static List<Fault> of(ConfigurationBundle bundle, Configuration site) {
    return new Warnings(bundle, site).find();
  }

  private List<Fault> find() {
    var warnings = new ArrayList<Fault>();
    site.policies()
        .ifPresentOrElse(
            texts -> warnings.addAll(PolicyNames.warnings(texts, site)),
            () -> warnings.add(NO_POLICIES));
    warnings.addAll(approvals());
    warnings.addAll(groups());
    warnings.addAll(schedules());
    warnings.addAll(definitions());
    warnings.addAll(HostWarnings.of(main, site));
    return warnings.stream().sorted().toList();
  }

  private Fault inMainFile(JsonPointer at, String message) {
    return new Fault(ConfigurationDirectory.MAIN_FILE, main.position(at), message);
  }

  /// What AWS warns of in definitions.
  private List<Fault> definitions() {
    var warnings = new ArrayList<Fault>();
    bundle
        .files()
        .forEach((file, text) -> {
          if (ConfigurationDirectory.SUFFIXES.stream().anyMatch(file::endsWith)) {
            JsonDocument document = Machines.document(file, text);
            for (DefinitionWarning each : DefinitionWarning.in(document.value())) {
              String message = each.code() + ": " + each.message() + " at " + each.location();
              warnings.add(new Fault(file, document.position(each.pointer()), message));
            }
          }
        });
    return warnings;
  }

  /// Schedules of days that never come, such as the 31st of February.
  private List<Fault> schedules() {
    return site.schedules().stream()
        .filter(each -> each.timetable().next(Instant.EPOCH, Instant.EPOCH).isEmpty())
        .map(each ->
            inMainFile(
                SCHEDULES.child(each.name()).child("expression"),
                "it never ticks: there is no such day"))
        .toList();
  }

  /// Approvals of activities that no machine waits for.
  private List<Fault> approvals() {
    if (site.approvals().isEmpty()) {
      return List.of();
    }
    var used = new TreeSet<String>();
    for (MachineConfig machine : site.machines()) {
      used.addAll(
          TaskStates.activities(JsonReader.read(machine.definition(), DefinitionParser.LIMITS)));
    }
    return site.approvals().keySet().stream()
        .filter(activity -> !used.contains(activity))
        .map(activity ->
            new Fault(
                ConfigurationDirectory.MAIN_FILE,
                main.namePosition(APPROVALS.child(activity)),
                "no state machine here has a task of the activity '"
                    + activity
                    + "'"
                    + Suggestion.hint(activity, used)))
        .toList();
  }

  /// Groups that are named once, and elsewhere nearly so.
  private List<Fault> groups() {
    var places = new TreeMap<String, List<Fault>>();
    for (Fault mention : mentions()) {
      places.computeIfAbsent(mention.message(), _ -> new ArrayList<>()).add(mention);
    }
    var warnings = new ArrayList<Fault>();
    places.forEach((group, mentions) -> {
      List<String> others =
          places.keySet().stream()
              .filter(other -> !withoutDigits(other).equals(withoutDigits(group)))
              .toList();
      if (mentions.size() == 1 && Suggestion.nearest(group, others).isPresent()) {
        Fault only = mentions.getFirst();
        warnings.add(
            new Fault(
                only.file(),
                only.position(),
                "the group '" + group + "' is named only here" + Suggestion.hint(group, others)));
      }
    });
    return warnings;
  }

  /// Each place where a group is named, with its name as the message.
  private List<Fault> mentions() {
    var mentions = new ArrayList<Fault>();
    site.policies().map(PolicyReference::in).orElse(List.of()).stream()
        .filter(reference -> reference.kind() == PolicyReference.Kind.GROUP)
        .map(reference -> new Fault(reference.file(), reference.position(), reference.id()))
        .forEach(mentions::add);
    site.approvals()
        .forEach((activity, rule) -> {
          JsonPointer at = APPROVALS.child(activity).child("approvers");
          rule.quorums()
              .keySet()
              .forEach(group ->
                  mentions.add(
                      new Fault(
                          ConfigurationDirectory.MAIN_FILE,
                          main.namePosition(at.child(group)),
                          group)));
        });
    for (LimitRule rule : site.limits()) {
      JsonPointer at = LIMITS.child(rule.name()).child("groups");
      rule.groups().stream().map(group -> inMainFile(at, group)).forEach(mentions::add);
    }
    return mentions;
  }

  /// What is left of `team1`: a number tells groups apart that are not the same mistyped.
  private static String withoutDigits(String group) {
    return group.replaceAll("[0-9]", "");
  }
}
