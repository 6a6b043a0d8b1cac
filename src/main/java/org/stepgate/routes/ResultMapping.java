package org.stepgate.routes;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.fastcgi.LogText;
import org.stepgate.http.HttpResponse;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.routes.ReplyConfig.ErrorReply;
import org.stepgate.workflow.ExecutionDescription;

/// Maps the end of an execution to an answer. The same end gives the same answer, whether it is
/// waited for or polled.
///
/// | End | Answer |
/// |---|---|
/// | SUCCEEDED | 200 with the output as JSON; what a [ProxyAnswer] or a [FileAnswer] asks for |
/// | FAILED | the route's errors table, else 500 |
/// | TIMED_OUT | 504 |
/// | ABORTED | 409 |
final class ResultMapping {
  private static final Logger LOG = LogManager.getLogger(ResultMapping.class);
  private static final String ANY_ERROR = "States.ALL";

  private ResultMapping() {}

  /// The answer to the end of an execution.
  ///
  /// @param execution one that is closed
  static HttpResponse answer(ExecutionDescription execution, ReplyConfig config) {
    return switch (execution.status()) {
      case RUNNING -> throw new IllegalArgumentException("the execution is not closed");
      case SUCCEEDED -> succeeded(execution, config);
      case FAILED -> failed(execution, config);
      case TIMED_OUT ->
          problem(execution, config, 504, "The execution ran out of time.")
              .response(execution.id());
      case ABORTED ->
          problem(execution, config, 409, "The execution was stopped.").response(execution.id());
    };
  }

  private static HttpResponse succeeded(ExecutionDescription execution, ReplyConfig config) {
    var output = execution.output() == null ? "null" : execution.output();
    try {
      return shaped(output, config).withHeader("Cache-Control", config.cacheControl());
    } catch (RefusedOutput e) {
      LOG.warn(
          "route.output_refused execution={} status={} reason={}",
          execution.id(),
          e.status(),
          LogText.quoted(e.reason()));
      return new ExecutionProblem(
              e.status(),
              titleOf(e.status()),
              "The workflow's answer is not one that is sent.",
              null)
          .response(execution.id());
    }
  }

  /// Only an output that names one of the special members is parsed.
  private static HttpResponse shaped(String output, ReplyConfig config) throws RefusedOutput {
    if (output.contains("\"statusCode\"") || output.contains("\"$file\"")) {
      if (parsed(output) instanceof JsonObject object) {
        if (ProxyAnswer.isShapeOf(object)) {
          return ProxyAnswer.of(object);
        }
        if (FileAnswer.isShapeOf(object)) {
          return FileAnswer.of(object, config.files());
        }
      }
    }
    return HttpResponse.of(200, "application/json", output);
  }

  private static Object parsed(String output) throws RefusedOutput {
    try {
      return JsonReader.read(output, JsonLimits.STORED);
    } catch (JsonException e) {
      throw RefusedOutput.malformed("the output is not JSON: " + e.getMessage());
    }
  }

  private static HttpResponse failed(ExecutionDescription execution, ReplyConfig config) {
    var error = execution.error() == null ? "" : execution.error();
    var listed = config.errors().get(error);
    var reply = listed == null ? config.errors().get(ANY_ERROR) : listed;
    LOG.debug("route.execution_failed execution={}", execution.id());
    if (reply == null) {
      return problem(execution, config, 500, "The execution failed.").response(execution.id());
    }
    return problem(execution, config, reply.status(), title(reply)).response(execution.id());
  }

  private static ExecutionProblem problem(
      ExecutionDescription execution, ReplyConfig config, int status, String title) {
    boolean shown = config.showCause() && execution.cause() != null;
    return new ExecutionProblem(
        status,
        title,
        shown
            ? String.valueOf(execution.cause())
            : "The execution ended as " + execution.status() + ".",
        config.showCause() ? execution.error() : null);
  }

  private static String title(ErrorReply reply) {
    return reply.title() == null ? titleOf(reply.status()) : reply.title();
  }

  private static String titleOf(int status) {
    return switch (status) {
      case 403 -> "The file is not delivered.";
      case 404 -> "The file is not there.";
      default -> status < 500 ? "The request was refused." : "The execution failed.";
    };
  }
}
