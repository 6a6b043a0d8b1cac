package org.stepgate.policy;

import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.IpAddress;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.principal.Principal;

/// A question in the words of the schema.
///
/// @param principal who asks
/// @param action what it wants to do
/// @param resource what with
/// @param context what else is known
/// @param entities all that the question names
record CedarEntities(
    EntityUID principal,
    EntityUID action,
    EntityUID resource,
    Map<String, Value> context,
    Set<Entity> entities) {
  private static final EntityTypeName USER = type("User");
  private static final EntityTypeName GROUP = type("Group");
  private static final EntityTypeName ACTION = type("Action");
  private static final EntityTypeName ROUTE = type("Route");
  private static final EntityTypeName MACHINE = type("Machine");
  private static final EntityTypeName EXECUTION = type("Execution");
  private static final EntityTypeName SCHEDULE = type("Schedule");
  private static final EntityTypeName APPROVAL = type("Approval");
  private static final EntityTypeName ACTIVITY = type("Activity");
  private static final EntityTypeName NAMED = type("Named");
  private static final EntityTypeName ACCOUNT = type("Account");
  private static final String ACTIVITY_MARK = ":activity:";

  static CedarEntities of(Question question) {
    var entities = new HashSet<Entity>();
    EntityUID principal = user(question, entities);
    var action = new EntityUID(ACTION, question.action().id());
    String group = question.action().group();
    if (!group.isEmpty()) {
      entities.add(new Entity(action, Set.of(new EntityUID(ACTION, group))));
    }
    return new CedarEntities(
        principal,
        action,
        resource(question.resource(), entities),
        context(question.sourceAddress()),
        entities);
  }

  static EntityTypeName type(String name) {
    return EntityTypeName.parse("Stepgate::" + name)
        .orElseThrow(() -> new IllegalStateException("no name of a type: " + name));
  }

  private static EntityUID userId(String issuer, String subject) {
    return new EntityUID(USER, issuer + "|" + subject);
  }

  /// Somebody as policies see them.
  ///
  /// @param entities takes the entity
  static EntityUID user(Principal principal, Set<Entity> entities) {
    return user(
        Question.of(principal, Action.READ, new Resource.Account(""), Context.NONE), entities);
  }

  private static EntityUID user(Question question, Set<Entity> entities) {
    EntityUID id = userId(question.issuer(), question.subject());
    var attributes =
        Map.<String, Value>of(
            "issuer", new PrimString(question.issuer()),
            "subject", new PrimString(question.subject()),
            "scopes", texts(question.scopes()));
    Set<EntityUID> groups =
        question.groups().stream()
            .map(group -> new EntityUID(GROUP, group))
            .collect(Collectors.toSet());
    entities.add(new Entity(id, attributes, groups, tags(question.claims())));
    return id;
  }

  private static CedarList texts(Collection<String> texts) {
    return new CedarList(texts.stream().<Value>map(PrimString::new).toList());
  }

  private static Map<String, Value> tags(JsonObject claims) {
    var tags = new HashMap<String, Value>();
    claims
        .members()
        .forEach((name, value) -> {
          switch (value) {
            case JsonString(String text) -> tags.put(name, texts(List.of(text)));
            case JsonArray list -> tags.put(name, texts(Question.texts(list)));
            default -> {
              // Numbers, truth values and objects are no tags.
            }
          }
        });
    return tags;
  }

  private static EntityUID resource(Resource resource, Set<Entity> entities) {
    return switch (resource) {
      case Resource.Route(String id) -> new EntityUID(ROUTE, id);
      case Resource.Machine(String engine, String name) -> machine(engine, name, entities);
      case Resource.Schedule(String name) -> new EntityUID(SCHEDULE, name);
      case Resource.Execution execution -> execution(execution, entities);
      case Resource.Approval(String id, String activity) -> approval(id, activity, entities);
      case Resource.Named(String arn) -> named(arn, entities);
      case Resource.Account(String account) -> new EntityUID(ACCOUNT, account);
    };
  }

  private static EntityUID machine(String engine, String name, Set<Entity> entities) {
    var id = new EntityUID(MACHINE, engine + ":" + name);
    entities.add(
        new Entity(
            id, Map.of("engine", new PrimString(engine), "name", new PrimString(name)), Set.of()));
    return id;
  }

  private static EntityUID execution(Resource.Execution execution, Set<Entity> entities) {
    EntityUID machine = machine(execution.engine(), execution.machine(), entities);
    var id =
        new EntityUID(
            EXECUTION, execution.engine() + ":" + execution.machine() + ":" + execution.name());
    var attributes = new HashMap<String, Value>();
    Resource.Origin origin = execution.origin();
    if (origin != null) {
      attributes.put("requester", userId(origin.issuer(), origin.subject()));
      if (origin.route() != null) {
        attributes.put("route", new EntityUID(ROUTE, origin.route()));
      }
    }
    entities.add(new Entity(id, attributes, Set.of(machine)));
    return id;
  }

  private static EntityUID approval(String approval, String activity, Set<Entity> entities) {
    var id = new EntityUID(APPROVAL, approval);
    entities.add(new Entity(id, Map.of("activity", new PrimString(activity)), Set.of()));
    return id;
  }

  private static EntityUID named(String arn, Set<Entity> entities) {
    var id = new EntityUID(arn.contains(ACTIVITY_MARK) ? ACTIVITY : NAMED, arn);
    entities.add(new Entity(id, Map.of("arn", new PrimString(arn)), Set.of()));
    return id;
  }

  private static Map<String, Value> context(String sourceAddress) {
    if (sourceAddress.isEmpty()) {
      return Map.of();
    }
    try {
      return Map.of("sourceAddress", new IpAddress(sourceAddress));
    } catch (IllegalArgumentException e) {
      return Map.of(); // the web server has told no address
    }
  }
}
