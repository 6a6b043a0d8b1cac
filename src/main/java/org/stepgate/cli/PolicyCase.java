package org.stepgate.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.config.ConfigException;
import org.stepgate.config.Fault;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonPointer;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.Position;
import org.stepgate.policy.Action;
import org.stepgate.policy.Context;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;

/// One case of a table for `stepgate policy test`.
///
/// @param position where it is in the table
/// @param name what it is called
/// @param principal who asks
/// @param action what for
/// @param resource what with
/// @param context from where
/// @param allowed whether it shall be allowed
/// @param by the policies that shall determine it; empty for any
record PolicyCase(
    Position position,
    String name,
    Principal principal,
    Action action,
    Resource resource,
    Context context,
    boolean allowed,
    List<String> by) {
  private static final String ISSUER = "test";
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "principal",
          "groups",
          "claims",
          "action",
          "resource",
          "requester",
          "route",
          "source",
          "expected",
          "by");

  PolicyCase {
    by = by.stream().sorted().toList();
  }

  /// Reads a table: a YAML list of objects.
  ///
  /// @param file its name, for faults
  /// @throws ConfigException when it is something else
  static List<PolicyCase> read(String file, String yaml) {
    JsonDocument document = document(file, yaml);
    if (!(document.value() instanceof JsonArray list)) {
      throw fault(file, new Position(1, 1), "a table is a list of cases");
    }
    var cases = new ArrayList<PolicyCase>();
    for (int i = 0; i < list.size(); i++) {
      cases.add(new Reader(file, document, JsonPointer.ROOT.child(i), list.get(i)).read());
    }
    return cases;
  }

  private static JsonDocument document(String file, String yaml) {
    try {
      return JsonDocument.readYaml(yaml, JsonLimits.NETWORK);
    } catch (JsonException e) {
      throw fault(file, e.position(), String.valueOf(e.getMessage()));
    }
  }

  private static ConfigException fault(String file, Position position, String message) {
    return new ConfigException(List.of(new Fault(file, position, message)));
  }

  /// Whether the decision is as expected.
  boolean fits(Decision decision) {
    return decision.isAllowed() == allowed && (by.isEmpty() || by.equals(decision.policies()));
  }

  /// The case and the decision in words.
  String told(Decision decision) {
    var text = new StringBuilder(name).append(": ").append(word(decision.isAllowed()));
    text.append(
        decision.policies().isEmpty()
            ? ", no policy says so"
            : " by " + String.join(", ", decision.policies()));
    if (!fits(decision)) {
      text.append("; expected ").append(word(allowed));
      if (!by.isEmpty()) {
        text.append(" by ").append(String.join(", ", by));
      }
    }
    return text.toString();
  }

  private static String word(boolean allowed) {
    return allowed ? "allow" : "deny";
  }

  /// Reads one case.
  private record Reader(String file, JsonDocument document, JsonPointer pointer, JsonValue value) {
    PolicyCase read() {
      if (!(value instanceof JsonObject object)) {
        throw fault(pointer, "a case is an object");
      }
      var unknown = new LinkedHashSet<>(object.members().keySet());
      unknown.removeAll(KEYS);
      if (!unknown.isEmpty()) {
        String key = unknown.getFirst();
        throw PolicyCase.fault(
            file, document.namePosition(pointer.child(key)), "unknown key " + key);
      }
      String principal = required(object, "principal");
      String action = required(object, "action");
      String resource = required(object, "resource");
      String name = text(object, "name");
      String source = text(object, "source");
      return new PolicyCase(
          document.position(pointer),
          name == null ? principal + " " + action + " " + resource : name,
          principal(principal, object),
          Action.of(action)
              .orElseThrow(() -> fault(pointer.child("action"), "there is no action " + action)),
          resource(resource, object),
          source == null ? Context.NONE : new Context(source),
          expected(object),
          texts(object, "by"));
    }

    private boolean expected(JsonObject object) {
      return switch (required(object, "expected")) {
        case "allow" -> true;
        case "deny" -> false;
        default -> throw fault(pointer.child("expected"), "expected is allow or deny");
      };
    }

    private Principal principal(String text, JsonObject object) {
      JsonObject claims =
          object.get("claims") instanceof JsonObject given ? given : JsonObject.EMPTY;
      List<String> groups = texts(object, "groups");
      if (text.equals("anonymous")) {
        return Principal.ANONYMOUS;
      }
      return new Principal(issuer(text), subject(text), groups, claims);
    }

    private static String issuer(String text) {
      int bar = text.indexOf('|');
      return bar < 1 ? ISSUER : text.substring(0, bar);
    }

    private String subject(String text) {
      String subject = text.substring(text.indexOf('|') + 1);
      if (subject.isEmpty()) {
        throw fault(pointer, "a principal is SUBJECT, ISSUER|SUBJECT or anonymous");
      }
      return subject;
    }

    private Resource resource(String text, JsonObject object) {
      int colons = text.indexOf("::");
      String id = colons < 0 ? "" : text.substring(colons + 2);
      String[] parts = id.split(":", -1);
      String type = colons < 0 ? "" : text.substring(0, colons);
      return switch (type) {
        case "Route" -> new Resource.Route(id);
        case "Schedule" -> new Resource.Schedule(id);
        case "Activity", "Named" -> new Resource.Named(id);
        case "Account" -> new Resource.Account(id);
        default -> composed(type + parts.length, parts, object);
      };
    }

    private Resource composed(String typeAndParts, String[] parts, JsonObject object) {
      return switch (typeAndParts) {
        case "Machine2" -> new Resource.Machine(parts[0], parts[1]);
        case "Machine3" -> Resource.Machine.of(parts[0], parts[1], parts[2]);
        case "Execution3" -> new Resource.Execution(parts[0], parts[1], parts[2], origin(object));
        case "Execution4" ->
            Resource.Execution.of(parts[0], parts[1], parts[2], parts[3], origin(object));
        case "Approval2" -> new Resource.Approval(parts[1], parts[0]);
        default ->
            throw fault(
                pointer.child("resource"),
                "expected Route::ID, Machine::ENGINE:NAME, Execution::ENGINE:MACHINE:NAME,"
                    + " Schedule::NAME, Approval::ACTIVITY:ID, Activity::ARN, Named::ARN or"
                    + " Account::NUMBER");
      };
    }

    private Resource.@Nullable Origin origin(JsonObject object) {
      String requester = text(object, "requester");
      if (requester == null) {
        return null;
      }
      String issuer =
          requester.equals("anonymous") ? Principal.ANONYMOUS.issuer() : issuer(requester);
      return new Resource.Origin(text(object, "route"), issuer, subject(requester));
    }

    private String required(JsonObject object, String key) {
      String text = text(object, key);
      if (text == null) {
        throw fault(pointer, "the key " + key + " is missing");
      }
      return text;
    }

    private @Nullable String text(JsonObject object, String key) {
      return switch (object.get(key)) {
        case JsonString(String text) -> text;
        case null -> null;
        default -> throw fault(pointer.child(key), key + " is a text");
      };
    }

    private List<String> texts(JsonObject object, String key) {
      return switch (object.get(key)) {
        case JsonArray list ->
            list.stream()
                .map(each -> {
                  if (each instanceof JsonString(String text)) {
                    return text;
                  }
                  throw fault(pointer.child(key), key + " is a list of texts");
                })
                .toList();
        case null -> List.of();
        default -> throw fault(pointer.child(key), key + " is a list of texts");
      };
    }

    private ConfigException fault(JsonPointer at, String message) {
      return PolicyCase.fault(file, document.position(at), message);
    }
  }
}
