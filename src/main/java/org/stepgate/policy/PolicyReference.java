package org.stepgate.policy;

import java.util.ArrayList;
import java.util.List;
import org.stepgate.json.Position;

/// Something that policies name, and of which only the site knows whether it exists: Cedar's schema
/// says which types there are, not which routes.
///
/// @param file the file, as in [PolicyFiles]
/// @param position where the name is
/// @param kind what it names
/// @param id the name, as the policy has it
public record PolicyReference(String file, Position position, Kind kind, String id) {
  /// What can be named.
  public enum Kind {
    /// A route, by its id.
    ROUTE("Route"),
    /// A state machine, as `ENGINE:NAME`.
    MACHINE("Machine"),
    /// An execution, as `ENGINE:MACHINE:NAME`.
    EXECUTION("Execution"),
    /// A schedule, by its name.
    SCHEDULE("Schedule"),
    /// Who calls, as `ISSUER|SUBJECT`.
    USER("User"),
    /// A group, by the name that its issuer gives it.
    GROUP("Group"),
    /// An account, by its number.
    ACCOUNT("Account"),
    /// An issuer: what an attribute `issuer` is compared with.
    ISSUER("issuer"),
    /// The name of a state machine: what an attribute `name` is compared with.
    MACHINE_NAME("name"),
    /// The activity of an approval: what an attribute `activity` is compared with.
    APPROVAL_ACTIVITY("activity");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// What policies call it: an entity's type without its namespace, or an attribute.
    String word() {
      return word;
    }

    /// Whether the word is that of an attribute.
    boolean isAttribute() {
      return Character.isLowerCase(word.charAt(0));
    }
  }

  /// All that the policies name, in their order. Texts with escapes are left out.
  public static List<PolicyReference> in(PolicyFiles files) {
    var found = new ArrayList<PolicyReference>();
    files.texts().forEach((file, text) -> found.addAll(new ReferenceFinder(file, text).find()));
    return found;
  }
}
