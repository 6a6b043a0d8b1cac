package org.stepgate.policy;

import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;
import org.stepgate.principal.Principal;

/// A request of `IsAuthorized`, in Cedar's terms.
///
/// @param request who wants to do what with what
/// @param entities what is told of them
/// @spec https://docs.aws.amazon.com/verifiedpermissions/latest/apireference/API_IsAuthorized.html
record AuthorizationQuestion(AuthorizationRequest request, Entities entities) {
  private static final String OUR_ACTION = "Stepgate::Action";

  /// A request that breaks the rules of the API.
  static final class InvalidException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidException(String message) {
      super(message);
    }
  }

  /// Reads a request.
  ///
  /// @param starter whom a request is about that names no principal, with all that is known of it,
  ///   whatever the request tells
  /// @throws InvalidException when it is none
  static AuthorizationQuestion of(JsonObject request, Principal starter) throws InvalidException {
    EntityUID action = uid(request, "Action", "ActionType", "ActionId");
    try {
      var entities = new HashSet<>(entities(request.get("Entities")).getEntities());
      withOurGroup(action, entities);
      return new AuthorizationQuestion(
          new AuthorizationRequest(
              request.has("Principal")
                  ? uid(request, "Principal", "EntityType", "EntityId")
                  : ours(starter, entities),
              action,
              uid(request, "Resource", "EntityType", "EntityId"),
              Optional.of(context(request.get("Context")).attrs),
              Optional.empty(),
              false),
          new Entities(entities));
    } catch (IOException | RuntimeException e) {
      throw new InvalidException("The entities or the context cannot be read: " + e.getMessage());
    }
  }

  private static EntityUID uid(JsonObject request, String name, String type, String id)
      throws InvalidException {
    if (request.get(name) instanceof JsonObject named
        && named.get(type) instanceof JsonString(String typeName)
        && named.get(id) instanceof JsonString(String idText)) {
      return new EntityUID(
          EntityTypeName.parse(typeName)
              .orElseThrow(() -> new InvalidException(name + "." + type + " names no type")),
          idText);
    }
    throw new InvalidException(name + " with " + type + " and " + id + " is missing");
  }

  private static EntityUID ours(Principal starter, Set<Entity> entities) {
    var known = new HashSet<Entity>();
    EntityUID user = CedarEntities.user(starter, known);
    entities.removeIf(entity -> entity.getEUID().equals(user));
    entities.addAll(known);
    return user;
  }

  /// An action of ours is in its group, though the request does not say so.
  private static void withOurGroup(EntityUID action, Set<Entity> entities) {
    Action ours =
        action.getType().toString().equals(OUR_ACTION)
            ? Action.of(action.getId().toString()).orElse(null)
            : null;
    if (ours != null && !ours.group().isEmpty()) {
      entities.removeIf(entity -> entity.getEUID().equals(action));
      entities.add(new Entity(action, Set.of(new EntityUID(action.getType(), ours.group()))));
    }
  }

  // ---- entities and context, by way of Cedar's own JSON form

  private static Entities entities(@Nullable JsonValue given) throws IOException, InvalidException {
    return switch (given) {
      case null -> new Entities();
      case JsonObject object when object.get("CedarJson") instanceof JsonString(String text) ->
          Entities.parse(text);
      case JsonObject object when object.get("EntityList") instanceof JsonArray list ->
          Entities.parse(JsonWriter.write(converted(list, AuthorizationQuestion::entity)));
      default -> throw new InvalidException("Entities has neither EntityList nor CedarJson");
    };
  }

  private static Entity context(@Nullable JsonValue given) throws IOException, InvalidException {
    JsonValue attributes =
        switch (given) {
          case null -> JsonObject.EMPTY;
          case JsonObject object when object.get("ContextMap") instanceof JsonObject map ->
              values(map);
          default -> throw new InvalidException("Context has no ContextMap");
        };
    return Entity.parse(
        JsonWriter.write(
            JsonObject.builder()
                .put("uid", uid("Context", ""))
                .put("attrs", attributes)
                .put("parents", JsonArray.EMPTY)
                .build()));
  }

  /// Turns one thing of the API into Cedar's form.
  @FunctionalInterface
  private interface Converter {
    JsonValue convert(JsonValue value) throws InvalidException;
  }

  private static JsonArray converted(JsonArray list, Converter converter) throws InvalidException {
    var elements = new ArrayList<JsonValue>();
    for (JsonValue each : list) {
      elements.add(converter.convert(each));
    }
    return JsonArray.of(elements);
  }

  private static JsonObject uid(String type, String id) {
    return JsonObject.of("type", new JsonString(type), "id", new JsonString(id));
  }

  private static JsonValue identifier(@Nullable JsonValue value) throws InvalidException {
    if (value instanceof JsonObject named
        && named.get("EntityType") instanceof JsonString(String type)
        && named.get("EntityId") instanceof JsonString(String id)) {
      return uid(type, id);
    }
    throw new InvalidException("an identifier has EntityType and EntityId");
  }

  private static JsonValue entity(JsonValue value) throws InvalidException {
    if (!(value instanceof JsonObject entity)) {
      throw new InvalidException("an entity is an object");
    }
    JsonArray parents = entity.get("Parents") instanceof JsonArray list ? list : JsonArray.EMPTY;
    return JsonObject.builder()
        .put("uid", identifier(entity.get("Identifier")))
        .put("attrs", values(entity.get("Attributes")))
        .put("parents", converted(parents, AuthorizationQuestion::identifier))
        .put("tags", values(entity.get("Tags")))
        .build();
  }

  private static JsonObject values(@Nullable JsonValue map) throws InvalidException {
    var values = JsonObject.builder();
    if (map instanceof JsonObject object) {
      for (var member : object.members().entrySet()) {
        values.put(member.getKey(), value(member.getValue()));
      }
    }
    return values.build();
  }

  /// An attribute's value: an object of one member, which names its type.
  private static JsonValue value(JsonValue typed) throws InvalidException {
    if (!(typed instanceof JsonObject object) || object.size() != 1) {
      throw new InvalidException("a value is an object of one member, which names its type");
    }
    var only = object.members().firstEntry();
    JsonValue value = only.getValue();
    return switch (only.getKey()) {
      case "Boolean", "Long", "String" -> value;
      case "EntityIdentifier" -> JsonObject.of("__entity", identifier(value));
      case "Set" ->
          converted(
              value instanceof JsonArray list ? list : JsonArray.EMPTY,
              AuthorizationQuestion::value);
      case "Record" -> values(value);
      case "Ipaddr" -> extension("ip", value);
      case "Decimal" -> extension("decimal", value);
      case "Datetime" -> extension("datetime", value);
      case "Duration" -> extension("duration", value);
      default -> throw new InvalidException("there is no type of values " + only.getKey());
    };
  }

  private static JsonObject extension(String function, JsonValue argument) {
    return JsonObject.of("__extn", JsonObject.of("fn", new JsonString(function), "arg", argument));
  }
}
