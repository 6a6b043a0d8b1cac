package org.stepgate.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Percent-encoding of URI parts, strict in both directions.
///
/// @spec https://www.rfc-editor.org/rfc/rfc3986#section-2.1 RFC 3986, section 2.1
public final class PercentCoding {
  private static final String UNRESERVED = "-._~";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PercentCoding() {}

  /// Decodes a part of a query string: `%XX` as UTF-8, `+` as a blank.
  ///
  /// @throws IllegalArgumentException on an incomplete or non-hexadecimal escape, and on bytes that
  ///   are not UTF-8
  static String decodeForm(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    var bytes = new ByteArrayOutputStream(text.length());
    var raw = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      switch (raw[i]) {
        case '+' -> bytes.write(' ');
        case '%' -> {
          if (i + 2 >= raw.length) {
            throw new IllegalArgumentException("incomplete percent escape");
          }
          bytes.write(hexDigit(raw[i + 1]) << 4 | hexDigit(raw[i + 2]));
          i += 2;
        }
        default -> bytes.write(raw[i]);
      }
    }
    return utf8(bytes.toByteArray());
  }

  /// Encodes a path: all but unreserved characters and `/`.
  static String encodePath(String path) {
    return encode(path, UNRESERVED + '/');
  }

  /// Encodes a segment of a path, or a name or value of a query: all but unreserved characters.
  public static String encodeSegment(String segment) {
    return encode(segment, UNRESERVED);
  }

  /// Encodes every byte of the UTF-8 form of a text, with upper-case digits, but for ASCII letters
  /// and digits and what is named.
  ///
  /// @param plain the other ASCII characters that stay as they are
  public static String encode(String text, String plain) {
    var encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isLetterOrDigit(b) || (b >= 0 && plain.indexOf(b) >= 0)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  /// Decodes UTF-8.
  ///
  /// @throws IllegalArgumentException when the bytes are not UTF-8
  static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8", e);
    }
  }

  private static int hexDigit(byte b) {
    if (!HexFormat.isHexDigit(b)) {
      throw new IllegalArgumentException("percent escape is not hexadecimal");
    }
    return HexFormat.fromHexDigit(b);
  }

  private static boolean isLetterOrDigit(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
  }
}
