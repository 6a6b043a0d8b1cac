package org.stepgate.tasks;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/// Fills the request of an SDK operation with a state's arguments, by the SDK's own metadata.
///
/// A field has the name that the service gives it, with its first letter in upper case. Where a
/// text or bytes are wanted, any other JSON value is taken as its JSON text. `null` leaves a field
/// unset.
///
/// One instance fills one request; each fault is a [TaskRefusedException].
final class SdkArguments {
  /// The end of the year 9999, which is the last that ISO 8601 can write.
  private static final double LAST_MILLIS = 253_402_300_799_999.0;

  private final SdkNames names;
  private final JsonObject arguments;
  private final @Nullable String bodyName;

  /// @param names how the service names its fields
  /// @param arguments what the state calls with
  /// @param bodyName the argument that is no field of the request but streamed; null for none
  SdkArguments(SdkNames names, JsonObject arguments, @Nullable String bodyName) {
    this.names = names;
    this.arguments = arguments;
    this.bodyName = bodyName;
  }

  /// Sets the fields of a request.
  ///
  /// @param request the request's builder
  void fill(SdkPojo request) {
    fill(request, arguments, bodyName);
    for (SdkField<?> field : request.sdkFields()) {
      if (field.containsTrait(RequiredTrait.class) && !arguments.has(names.of(field))) {
        throw fault("The field \"%s\" is required but was missing".formatted(names.of(field)));
      }
    }
  }

  /// The streamed argument as JSON, a text with its quotes, as AWS writes it; empty when it is
  /// missing.
  byte[] body() {
    JsonValue body = bodyName == null ? null : arguments.get(bodyName);
    return body == null || body == JsonNull.NULL ? new byte[0] : JsonWriter.writeUtf8(body);
  }

  private void fill(SdkPojo target, JsonObject source, @Nullable String ignored) {
    Map<String, SdkField<?>> fields = new HashMap<>();
    target.sdkFields().forEach(field -> fields.put(names.of(field), field));
    source
        .members()
        .forEach((name, value) -> {
          SdkField<?> field = fields.get(name);
          if (field != null) {
            if (value != JsonNull.NULL) {
              field.set(target, value(field, name, value));
            }
          } else if (!name.equals(ignored)) {
            throw fault("The field \"%s\" is not supported by Step Functions".formatted(name));
          }
        });
  }

  private @Nullable Object value(SdkField<?> field, String name, JsonValue value) {
    return switch (field.marshallingType().getKnownType()) {
      case NULL -> null;
      case STRING -> text(value);
      case SDK_BYTES -> bytes(value);
      case INTEGER -> (int) whole(name, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> whole(name, value, Long.MIN_VALUE, Long.MAX_VALUE);
      case SHORT -> (short) whole(name, value, Short.MIN_VALUE, Short.MAX_VALUE);
      case BYTE -> (byte) whole(name, value, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case FLOAT -> (float) number(name, value).toDouble();
      case DOUBLE -> number(name, value).toDouble();
      case BIG_DECIMAL -> decimal(name, value);
      case BOOLEAN -> {
        if (value instanceof JsonBoolean(boolean flag)) {
          yield flag;
        }
        throw wrongKind(name, "a BOOLEAN");
      }
      case INSTANT -> instant(name, value);
      case SDK_POJO -> structure(field, name, value);
      case LIST -> list(field, name, value);
      case MAP -> map(field, name, value);
      case DOCUMENT -> document(value);
    };
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString(String text) ? text : JsonWriter.write(value);
  }

  private static SdkBytes bytes(JsonValue value) {
    return SdkBytes.fromUtf8String(text(value));
  }

  private JsonNumber number(String name, JsonValue value) {
    if (value instanceof JsonNumber number) {
      return number;
    }
    throw wrongKind(name, "a NUMBER");
  }

  private long whole(String name, JsonValue value, long least, long most) {
    if (value instanceof JsonNumber number) {
      try {
        long whole = number.toLong();
        if (whole >= least && whole <= most) {
          return whole;
        }
      } catch (ArithmeticException | NumberFormatException e) {
        throw wrongKind(name, "an INTEGER");
      }
    }
    throw wrongKind(name, "an INTEGER");
  }

  private BigDecimal decimal(String name, JsonValue value) {
    try {
      return number(name, value).toBigDecimal();
    } catch (NumberFormatException e) {
      throw wrongKind(name, "a NUMBER");
    }
  }

  /// A moment in ISO 8601, or in seconds since 1970.
  private Instant instant(String name, JsonValue value) {
    try {
      return switch (value) {
        case JsonString(String text) -> OffsetDateTime.parse(text).toInstant();
        case JsonNumber number -> Instant.ofEpochMilli(millis(number));
        default -> throw wrongKind(name, "a TIMESTAMP");
      };
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw wrongKind(name, "a TIMESTAMP");
    }
  }

  private static long millis(JsonNumber seconds) {
    double millis = seconds.toDouble() * 1_000;
    if (Math.abs(millis) > LAST_MILLIS) {
      throw new ArithmeticException("no moment");
    }
    return Math.round(millis);
  }

  private Object structure(SdkField<?> field, String name, JsonValue value) {
    if (!(value instanceof JsonObject object)) {
      throw wrongKind(name, "a STRUCTURE");
    }
    SdkPojo part = field.constructor().get();
    fill(part, object, null);
    return ((SdkBuilder<?, ?>) part).build();
  }

  private List<@Nullable Object> list(SdkField<?> field, String name, JsonValue value) {
    if (!(value instanceof JsonArray array)) {
      throw wrongKind(name, "an ARRAY");
    }
    SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
    var elements = new ArrayList<@Nullable Object>(array.size());
    array.forEach(each -> elements.add(each == JsonNull.NULL ? null : value(element, name, each)));
    return elements;
  }

  private Map<String, @Nullable Object> map(SdkField<?> field, String name, JsonValue value) {
    if (!(value instanceof JsonObject object)) {
      throw wrongKind(name, "a MAP");
    }
    SdkField<?> element = field.getTrait(MapTrait.class).valueFieldInfo();
    var entries = new LinkedHashMap<String, @Nullable Object>();
    object
        .members()
        .forEach((key, each) ->
            entries.put(key, each == JsonNull.NULL ? null : value(element, name, each)));
    return entries;
  }

  private static Document document(JsonValue value) {
    return switch (value) {
      case JsonNull _ -> Document.fromNull();
      case JsonBoolean(boolean flag) -> Document.fromBoolean(flag);
      case JsonNumber(String text) -> Document.fromNumber(text);
      case JsonString(String text) -> Document.fromString(text);
      case JsonArray array ->
          Document.fromList(array.stream().map(SdkArguments::document).toList());
      case JsonObject object -> {
        var members = new LinkedHashMap<String, Document>();
        object.members().forEach((name, member) -> members.put(name, document(member)));
        yield Document.fromMap(members);
      }
    };
  }

  private TaskRefusedException wrongKind(String name, String expected) {
    return fault("The value for the field '%s' must be %s".formatted(name, expected));
  }

  private TaskRefusedException fault(String problem) {
    return TaskRefusedException.unusable(arguments, problem);
  }
}
