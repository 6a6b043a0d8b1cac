package org.stepgate.asl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads the fields of JSONPath states.
final class JsonPathFields implements StateFields {
  @Override
  public JsonPathDataFlow flow(Fields state) {
    return flow(state, ExpressionFields.template(state, "Parameters"));
  }

  @Override
  public JsonPathDataFlow mapFlow(Fields state) {
    return flow(state, null);
  }

  private static JsonPathDataFlow flow(Fields state, @Nullable PayloadTemplate parameters) {
    return new JsonPathDataFlow(
        ExpressionFields.nullablePath(state, "InputPath", RootedPath.INPUT),
        parameters,
        ExpressionFields.template(state, "ResultSelector"),
        AssignFields.template(state),
        ExpressionFields.resultPath(state),
        ExpressionFields.nullablePath(state, "OutputPath", RootedPath.INPUT));
  }

  @Override
  public DataFlow ruleFlow(Fields state, Fields rule) {
    return new JsonPathDataFlow(
        ExpressionFields.nullablePath(state, "InputPath", RootedPath.INPUT),
        null,
        null,
        AssignFields.template(rule),
        ReferencePath.ROOT,
        ExpressionFields.nullablePath(state, "OutputPath", RootedPath.INPUT));
  }

  @Override
  public ChoiceRule.@Nullable Condition condition(Fields rule) {
    return ConditionParser.parse(rule);
  }

  @Override
  public ErrorHandling.CatchFlow catchFlow(Fields catcher) {
    if (catcher.has("Output")) {
      catcher.faults().member(catcher.node(), "Output", QueryLanguage.jsonataOnly("Output"));
    }
    PayloadTemplate assign = AssignFields.template(catcher);
    ReferencePath path = ExpressionFields.resultPath(catcher);
    return (input, error, scope) ->
        new DataFlow.Outcome(
            JsonPathDataFlow.place(path, input, error),
            JsonPathDataFlow.assigned(assign, error, scope));
  }

  @Override
  public @Nullable WaitTime waitTime(Fields state) {
    state.exactlyOne("SecondsPath", "Seconds", "TimestampPath", "Timestamp");
    Long seconds = state.integer("Seconds", 0, DefinitionParser.MAX_SECONDS);
    if (seconds != null) {
      long constant = seconds;
      return new WaitTime.Seconds((_, _) -> constant);
    }
    RootedPath secondsPath = ExpressionFields.referencePath(state, "SecondsPath");
    if (secondsPath != null) {
      return new WaitTime.Seconds(
          new PathExpressions.SecondsPath(
              new PathExpressions.IntegerPath(
                  "Seconds", secondsPath, 0, DefinitionParser.MAX_SECONDS)));
    }
    RootedPath timestampPath = ExpressionFields.referencePath(state, "TimestampPath");
    if (timestampPath != null) {
      return new WaitTime.Timestamp(new PathExpressions.TimestampPath(timestampPath));
    }
    Instant moment = ExpressionFields.timestamp(state, "Timestamp");
    return moment == null ? null : new WaitTime.Timestamp((_, _) -> moment);
  }

  @Override
  public MapItems.Items items(Fields state) {
    RootedPath path = ExpressionFields.referencePath(state, "ItemsPath");
    return new PathExpressions.ItemsPath(path == null ? RootedPath.INPUT : path);
  }

  @Override
  public @Nullable JsonExpression itemSelector(Fields state) {
    state.atMostOne("ItemSelector", "Parameters");
    JsonExpression selector = template(state, "ItemSelector");
    JsonExpression legacy = template(state, "Parameters");
    return selector == null ? legacy : selector;
  }

  @Override
  public @Nullable IntegerExpression integer(
      Fields fields, String name, long minimum, long maximum) {
    return ExpressionFields.integer(fields, name, minimum, maximum);
  }

  @Override
  public @Nullable PercentageExpression percentage(Fields fields, String name) {
    return ExpressionFields.percentage(fields, name);
  }

  @Override
  public @Nullable StringExpression string(Fields fields, String name) {
    return ExpressionFields.string(fields, name);
  }

  @Override
  public @Nullable StringExpression role(Fields credentials) {
    credentials.atMostOne("RoleArn", "RoleArn.$");
    String constant = credentials.string("RoleArn");
    return constant == null ? ExpressionFields.bound(credentials, "RoleArn.$") : (_, _) -> constant;
  }

  @Override
  public @Nullable JsonExpression template(Fields fields, String name) {
    PayloadTemplate template = ExpressionFields.template(fields, name);
    return template == null ? null : template::evaluate;
  }
}
