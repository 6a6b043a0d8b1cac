package org.stepgate.http;

import java.util.ArrayList;
import java.util.List;
import org.stepgate.fastcgi.FastCgiRequest;
import org.stepgate.fastcgi.Params;
import org.stepgate.fastcgi.RequestContent;
import org.stepgate.fastcgi.Role;

/// Makes an [HttpRequest] of CGI params.
///
/// @spec https://www.rfc-editor.org/rfc/rfc3875#section-4.1 RFC 3875, section 4.1
final class CgiRequestReader {
  private static final String HEADER_PREFIX = "HTTP_";

  private final List<HeaderField> headers = new ArrayList<>();
  private String method = "";
  private String rawUri = "";
  private String scriptName = "";
  private String pathInfo = "";
  private String documentRoot = "";
  private String scriptFilename = "";
  private String query = "";
  private String remoteAddress = "";
  private String scheme = "http";
  private String host = "";

  private CgiRequestReader() {}

  /// The request that the params describe.
  ///
  /// Left out are `Proxy`, which could pass for a setting of the environment, `Transfer-Encoding`,
  /// which the web server has undone, and the copies of the content's type and length among the
  /// headers.
  ///
  /// @throws ProblemException 400 when there is no method or no path, when the method or a header
  ///   name is no token, when the path holds a control character or a dot segment, when a header
  ///   value holds a control character, or when the query string is malformed
  static HttpRequest read(FastCgiRequest request) {
    var reader = new CgiRequestReader();
    reader.readParams(request.params());
    String path =
        request.role() == Role.AUTHORIZER
            ? reader.guardedPath()
            : reader.scriptName + reader.pathInfo;
    return reader.request(path, body(request.content()));
  }

  private void readParams(Params params) {
    for (int i = 0; i < params.count(); i++) {
      var name = params.name(i);
      if (name.startsWith(HEADER_PREFIX)) {
        readHeader(name, params.value(i));
        continue;
      }
      switch (name) {
        case "REQUEST_METHOD" -> method = params.value(i);
        case "REQUEST_URI" -> rawUri = params.value(i);
        case "SCRIPT_NAME" -> scriptName = params.value(i);
        case "PATH_INFO" -> pathInfo = params.value(i);
        case "DOCUMENT_ROOT" -> documentRoot = params.value(i);
        case "SCRIPT_FILENAME" -> scriptFilename = params.value(i);
        case "QUERY_STRING" -> query = params.value(i);
        case "REMOTE_ADDR" -> remoteAddress = params.value(i);
        case "HTTPS" -> scheme = isOn(params.value(i)) ? "https" : scheme;
        case "REQUEST_SCHEME" -> scheme = params.value(i).equals("https") ? "https" : scheme;
        case "CONTENT_TYPE" -> addUnlessEmpty("content-type", params.value(i));
        case "CONTENT_LENGTH" -> addUnlessEmpty("content-length", params.value(i));
        default -> {
          // Other params speak of the server, not of the request.
        }
      }
    }
  }

  private static boolean isOn(String https) {
    return https.equalsIgnoreCase("on") || https.equals("1");
  }

  private void readHeader(String name, String value) {
    switch (name) {
      case "HTTP_PROXY", "HTTP_TRANSFER_ENCODING", "HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH" -> {
        // Left out, as the contract says.
      }
      case "HTTP_HOST" -> {
        host = value;
        add("host", value);
      }
      default -> add(headerName(name), value);
    }
  }

  private static String headerName(String param) {
    var name = new char[param.length() - HEADER_PREFIX.length()];
    for (int i = 0; i < name.length; i++) {
      char c = param.charAt(i + HEADER_PREFIX.length());
      name[i] = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
    return new String(name);
  }

  private void addUnlessEmpty(String name, String value) {
    if (!value.isEmpty()) {
      add(name, value);
    }
  }

  private void add(String name, String value) {
    try {
      headers.add(new HeaderField(name, value));
    } catch (IllegalArgumentException e) {
      throw malformed("A header field is malformed.", String.valueOf(e.getMessage()));
    }
  }

  /// The path that an authorizer is asked about. It is told neither `SCRIPT_NAME` nor `PATH_INFO`,
  /// and `REQUEST_URI` is what the client wrote; but the file that the web server would look for is
  /// below its root by the path as the server itself has normalised it.
  ///
  /// @spec https://fastcgi-archives.github.io/FastCGI_Specification.html FastCGI 1.0, section 6.3
  private String guardedPath() {
    String root =
        documentRoot.endsWith("/")
            ? documentRoot.substring(0, documentRoot.length() - 1)
            : documentRoot;
    if (root.isEmpty() || !scriptFilename.startsWith(root)) {
      throw malformed(
          "The web server does not say what is asked for.",
          "DOCUMENT_ROOT and SCRIPT_FILENAME do not fit; the authorizer needs its docroot");
    }
    return scriptFilename.substring(root.length());
  }

  private HttpRequest request(String path, Body body) {
    if (!HeaderField.isToken(method)) {
      throw malformed("The request has no valid method.", "REQUEST_METHOD is missing or no token");
    }
    if (!HeaderField.isLegalValue(host) || !HeaderField.isLegalValue(rawUri)) {
      throw malformed("The request target is malformed.", "control character in the target");
    }
    checkPath(path);
    return new HttpRequest(
        method,
        path,
        rawUri,
        QueryParameters.parse(query),
        new Headers(headers),
        remoteAddress,
        scheme,
        host,
        body);
  }

  /// The web server has resolved dot segments; one that is still there came round it.
  private static void checkPath(String path) {
    if (!path.startsWith("/")) {
      throw malformed("The path is malformed.", "path does not start with a slash");
    }
    for (int i = 0; i < path.length(); i++) {
      if (Character.isISOControl(path.charAt(i))) {
        throw malformed("The path is malformed.", "path holds a control character");
      }
      if (path.charAt(i) == '/' && isDotSegment(path, i + 1)) {
        throw malformed("The path is malformed.", "path holds a dot segment");
      }
    }
  }

  private static boolean isDotSegment(String path, int start) {
    int dots = 0;
    while (start + dots < path.length() && path.charAt(start + dots) == '.') {
      dots++;
    }
    boolean ends = start + dots == path.length() || path.charAt(start + dots) == '/';
    return ends && (dots == 1 || dots == 2);
  }

  private static Body body(RequestContent content) {
    return switch (content) {
      case RequestContent.InMemory memory when memory.bytes() == 0 -> Body.empty();
      case RequestContent.InMemory memory -> new Body.InMemory(memory.array());
      case RequestContent.Spooled(var file, var bytes) -> new Body.Spooled(file, bytes);
    };
  }

  private static ProblemException malformed(String publicText, String detail) {
    return ProblemException.badRequest(publicText, detail);
  }
}
