package org.stepgate.payloads;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;

/// What stands in an execution for a payload: `{"$payload": {"uri": …, "sha256": …, "bytes": …,
/// "contentType": …}}`. Who knows it can read the payload, so a reference that comes from outside
/// has to be refused or checked by whoever takes it in.
///
/// @param uri where it is, in the words of the store that holds it
/// @param sha256 the SHA-256 of the content, 64 lower-case hexadecimal digits
/// @param bytes length of the content, 0 or more
/// @param contentType media type as the sender named it: 1 to 255 visible ASCII characters and
///   spaces
public record PayloadReference(URI uri, String sha256, long bytes, String contentType) {
  private static final String WRAPPER = "$payload";
  private static final List<String> NAMES = List.of("uri", "sha256", "bytes", "contentType");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern CONTENT_TYPE = Pattern.compile("[!-~][ -~]{0,254}");

  /// Checks the ranges.
  public PayloadReference {
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256 is not 64 lower-case hexadecimal digits");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes is negative");
    }
    checkContentType(contentType);
  }

  static void checkContentType(String contentType) {
    if (!CONTENT_TYPE.matcher(contentType).matches()) {
      throw new IllegalArgumentException("contentType is not 1 to 255 visible characters");
    }
  }

  /// True when the value claims to be a reference: an object whose only member is `$payload`.
  public static boolean isReference(JsonValue value) {
    return value instanceof JsonObject object && object.size() == 1 && object.has(WRAPPER);
  }

  /// Reads a reference.
  ///
  /// @throws IllegalArgumentException when the value is anything but a reference with exactly the
  ///   four members, each of its type and range; the message says what is wrong
  public static PayloadReference fromJson(JsonValue value) {
    if (!isReference(value)
        || !(value instanceof JsonObject wrapper)
        || !(wrapper.get(WRAPPER) instanceof JsonObject members)) {
      throw new IllegalArgumentException("not an object whose only member is " + WRAPPER);
    }
    if (members.size() != NAMES.size() || !members.members().keySet().containsAll(NAMES)) {
      throw new IllegalArgumentException(WRAPPER + " has other members than " + NAMES);
    }
    if (!(members.get("bytes") instanceof JsonNumber bytes) || !bytes.isLong()) {
      throw new IllegalArgumentException("bytes is not a whole number");
    }
    return new PayloadReference(
        URI.create(required(members, "uri")),
        required(members, "sha256"),
        bytes.toLong(),
        required(members, "contentType"));
  }

  private static String required(JsonObject members, String name) {
    @Nullable String text = members.string(name);
    if (text == null) {
      throw new IllegalArgumentException(name + " is not a string");
    }
    return text;
  }

  /// The JSON that [#fromJson] reads.
  public JsonObject toJson() {
    return JsonObject.of(
        WRAPPER,
        JsonObject.builder()
            .put("uri", uri.toString())
            .put("sha256", sha256)
            .put("bytes", bytes)
            .put("contentType", contentType)
            .build());
  }
}
