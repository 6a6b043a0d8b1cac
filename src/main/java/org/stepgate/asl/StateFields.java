package org.stepgate.asl;

import org.jspecify.annotations.Nullable;

/// Reads those fields of a state that its query language decides on. A field that is wrong is
/// reported and read as if it were absent.
sealed interface StateFields permits JsonPathFields, JsonataFields {
  /// The reader for the fields of `state` in `language`.
  static StateFields of(Fields state, QueryLanguage language) {
    return switch (language) {
      case JSON_PATH -> new JsonPathFields();
      case JSONATA -> new JsonataFields(state);
    };
  }

  /// How data comes into the state and leaves it.
  DataFlow flow(Fields state);

  /// The same for a Map state, whose parameters are those of its iterations.
  DataFlow mapFlow(Fields state);

  /// How data leaves a Choice state by the rule `rule`.
  DataFlow ruleFlow(Fields state, Fields rule);

  /// The condition of a Choice rule; null, with a fault, when it has none.
  ChoiceRule.@Nullable Condition condition(Fields rule);

  /// What a catcher makes of an error.
  ErrorHandling.CatchFlow catchFlow(Fields catcher);

  /// Until when a Wait state waits; null, with a fault, when it does not say.
  @Nullable WaitTime waitTime(Fields state);

  /// What a Map state iterates over.
  MapItems.Items items(Fields state);

  /// The input of an iteration; null for the item itself.
  @Nullable JsonExpression itemSelector(Fields state);

  /// A whole number; null when the field is absent.
  @Nullable IntegerExpression integer(Fields fields, String name, long minimum, long maximum);

  /// A number from 0 to 100; null when the field is absent.
  @Nullable PercentageExpression percentage(Fields fields, String name);

  /// A text; null when the field is absent.
  @Nullable StringExpression string(Fields fields, String name);

  /// The role that a Task state takes on; null for the machine's own.
  @Nullable StringExpression role(Fields credentials);

  /// A template of any JSON value; null when the field is absent.
  @Nullable JsonExpression template(Fields fields, String name);
}
