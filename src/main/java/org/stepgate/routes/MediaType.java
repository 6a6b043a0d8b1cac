package org.stepgate.routes;

import java.util.List;
import java.util.Locale;
import org.stepgate.http.HeaderField;

/// The media type of a body.
///
/// @param type lower case, such as `application`
/// @param subtype lower case, such as `json`
/// @param charset lower case; empty when none is named
/// @spec https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1 RFC 9110, section 8.3.1
record MediaType(String type, String subtype, String charset) {
  static final MediaType JSON = new MediaType("application", "json", "");

  /// Reads a `Content-Type`; of the parameters only `charset` is looked at.
  ///
  /// @throws IllegalArgumentException when there is no type and subtype
  static MediaType parse(String field) {
    int end = field.indexOf(';');
    var name = (end < 0 ? field : field.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    int slash = name.indexOf('/');
    if (slash < 0
        || !HeaderField.isToken(name.substring(0, slash))
        || !HeaderField.isToken(name.substring(slash + 1))) {
      throw new IllegalArgumentException("not a media type");
    }
    return new MediaType(
        name.substring(0, slash),
        name.substring(slash + 1),
        end < 0 ? "" : charset(field.substring(end + 1)));
  }

  private static String charset(String parameters) {
    var lower = parameters.toLowerCase(Locale.ROOT);
    int start = lower.indexOf("charset=");
    if (start < 0) {
      return "";
    }
    var value = lower.substring(start + "charset=".length());
    int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).replace("\"", "").strip();
  }

  boolean isJson() {
    return subtype.endsWith("+json") || (subtype.equals("json") && type.equals("application"));
  }

  boolean isForm() {
    return type.equals("application") && subtype.equals("x-www-form-urlencoded");
  }

  boolean isText() {
    return type.equals("text")
        || subtype.endsWith("+xml")
        || (subtype.equals("xml") && type.equals("application"));
  }

  /// Whether one of the ranges, such as `text/*`, holds this type.
  boolean isIn(List<String> ranges) {
    for (var range : ranges) {
      int slash = range.indexOf('/');
      var rangeSubtype = range.substring(slash + 1);
      if (range.equals("*/*")
          || (range.substring(0, slash).equals(type)
              && (rangeSubtype.equals("*") || rangeSubtype.equals(subtype)))) {
        return true;
      }
    }
    return false;
  }
}
