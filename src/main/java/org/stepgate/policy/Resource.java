package org.stepgate.policy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;

/// What somebody may want to do something with.
public sealed interface Resource {
  /// A configured route.
  ///
  /// @param id its id
  record Route(String id) implements Resource {}

  /// A state machine.
  ///
  /// @param engine the engine that has it
  /// @param name its name; after its account and a `:` when that is not the configuration's
  record Machine(String engine, String name) implements Resource {
    /// A machine of any account.
    ///
    /// @param account 12 digits; empty for the account of the configuration
    /// @param name its name; a label of a distributed Map state after it makes no difference
    public static Machine of(String engine, String account, String name) {
      return new Machine(engine, governed(account, name));
    }
  }

  /// A schedule.
  ///
  /// @param name its name
  record Schedule(String name) implements Resource {}

  /// An execution.
  ///
  /// @param engine the engine that carries it out
  /// @param machine the name of its state machine, as [Machine] has it
  /// @param name its own name
  /// @param origin where it comes from; null when it does not exist, or when nobody has looked it
  ///   up
  record Execution(String engine, String machine, String name, @Nullable Origin origin)
      implements Resource {
    /// An execution of which only the name is known.
    public Execution(String engine, String machine, String name) {
      this(engine, machine, name, null);
    }

    /// An execution of a machine of any account. The children of a distributed Map state are in the
    /// machine that has the state, as its other executions are.
    ///
    /// @param account 12 digits; empty for the account of the configuration
    /// @param machine the name of its state machine, with the label of the state for such a child
    public static Execution of(
        String engine, String account, String machine, String name, @Nullable Origin origin) {
      return new Execution(engine, governed(account, machine), name, origin);
    }
  }

  /// Where an execution comes from.
  ///
  /// @param route the id of the route that started it; null when it was started otherwise
  /// @param issuer the issuer of who started it
  /// @param subject the subject of who started it
  record Origin(@Nullable String route, String issuer, String subject) {
    /// The origin of an execution, as it is described.
    ///
    /// @param route the id of the route that started it; null when it was started otherwise
    /// @param caller the JSON text of who started it, as [org.stepgate.principal.Principal#toJson]
    ///   gives it; empty when it is another
    public static Optional<Origin> of(@Nullable String route, String caller) {
      try {
        if (JsonReader.read(caller, JsonLimits.STORED) instanceof JsonObject principal) {
          String issuer = principal.string("issuer");
          String subject = principal.string("subject");
          if (issuer != null && subject != null) {
            return Optional.of(new Origin(route, issuer, subject));
          }
        }
        return Optional.empty();
      } catch (JsonException e) {
        return Optional.empty();
      }
    }
  }

  /// A question that waits for people.
  ///
  /// @param id its id
  /// @param activity the name of the activity whose task it is
  record Approval(String id, String activity) implements Resource {}

  /// Whatever else the Step Functions API names: an activity, an alias, a map run.
  ///
  /// @param arn its ARN, as the caller wrote it
  record Named(String arn) implements Resource {}

  /// All that an account has, for operations that list or create.
  ///
  /// @param account 12 digits
  record Account(String account) implements Resource {}

  /// What policies call a machine: those of other accounts have names of their own, whoever may
  /// have made machines there.
  private static String governed(String account, String machine) {
    int label = machine.indexOf('/');
    String name = label < 0 ? machine : machine.substring(0, label);
    return account.isEmpty() ? name : account + ":" + name;
  }
}
