package org.stepgate.asl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;

/// One state of a [StateGraph].
///
/// @spec https://states-language.net/spec.html#state-types Amazon States Language, state types
public sealed interface State {
  /// The name, unique within the whole machine.
  String name();

  /// How data comes into the state and leaves it.
  DataFlow flow();

  /// What follows a state.
  sealed interface Transition {
    /// The state of that name follows.
    record Next(String state) implements Transition {}

    /// The graph ends here.
    enum End implements Transition {
      /// The only one.
      END
    }
  }

  /// Passes its input, or a fixed result, on.
  ///
  /// @param result the fixed result, null for the state's effective input
  record Pass(String name, DataFlow flow, @Nullable JsonValue result, Transition transition)
      implements State {}

  /// Does work outside.
  ///
  /// @param resource the ARN of what to call, with the suffix of its integration pattern
  /// @param limits how long an attempt may take
  /// @param role the ARN of the role to call with; null for the machine's own
  record Task(
      String name,
      DataFlow flow,
      String resource,
      TaskLimits limits,
      @Nullable StringExpression role,
      ErrorHandling errors,
      Transition transition)
      implements State {}

  /// Decides what comes next.
  ///
  /// @param rules tried in order, at least one
  /// @param defaultState where to go when none holds; null fails with `States.NoChoiceMatched`
  record Choice(String name, DataFlow flow, List<ChoiceRule> rules, @Nullable String defaultState)
      implements State {
    /// Copies the rules.
    public Choice {
      rules = List.copyOf(rules);
    }
  }

  /// Lets time pass.
  record Wait(String name, DataFlow flow, WaitTime time, Transition transition) implements State {}

  /// Ends its graph with its output.
  record Succeed(String name, DataFlow flow) implements State {}

  /// Ends the execution with an error.
  ///
  /// @param error the error's name, null when the state has none
  /// @param cause the explanation, null when the state has none
  record Fail(
      String name,
      DataFlow flow,
      @Nullable StringExpression error,
      @Nullable StringExpression cause)
      implements State {}

  /// Runs branches side by side; its result is the array of their outputs.
  ///
  /// @param branches at least one
  record Parallel(
      String name,
      DataFlow flow,
      List<StateGraph> branches,
      ErrorHandling errors,
      Transition transition)
      implements State {
    /// Copies the branches.
    public Parallel {
      branches = List.copyOf(branches);
    }
  }

  /// Runs its processor for each item of an array; its result is the array of their outputs.
  ///
  /// @param distribution null when the iterations are part of the execution; else each is an
  ///   execution of its own
  record Map(
      String name,
      DataFlow flow,
      MapItems items,
      StateGraph processor,
      @Nullable MapDistribution distribution,
      ErrorHandling errors,
      Transition transition)
      implements State {}
}
