package org.stepgate.asl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonString;

/// Parses Retry and Catch.
///
/// @spec https://states-language.net/spec.html#errors Amazon States Language, errors
final class ErrorHandlingParser {
  private static final String ALL = "States.ALL";
  private static final long MAX_DELAY_SECONDS = 31_622_400;
  private static final long DEFAULT_INTERVAL_SECONDS = 1;
  private static final long DEFAULT_MAX_ATTEMPTS = 3;
  private static final double DEFAULT_BACKOFF_RATE = 2.0;
  private static final Set<String> RETRIER_FIELDS =
      Set.of(
          "Comment",
          "ErrorEquals",
          "IntervalSeconds",
          "MaxAttempts",
          "BackoffRate",
          "MaxDelaySeconds",
          "JitterStrategy");
  private static final Set<String> CATCHER_FIELDS =
      Set.of("Assign", "Comment", "ErrorEquals", "Next", "Output", "ResultPath");

  private ErrorHandlingParser() {}

  /// The state's retriers and catchers.
  static ErrorHandling parse(Fields state, StateFields language) {
    var retriers = new ArrayList<ErrorHandling.Retrier>();
    List<Node> retry = state.elements("Retry");
    for (int i = 0; i < retry.size(); i++) {
      Fields fields = Fields.open(retry.get(i), state.faults());
      if (fields != null) {
        retriers.add(retrier(fields, i == retry.size() - 1));
      }
    }
    var catchers = new ArrayList<ErrorHandling.Catcher>();
    List<Node> catches = state.elements("Catch");
    for (int i = 0; i < catches.size(); i++) {
      Fields fields = Fields.open(catches.get(i), state.faults());
      ErrorHandling.Catcher catcher =
          fields == null ? null : catcher(fields, i == catches.size() - 1, language);
      if (catcher != null) {
        catchers.add(catcher);
      }
    }
    return new ErrorHandling(retriers, catchers);
  }

  private static ErrorHandling.Retrier retrier(Fields fields, boolean last) {
    fields.refuseOthers(RETRIER_FIELDS);
    fields.checkComment();
    List<String> errors = errorEquals(fields, last);
    Long interval = fields.integer("IntervalSeconds", 0, DefinitionParser.MAX_SECONDS);
    Long attempts = fields.integer("MaxAttempts", 0, DefinitionParser.MAX_SECONDS);
    Double backoff = fields.number("BackoffRate", 1.0);
    String jitter = fields.oneOf("JitterStrategy", "NONE", "FULL");
    return new ErrorHandling.Retrier(
        errors,
        interval == null ? DEFAULT_INTERVAL_SECONDS : interval,
        attempts == null ? DEFAULT_MAX_ATTEMPTS : attempts,
        backoff == null ? DEFAULT_BACKOFF_RATE : backoff,
        fields.integer("MaxDelaySeconds", 1, MAX_DELAY_SECONDS),
        "FULL".equals(jitter));
  }

  private static ErrorHandling.@Nullable Catcher catcher(
      Fields fields, boolean last, StateFields language) {
    fields.refuseOthers(CATCHER_FIELDS);
    fields.checkComment();
    fields.require("Next");
    List<String> errors = errorEquals(fields, last);
    ErrorHandling.CatchFlow flow = language.catchFlow(fields);
    String next = fields.string("Next");
    return next == null ? null : new ErrorHandling.Catcher(errors, flow, next);
  }

  private static List<String> errorEquals(Fields fields, boolean last) {
    fields.require("ErrorEquals");
    List<Node> elements = fields.someElements("ErrorEquals");
    var names = new ArrayList<String>();
    for (Node element : elements) {
      if (!(element.value() instanceof JsonString(String name))) {
        fields.faults().schema(element, "Expected value of type String");
        continue;
      }
      if (name.equals(ALL) && (!last || elements.size() > 1)) {
        fields.faults().schema(element, "States.ALL must appear alone and at end of list");
      }
      names.add(name);
    }
    return names;
  }
}
