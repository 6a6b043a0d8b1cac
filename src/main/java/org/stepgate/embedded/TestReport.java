package org.stepgate.embedded;

import java.time.Duration;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Payload;
import org.stepgate.engine.StateRun;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.StateInspection;
import org.stepgate.workflow.StateInspection.HttpExchange;
import org.stepgate.workflow.StateTest.Level;
import org.stepgate.workflow.StateTestResult;
import org.stepgate.workflow.StateTestResult.Status;

/// Tells the outcome of a test in the words of the port.
final class TestReport {
  private TestReport() {}

  /// The answer to a test that was carried out.
  ///
  /// @param http what an HTTP task sent and got; null for nothing
  static StateTestResult of(
      StateRun.Report report, TestSetup setup, Level level, @Nullable HttpExchange http) {
    Payload output = report.output();
    return new StateTestResult(
        status(report.end()),
        output == null ? null : setup.texts().of(output.json()),
        report.error(),
        report.cause(),
        report.next(),
        level == Level.INFO ? null : inspection(report, setup, http));
  }

  private static Status status(StateRun.End end) {
    return switch (end) {
      case SUCCEEDED -> Status.SUCCEEDED;
      case FAILED -> Status.FAILED;
      case RETRIABLE -> Status.RETRIABLE;
      case CAUGHT -> Status.CAUGHT_ERROR;
    };
  }

  private static StateInspection inspection(
      StateRun.Report report, TestSetup setup, @Nullable HttpExchange http) {
    var values = new LinkedHashMap<String, String>();
    values.put("input", setup.inputText());
    report.steps().forEach((name, value) -> values.put(name, setup.texts().of(value)));
    if (!report.variables().isEmpty()) {
      var variables = JsonObject.builder();
      report.variables().forEach((name, value) -> variables.put(name, value.json()));
      values.put("variables", variables.build().toString());
    }
    return new StateInspection(values, map(report.map()), details(report.handling()), http);
  }

  private static StateInspection.@Nullable MapSettings map(StateRun.@Nullable MapSettings map) {
    return map == null
        ? null
        : new StateInspection.MapSettings(
            map.maxConcurrency(), map.toleratedFailureCount(), map.toleratedFailurePercentage());
  }

  private static StateInspection.@Nullable ErrorDetails details(StateRun.Handling handling) {
    if (handling.catcher() == null && handling.retrier() == null) {
      return null;
    }
    Duration delay = handling.delay();
    return new StateInspection.ErrorDetails(
        handling.catcher(),
        handling.retrier(),
        delay == null ? null : Math.toIntExact(delay.toSeconds()));
  }
}
