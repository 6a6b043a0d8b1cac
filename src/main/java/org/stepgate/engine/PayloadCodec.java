package org.stepgate.engine;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// The stored form of a payload: `{"id":7}` for one that is stored elsewhere, `{"text":"…"}` for
/// one whose text must come back as it was given, else `{"json":…}`.
///
/// Also the few steps that all stored forms share.
final class PayloadCodec {
  /// The version that is written.
  static final int VERSION = 1;

  private PayloadCodec() {}

  /// Appends the stored form.
  static void append(StringBuilder out, Payload payload) {
    String given = payload.givenText();
    if (payload.id() != 0) {
      out.append("{\"id\":").append(payload.id()).append('}');
    } else if (given != null) {
      out.append("{\"text\":");
      JsonWriter.appendString(out, given);
      out.append('}');
    } else {
      out.append("{\"json\":");
      JsonWriter.append(out, payload.json());
      out.append('}');
    }
  }

  /// Appends an object of stored forms.
  static void append(StringBuilder out, SortedMap<String, Payload> payloads) {
    char separator = '{';
    for (var entry : payloads.entrySet()) {
      out.append(separator);
      JsonWriter.appendString(out, entry.getKey());
      out.append(':');
      append(out, entry.getValue());
      separator = ',';
    }
    out.append(payloads.isEmpty() ? "{}" : "}");
  }

  /// The payloads of an object of stored forms.
  ///
  /// @throws IllegalStateException when a member is none
  static SortedMap<String, Payload> readAll(JsonObject stored, LongFunction<Payload> payloads) {
    var read = new TreeMap<String, Payload>();
    for (String name : stored.members().keySet()) {
      read.put(name, read(object(stored, name), payloads));
    }
    return read;
  }

  /// The payload of a stored form.
  ///
  /// @throws IllegalStateException when it is none
  static Payload read(JsonObject stored, LongFunction<Payload> payloads) {
    if (stored.get("id") instanceof JsonNumber id) {
      return payloads.apply(id.toLong());
    }
    String text = stored.string("text");
    if (text != null) {
      return Payload.ofStoredText(0, text);
    }
    JsonValue json = stored.get("json");
    if (json == null) {
      throw new IllegalStateException("a stored payload has neither id, text nor json");
    }
    return Payload.inline(json);
  }

  /// The object that a stored text is, of a version that this program reads.
  ///
  /// @throws IllegalStateException when it is of a newer version or no object
  static JsonObject document(String text) {
    if (!(JsonReader.read(text, JsonLimits.STORED) instanceof JsonObject object)) {
      throw new IllegalStateException("stored text is no JSON object");
    }
    long version = number(object, "version");
    if (version != VERSION) {
      throw new IllegalStateException(
          "stored version is " + version + ", expected " + VERSION + ": a newer program wrote it");
    }
    return object;
  }

  /// A member that is a whole number.
  static long number(JsonObject object, String name) {
    if (object.get(name) instanceof JsonNumber number) {
      return number.toLong();
    }
    throw missing(name, "number");
  }

  /// A member that is a whole number or not there.
  static @Nullable Long optionalNumber(JsonObject object, String name) {
    return object.has(name) ? number(object, name) : null;
  }

  /// A member that is a whole number of 32 bits.
  static int small(JsonObject object, String name) {
    return Math.toIntExact(number(object, name));
  }

  /// A member that is a text.
  static String text(JsonObject object, String name) {
    String text = object.string(name);
    if (text == null) {
      throw missing(name, "text");
    }
    return text;
  }

  /// A member that is an object.
  static JsonObject object(JsonObject object, String name) {
    if (object.get(name) instanceof JsonObject member) {
      return member;
    }
    throw missing(name, "object");
  }

  private static IllegalStateException missing(String name, String kind) {
    return new IllegalStateException("stored JSON has no " + kind + " named " + name);
  }
}
