package org.stepgate.routes;

import java.nio.charset.StandardCharsets;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.ExecutionId;

/// The addresses of one execution, as paths on this host.
final class Links {
  static final String ROOT = "/stepgate";
  static final String EXECUTIONS = ROOT + "/executions";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private Links() {}

  /// The execution itself.
  static String execution(ExecutionId id) {
    return EXECUTIONS + '/' + encoded(id.inPath());
  }

  /// Its status monitor.
  static String result(ExecutionId id) {
    return execution(id) + "/result";
  }

  /// All of them, by name.
  static JsonObject all(ExecutionId id) {
    var base = execution(id);
    return JsonObject.builder()
        .put("execution", base)
        .put("result", base + "/result")
        .put("history", base + "/history")
        .put("definition", base + "/definition")
        .put("stop", base + "/stop")
        .build();
  }

  /// The text as one segment of a path: all but unreserved characters percent-encoded, in UTF-8.
  static String encoded(String segment) {
    var encoded = new StringBuilder(segment.length() + 16);
    for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX[b >> 4 & 0xF]).append(HEX[b & 0xF]);
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '~';
  }
}
