package org.stepgate.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.stepgate.site.Programs;

/// Speaks FastCGI to a worker by the program `cgi-fcgi`, past any web server.
final class FastCgiProgram {
  private FastCgiProgram() {}

  /// Sends a GET.
  ///
  /// @param address the path of a Unix socket, or `host:port`
  /// @param path percent-encoded, without a query
  static Programs.Ended get(String address, String path) throws Exception {
    String program = Programs.required("cgi-fcgi", "libfcgi-bin").toString();
    return Programs.runAlone(
        Map.of(
            "REQUEST_METHOD", "GET",
            "REQUEST_URI", path,
            "SCRIPT_NAME", URLDecoder.decode(path, StandardCharsets.UTF_8),
            "QUERY_STRING", "",
            "SERVER_PROTOCOL", "HTTP/1.1",
            "REMOTE_ADDR", "127.0.0.1",
            "HTTP_HOST", "localhost"),
        new byte[0],
        program,
        "-bind",
        "-connect",
        address);
  }
}
