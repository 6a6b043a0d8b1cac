package org.stepgate.fastcgi;

import java.nio.charset.StandardCharsets;

/// One whole answer: a CGI header, a body, and lines for the web server's log.
public final class FastCgiResponse {
  private static final byte[] NOTHING = {};

  private final byte[] header;
  private final byte[] body;
  private final byte[] errorLines;

  private FastCgiResponse(byte[] header, byte[] body, byte[] errorLines) {
    this.header = header;
    this.body = body;
    this.errorLines = errorLines;
  }

  /// An answer on STDOUT.
  ///
  /// @param header CGI header fields with the empty line that ends them; not copied
  /// @param body the bytes that follow; not copied
  /// @spec https://www.rfc-editor.org/rfc/rfc3875#section-6 RFC 3875, section 6
  public static FastCgiResponse of(byte[] header, byte[] body) {
    return new FastCgiResponse(header, body, NOTHING);
  }

  /// This answer with text for STDERR, which the web server writes to its log.
  ///
  /// @param text one or more lines, already escaped
  public FastCgiResponse withErrorText(String text) {
    return new FastCgiResponse(header, body, text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] header() {
    return header;
  }

  byte[] body() {
    return body;
  }

  byte[] errorLines() {
    return errorLines;
  }
}
