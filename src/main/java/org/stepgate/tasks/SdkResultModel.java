package org.stepgate.tasks;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TraitType;

/// Holds results of AWS calls against the SDK's own metadata of their responses.
///
/// Nothing is known of Lambda functions called by their ARN, of resources that go on by a token or
/// until a job is done, and of services whose SDK module is not on the class path.
public final class SdkResultModel implements ResultModel {
  /// Services that a resource names otherwise than the SDK does.
  private static final Map<String, String> SDK_NAMES =
      Map.of("events", "eventbridge", "states", "sfn");

  private final ResultRules rules;

  /// A model of all services on the class path.
  public SdkResultModel() {
    this.rules = ResultRules.load();
  }

  @Override
  public Optional<String> fault(String resource, JsonValue result, boolean complete) {
    Matcher call = AwsResource.CALL.matcher(resource);
    if (!call.matches() || call.group("token") != null) {
      return Optional.empty();
    }
    String name = call.group("service");
    Optional<SdkService> service =
        SdkService.of(call.group("sdk") == null ? SDK_NAMES.getOrDefault(name, name) : name);
    Optional<SdkPojo> shape =
        service
            .flatMap(known -> known.operation(call.group("action")))
            .flatMap(SdkResultModel::response);
    if (service.isEmpty() || shape.isEmpty()) {
      return Optional.empty();
    }
    if (!(result instanceof JsonObject object)) {
      return Optional.of("Result must be an object");
    }
    String free = resource.endsWith(":::lambda:invoke") ? "Payload" : null;
    return Optional.ofNullable(
        new Check(service.get(), complete, free).structure(shape.get(), object));
  }

  /// An empty response, for its metadata.
  private static Optional<SdkPojo> response(SdkOperation operation) {
    Type returned = operation.method().getGenericReturnType();
    if (returned instanceof ParameterizedType stream) {
      returned = stream.getActualTypeArguments()[0];
    }
    if (!(returned instanceof Class<?> type)) {
      return Optional.empty();
    }
    try {
      return Optional.of((SdkPojo) type.getMethod("builder").invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no builder of " + type.getName(), e);
    }
  }

  /// Looks through one result; each method gives the first fault or null.
  private final class Check {
    private final String service;
    private final SdkNames names;
    private final boolean complete;
    private final @Nullable String free;

    /// @param free a field of the result that Step Functions decodes, so that it can be anything
    Check(SdkService service, boolean complete, @Nullable String free) {
      this.service = service.name();
      this.names = service.names();
      this.complete = complete;
      this.free = free;
    }

    @Nullable String structure(SdkPojo shape, JsonObject object) {
      for (SdkField<?> field : shape.sdkFields()) {
        String name = names.of(field);
        JsonValue value = object.get(name);
        String fault = null;
        if (value == null) {
          if (complete && rules.of(service, nameOf(shape), name).required()) {
            fault = "Required field '" + name + "' is missing";
          }
        } else if (!name.equals(free)) {
          fault = field(shape, name, field, value);
        }
        if (fault != null) {
          return fault;
        }
      }
      return null;
    }

    private @Nullable String field(SdkPojo shape, String name, SdkField<?> field, JsonValue value) {
      if (value == JsonNull.NULL) {
        return null;
      }
      MarshallingKnownType type = field.marshallingType().getKnownType();
      return switch (type) {
        case STRING, INSTANT, SDK_BYTES ->
            value instanceof JsonString(String text)
                ? outside(shape, name, text.length(), "length")
                : must(name, "a string");
        case INTEGER, LONG, SHORT, BYTE, FLOAT, DOUBLE, BIG_DECIMAL ->
            value instanceof JsonNumber number
                ? outside(shape, name, number.toDouble(), "value")
                : must(name, "a number");
        case BOOLEAN -> value instanceof JsonBoolean ? null : must(name, "a boolean");
        case LIST ->
            value instanceof JsonArray array
                ? list(shape, name, field, array)
                : must(name, "an array");
        case MAP ->
            value instanceof JsonObject object
                ? map(shape, name, field, object)
                : must(name, "an object");
        case SDK_POJO ->
            value instanceof JsonObject object
                ? structure(field.constructor().get(), object)
                : must(name, "an object");
        case DOCUMENT, NULL -> null;
      };
    }

    private static String must(String name, String type) {
      return "Field '" + name + "' must be " + type;
    }

    private @Nullable String list(SdkPojo shape, String name, SdkField<?> field, JsonArray array) {
      SdkField<?> member = field.getTrait(ListTrait.class, TraitType.LIST_TRAIT).memberFieldInfo();
      for (JsonValue element : array) {
        String fault = field(shape, name, member, element);
        if (fault != null) {
          return fault;
        }
      }
      return null;
    }

    private @Nullable String map(SdkPojo shape, String name, SdkField<?> field, JsonObject object) {
      SdkField<?> member = field.getTrait(MapTrait.class, TraitType.MAP_TRAIT).valueFieldInfo();
      for (JsonValue value : object.members().values()) {
        String fault = field(shape, name, member, value);
        if (fault != null) {
          return fault;
        }
      }
      return null;
    }

    /// @param what `value` or `length`
    private @Nullable String outside(SdkPojo shape, String name, double measure, String what) {
      ResultRules.Rule rule = rules.of(service, nameOf(shape), name);
      if (rule.minimum() != null && measure < rule.minimum()) {
        String smaller = what.equals("length") ? "smaller" : "less";
        return "Field '" + name + "' is " + smaller + " than the minimum " + what;
      }
      return rule.maximum() != null && measure > rule.maximum()
          ? "Field '" + name + "' exceeds the maximum " + what
          : null;
    }
  }

  /// The name of a shape, of which there is a builder.
  private static String nameOf(SdkPojo builder) {
    Class<?> type = builder.getClass();
    return (type.getEnclosingClass() == null ? type : type.getEnclosingClass()).getSimpleName();
  }
}
