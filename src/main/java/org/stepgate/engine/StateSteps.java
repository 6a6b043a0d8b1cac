package org.stepgate.engine;

import java.util.List;
import org.stepgate.asl.JsonPathDataFlow;
import org.stepgate.asl.JsonataDataFlow;
import org.stepgate.asl.State;

/// The steps of the data flow that TestState tells of a state: those that its type has fields for,
/// in its query language.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html
///   Step Functions API, InspectionData
final class StateSteps {
  private StateSteps() {}

  /// The names of the steps, in their order.
  static List<String> of(State state) {
    return switch (state.flow()) {
      case JsonPathDataFlow _ -> inJsonPath(state);
      case JsonataDataFlow _ -> inJsonata(state);
    };
  }

  private static List<String> inJsonPath(State state) {
    return switch (state) {
      case State.Task _, State.Pass _ ->
          List.of(
              "afterInputPath",
              "afterParameters",
              "result",
              "afterResultSelector",
              "afterResultPath");
      case State.Map _ ->
          List.of(
              "afterInputPath",
              "afterItemsPointer",
              "afterItemsPath",
              "afterItemSelector",
              "afterItemBatcher",
              "afterResultSelector",
              "afterResultPath");
      case State.Parallel _ -> List.of("afterResultSelector", "afterResultPath");
      case State.Choice _, State.Wait _, State.Succeed _, State.Fail _ -> List.of("afterInputPath");
    };
  }

  private static List<String> inJsonata(State state) {
    return switch (state) {
      case State.Task _ -> List.of("afterArguments", "result");
      case State.Map _ -> List.of("afterItemSelector", "afterItemBatcher");
      case State.Pass _,
          State.Parallel _,
          State.Choice _,
          State.Wait _,
          State.Succeed _,
          State.Fail _ ->
          List.of();
    };
  }
}
