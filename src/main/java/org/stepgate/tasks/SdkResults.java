package org.stepgate.tasks;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Makes JSON of the responses of the SDK, by the SDK's own metadata.
///
/// Fields have the name that the service gives them with the first letter in upper case, in
/// alphabetical order; what the service did not answer is left out. Moments are ISO 8601 texts.
/// Bytes are their text when they are UTF-8, else its Base64.
final class SdkResults {
  private final SdkNames names;

  /// @param names how the service names its fields
  SdkResults(SdkNames names) {
    this.names = names;
  }

  /// The fields of a response or of a part of one.
  SequencedMap<String, JsonValue> fields(SdkPojo pojo) {
    var members = new TreeMap<String, JsonValue>();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null
          && !(value instanceof SdkAutoConstructList)
          && !(value instanceof SdkAutoConstructMap)) {
        members.put(names.of(field), json(value));
      }
    }
    return new LinkedHashMap<>(members);
  }

  /// The fields of a response, in alphabetical order with what an optimised integration tells about
  /// the HTTP exchange.
  static JsonObject withMetadata(Map<String, JsonValue> fields, AwsResponse response) {
    var members = new TreeMap<>(fields);
    members.put("SdkHttpMetadata", httpMetadata(response.sdkHttpResponse()));
    members.put(
        "SdkResponseMetadata",
        JsonObject.of("RequestId", new JsonString(response.responseMetadata().requestId())));
    return JsonObject.of(members);
  }

  private static JsonObject httpMetadata(SdkHttpResponse response) {
    var all = JsonObject.builder();
    var single = JsonObject.builder();
    response
        .headers()
        .forEach((name, values) -> {
          all.put(name, JsonValue.array(values, JsonString::new));
          single.put(name, String.join(",", values));
        });
    return JsonObject.builder()
        .put("AllHttpHeaders", all.build())
        .put("HttpHeaders", single.build())
        .put("HttpStatusCode", response.statusCode())
        .build();
  }

  /// The text of these bytes, in Base64 when they are not UTF-8.
  static JsonString text(byte[] bytes) {
    try {
      return new JsonString(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return new JsonString(Base64.getEncoder().encodeToString(bytes));
    }
  }

  private JsonValue json(Object value) {
    return switch (value) {
      case String text -> new JsonString(text);
      case Boolean flag -> JsonBoolean.of(flag);
      case Integer number -> JsonNumber.of(number);
      case Long number -> JsonNumber.of(number);
      case Short number -> JsonNumber.of(number);
      case Byte number -> JsonNumber.of(number);
      case Float number -> decimal(number.doubleValue(), number.toString());
      case Double number -> decimal(number, number.toString());
      case BigDecimal number -> JsonNumber.of(number);
      case Instant moment -> new JsonString(moment.toString());
      case SdkBytes bytes -> text(bytes.asByteArrayUnsafe());
      case SdkPojo pojo -> JsonObject.of(fields(pojo));
      case Collection<?> elements -> array(elements);
      case Map<?, ?> entries -> object(entries);
      case Document document -> document(document);
      default -> new JsonString(value.toString());
    };
  }

  private static JsonValue decimal(double number, String text) {
    return Double.isFinite(number) ? new JsonNumber(text) : new JsonString(text);
  }

  private JsonArray array(Collection<?> elements) {
    List<JsonValue> values = new ArrayList<>(elements.size());
    elements.forEach(each -> values.add(each == null ? JsonNull.NULL : json(each)));
    return JsonArray.of(values);
  }

  private JsonObject object(Map<?, ?> entries) {
    var members = new LinkedHashMap<String, JsonValue>();
    entries.forEach((name, each) ->
        members.put(String.valueOf(name), each == null ? JsonNull.NULL : json(each)));
    return JsonObject.of(members);
  }

  private static JsonValue document(Document document) {
    if (document.isNull()) {
      return JsonNull.NULL;
    } else if (document.isBoolean()) {
      return JsonBoolean.of(document.asBoolean());
    } else if (document.isNumber()) {
      return new JsonNumber(document.asNumber().stringValue());
    } else if (document.isString()) {
      return new JsonString(document.asString());
    } else if (document.isList()) {
      return JsonValue.array(document.asList(), SdkResults::document);
    }
    var members = new LinkedHashMap<String, JsonValue>();
    document.asMap().forEach((name, member) -> members.put(name, document(member)));
    return JsonObject.of(members);
  }
}
