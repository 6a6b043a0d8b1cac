package org.stepgate.http;

import java.util.Optional;

/// The key that makes a repeated request one request.
///
/// @param value 1 to 255 visible ASCII characters and blanks
/// @spec https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header-07 draft
///   07
public record IdempotencyKey(String value) {
  /// Longest key that is taken.
  public static final int MAX_LENGTH = 255;

  private static final String FIELD = "Idempotency-Key";

  /// Checks length and characters.
  ///
  /// @throws IllegalArgumentException when the value is empty, too long or not printable ASCII
  public IdempotencyKey {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("idempotency key is not 1 to 255 characters long");
    }
    if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("idempotency key is not printable ASCII");
    }
  }

  /// Reads the field: a structured-field string such as `"8e03978e"`, whose parameters are not
  /// looked at, or, beyond the draft, the key without quotes as many clients send it. A bare key
  /// holds no blank, comma, semicolon, quote or backslash.
  ///
  /// @return empty when there is no such field
  /// @throws ProblemException 400 when the field is there twice, malformed, empty or too long
  /// @spec https://www.rfc-editor.org/rfc/rfc8941#section-3.3.3 RFC 8941, section 3.3.3
  public static Optional<IdempotencyKey> of(Headers headers) {
    var fields = headers.all(FIELD);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    if (fields.size() > 1) {
      throw malformed("field is there " + fields.size() + " times");
    }
    var text = fields.getFirst().strip();
    try {
      return Optional.of(new IdempotencyKey(text.startsWith("\"") ? quoted(text) : bare(text)));
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static String bare(String text) {
    if (text.chars().anyMatch(c -> " \t,;\"\\".indexOf(c) >= 0)) {
      throw new IllegalArgumentException("bare key holds a character that needs quotes");
    }
    return text;
  }

  private static String quoted(String text) {
    var value = new StringBuilder(text.length());
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return checkedEnd(text.substring(i + 1), value.toString());
      }
      if (c == '\\') {
        i++;
        if (i >= text.length() || (text.charAt(i) != '"' && text.charAt(i) != '\\')) {
          throw new IllegalArgumentException("backslash escapes neither quote nor backslash");
        }
        c = text.charAt(i);
      }
      value.append(c);
    }
    throw new IllegalArgumentException("quoted key is not closed");
  }

  private static String checkedEnd(String rest, String value) {
    if (!rest.isEmpty() && (rest.charAt(0) != ';' || QuotedLists.split(rest, ',').size() > 1)) {
      throw new IllegalArgumentException("something follows the quoted key");
    }
    return value;
  }

  private static ProblemException malformed(String detail) {
    return ProblemException.badRequest(
        "The Idempotency-Key header is malformed: it is one quoted string of 1 to 255 characters.",
        detail);
  }
}
