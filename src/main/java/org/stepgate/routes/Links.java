package org.stepgate.routes;

import org.stepgate.http.PercentCoding;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.ExecutionId;

/// The addresses of one execution, as paths on this host.
final class Links {
  static final String ROOT = "/stepgate";
  static final String EXECUTIONS = ROOT + "/executions";

  private Links() {}

  /// The execution itself.
  static String execution(ExecutionId id) {
    return EXECUTIONS + '/' + PercentCoding.encodeSegment(id.inPath());
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
}
