package org.stepgate.http;

/// One HTTP header field that is safe to put on the wire.
///
/// @param name a token, kept as written; compared without regard to case
/// @param value visible characters, blanks and tabs; never CR, LF, NUL or another control character
/// @spec https://www.rfc-editor.org/rfc/rfc9110#section-5 RFC 9110, section 5
public record HeaderField(String name, String value) {
  /// Checks both parts.
  ///
  /// @throws IllegalArgumentException when the name is no token or the value holds a control
  ///   character
  public HeaderField {
    if (!isToken(name)) {
      throw new IllegalArgumentException("header name is not a token");
    }
    if (!isLegalValue(value)) {
      throw new IllegalArgumentException("value of header " + name + " holds a control character");
    }
  }

  /// Whether `text` is a token: one or more of the ASCII letters, digits and ``!#$%&'*+-.^_`|~``.
  ///
  /// @spec https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 RFC 9110, section 5.6.2
  public static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenCharacter(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /// Whether `text` can be a field value: no control character but the tab.
  public static boolean isLegalValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' ? c != '\t' : c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || (c < 0x7f && "!#$%&'*+.^_`|~".indexOf(c) >= 0);
  }
}
