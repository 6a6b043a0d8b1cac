package org.stepgate.json;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The place of a value within a JSON document.
///
/// @param parent the place of the enclosing value, null for the root
/// @param token the name or index within it, unescaped; empty for the root
/// @spec https://www.rfc-editor.org/rfc/rfc6901 RFC 6901
public record JsonPointer(@Nullable JsonPointer parent, String token) {
  /// The whole document, written as the empty string.
  public static final JsonPointer ROOT = new JsonPointer(null, "");

  /// The member of that name.
  public JsonPointer child(String name) {
    return new JsonPointer(this, name);
  }

  /// The element at that index.
  public JsonPointer child(int index) {
    return new JsonPointer(this, Integer.toString(index));
  }

  /// The pointer in its string form, such as `/States/Check~1Stock/Next`.
  @Override
  public String toString() {
    var tokens = new ArrayDeque<String>();
    for (JsonPointer at = this; at.parent != null; at = at.parent) {
      tokens.addFirst(at.token);
    }
    var text = new StringBuilder();
    for (String each : tokens) {
      text.append('/').append(each.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }
}
