package org.stepgate.http;

/// An entity tag.
///
/// @param opaque the text between the quotes: visible ASCII but the quote
/// @param weak whether the tag is marked `W/`
/// @spec https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3 RFC 9110, section 8.8.3
public record EntityTag(String opaque, boolean weak) {
  /// Checks the text.
  ///
  /// @throws IllegalArgumentException when a character is not allowed in a tag
  public EntityTag {
    if (!opaque.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"')) {
      throw new IllegalArgumentException("entity tag holds a character that is not allowed");
    }
  }

  /// A strong tag.
  ///
  /// @throws IllegalArgumentException when a character is not allowed in a tag
  public static EntityTag strong(String opaque) {
    return new EntityTag(opaque, false);
  }

  /// The tag as the value of `ETag`.
  public String fieldValue() {
    return (weak ? "W/\"" : "\"") + opaque + '"';
  }

  /// Whether `If-None-Match` names this tag or is `*`, so that a GET is answered 304. Compared
  /// weakly; false without that field. A malformed item matches nothing.
  ///
  /// @spec https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 RFC 9110, section 13.1.2
  public boolean isKnownTo(Headers headers) {
    for (var field : headers.all("If-None-Match")) {
      for (var item : QuotedLists.split(field, ',')) {
        var tag = item.strip();
        if (tag.equals("*")
            || (tag.startsWith("W/") ? tag.substring(2) : tag).equals('"' + opaque + '"')) {
          return true;
        }
      }
    }
    return false;
  }
}
