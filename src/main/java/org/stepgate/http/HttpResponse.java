package org.stepgate.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonWriter;

/// One HTTP response.
///
/// @param status 200 to 599
/// @param headers header fields; none of those that [#isReserved] names
/// @param content what follows the header
public record HttpResponse(int status, Headers headers, Content content) {
  private static final Set<String> RESERVED =
      Set.of(
          "connection",
          "content-length",
          "keep-alive",
          "status",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-accel-redirect",
          "x-lighttpd-send-file",
          "x-sendfile",
          "x-sendfile2");

  /// Checks status and header names.
  ///
  /// @throws IllegalArgumentException when the status is out of range or a header name is reserved
  public HttpResponse {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status " + status + " is not in 200 to 599");
    }
    for (var field : headers.fields()) {
      if (isReserved(field.name())) {
        throw new IllegalArgumentException(
            "header " + field.name() + " is not the handler's to set");
      }
    }
  }

  /// What a response carries.
  public sealed interface Content {
    /// Nothing.
    record None() implements Content {}

    /// Bytes, sent as they are.
    final class Bytes implements Content {
      private final byte[] bytes;

      private Bytes(byte[] bytes) {
        this.bytes = bytes;
      }

      /// Number of bytes.
      public int length() {
        return bytes.length;
      }

      /// A copy of the bytes.
      public byte[] toArray() {
        return bytes.clone();
      }

      byte[] shared() {
        return bytes;
      }

      @Override
      public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
      }

      @Override
      public int hashCode() {
        return Arrays.hashCode(bytes);
      }

      @Override
      public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
      }
    }

    /// A file that the web server sends by itself, from within its `x-sendfile-docroot`.
    ///
    /// @param file absolute path
    record SendFile(Path file) implements Content {
      /// Checks the path.
      ///
      /// @throws IllegalArgumentException when the path is relative or not normalised
      public SendFile {
        if (!file.isAbsolute() || !file.equals(file.normalize())) {
          throw new IllegalArgumentException("file to send is not an absolute, normalised path");
        }
      }
    }
  }

  /// Whether a header of this name belongs to the bridge or the web server. Such a header from the
  /// output of a workflow is refused, never sent.
  public static boolean isReserved(String headerName) {
    return RESERVED.contains(headerName.toLowerCase(Locale.ROOT));
  }

  /// A response without content.
  public static HttpResponse of(int status) {
    return new HttpResponse(status, Headers.none(), new Content.None());
  }

  /// A response with bytes, which are copied.
  public static HttpResponse of(int status, String contentType, byte[] content) {
    return shared(status, contentType, content.clone());
  }

  /// A response with text in UTF-8; `contentType` says so itself where the type needs it.
  public static HttpResponse of(int status, String contentType, String content) {
    return shared(status, contentType, content.getBytes(StandardCharsets.UTF_8));
  }

  /// A response with a JSON value as `application/json`.
  public static HttpResponse json(int status, JsonValue json) {
    return shared(status, "application/json", JsonWriter.writeUtf8(json));
  }

  /// A response 200 whose content the web server reads from `file`.
  ///
  /// @throws IllegalArgumentException as [Content.SendFile]
  public static HttpResponse sendFile(Path file, String contentType) {
    return new HttpResponse(
        200, Headers.of("Content-Type", contentType), new Content.SendFile(file));
  }

  private static HttpResponse shared(int status, String contentType, byte[] content) {
    return new HttpResponse(
        status, Headers.of("Content-Type", contentType), new Content.Bytes(content));
  }

  /// This response with one more header field.
  ///
  /// @throws IllegalArgumentException as [HeaderField], and when the name is reserved
  public HttpResponse withHeader(String name, String value) {
    return new HttpResponse(status, headers.with(name, value), content);
  }
}
