package org.stepgate.engine;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonWriter;

/// An immutable JSON value of an execution: an input, an output, a result.
///
/// Payloads over [#INLINE_BYTES] have an id and are stored once per execution; frames and history
/// events refer to them by it. Smaller ones stand where they are used.
///
/// Threads: immutable but for value, text and size, which are made when they are first asked for.
public final class Payload {
  /// The largest size, in bytes of UTF-8, that is stored where it is used.
  public static final int INLINE_BYTES = 1024;

  private final long id;
  private @Nullable JsonValue json;
  private final boolean given;
  private @Nullable String text;
  private int bytes = -1;

  private Payload(long id, @Nullable JsonValue json, @Nullable String text) {
    this.id = id;
    this.json = json;
    this.given = text != null;
    this.text = text;
  }

  /// A payload that stands where it is used.
  public static Payload inline(JsonValue json) {
    return new Payload(0, json, null);
  }

  /// A payload that is stored under an id.
  ///
  /// @param id 1 or more, unique within the execution
  public static Payload stored(long id, JsonValue json) {
    if (id < 1) {
      throw new IllegalArgumentException("a stored payload has an id of 1 or more");
    }
    return new Payload(id, json, null);
  }

  /// A payload as it was stored: its value is read from the text when it is first asked for.
  ///
  /// @param id the id under which it is stored, 0 when it stands where it is used
  /// @param text JSON that was read or written before
  public static Payload ofStoredText(long id, String text) {
    return new Payload(id, null, text);
  }

  /// The same payload with the text that it was read from, whose white space is kept.
  public Payload withText(String text) {
    return new Payload(id, json(), text);
  }

  /// The id under which it is stored, 0 when it stands where it is used.
  public long id() {
    return id;
  }

  /// The value.
  ///
  /// @throws org.stepgate.json.JsonException when it was stored, and is not what was stored
  public JsonValue json() {
    JsonValue known = json;
    if (known == null) {
      known = JsonReader.read(text(), JsonLimits.STORED);
      json = known;
    }
    return known;
  }

  /// The JSON text, as history and API show it.
  public String text() {
    String known = text;
    if (known == null) {
      known = JsonWriter.write(json());
      text = known;
    }
    return known;
  }

  /// The text that the payload was read from, null when it was made by the interpreter.
  @Nullable String givenText() {
    return given ? text : null;
  }

  /// The size of the text in UTF-8.
  public int bytes() {
    int known = bytes;
    if (known < 0) {
      known = measure();
      bytes = known;
    }
    return known;
  }

  private int measure() {
    String known = text;
    if (known == null) {
      return JsonMeasure.of(json()).bytes();
    }
    for (int i = 0; i < known.length(); i++) {
      if (known.charAt(i) >= 0x80) {
        return known.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return known.length();
  }

  @Override
  public String toString() {
    return id == 0 ? "payload" : "payload " + id;
  }
}
