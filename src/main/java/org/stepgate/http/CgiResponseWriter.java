package org.stepgate.http;

import java.nio.charset.StandardCharsets;
import org.stepgate.fastcgi.FastCgiResponse;

/// Makes a CGI response of an [HttpResponse].
///
/// @spec https://www.rfc-editor.org/rfc/rfc3875#section-6 RFC 3875, section 6
final class CgiResponseWriter {
  private static final byte[] NOTHING = {};
  private static final int USUAL_HEADER_CHARACTERS = 160;

  private CgiResponseWriter() {}

  /// The response with `Status`, its header fields and its content. The path of a file to send is
  /// percent-encoded, because the web server decodes it.
  ///
  /// @param method the request's method; `HEAD` gets the length of the content without the content
  static FastCgiResponse write(String method, HttpResponse response) {
    var header = new StringBuilder(USUAL_HEADER_CHARACTERS);
    header.append("Status: ").append(response.status()).append(' ');
    header.append(StatusPhrase.of(response.status())).append("\r\n");
    for (var field : response.headers().fields()) {
      append(header, field.name(), field.value());
    }
    var body =
        switch (response.content()) {
          case HttpResponse.Content.None _ -> NOTHING;
          case HttpResponse.Content.Bytes bytes -> {
            append(header, "Content-Length", Integer.toString(bytes.length()));
            yield method.equals("HEAD") ? NOTHING : bytes.shared();
          }
          case HttpResponse.Content.SendFile(var file) -> {
            append(header, "X-Sendfile", PercentCoding.encodePath(file.toString()));
            yield NOTHING;
          }
        };
    header.append("\r\n");
    return FastCgiResponse.of(header.toString().getBytes(StandardCharsets.UTF_8), body);
  }

  private static void append(StringBuilder header, String name, String value) {
    header.append(name).append(": ").append(value).append("\r\n");
  }
}
