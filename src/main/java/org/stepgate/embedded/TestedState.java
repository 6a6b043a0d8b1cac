package org.stepgate.embedded;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.Fault;
import org.stepgate.asl.ParseResult;
import org.stepgate.asl.State;
import org.stepgate.asl.StateGraph;
import org.stepgate.workflow.StateTest;
import org.stepgate.workflow.WorkflowException;

/// Finds the state that a test is about.
final class TestedState {
  private TestedState() {}

  /// The state, on its own or anywhere in a machine.
  ///
  /// @throws WorkflowException `InvalidDefinition`, or `ValidationException` when the machine has
  ///   no such state
  static State of(StateTest request, DefinitionParser parser) {
    String name = request.stateName();
    ParseResult result =
        name == null
            ? parser.parseState(request.definition())
            : parser.parseJson(request.definition());
    return switch (result) {
      case ParseResult.Parsed(var machine) -> {
        StateGraph graph = machine.graph();
        State state = find(graph, name == null ? graph.startAt() : name);
        if (state == null) {
          throw WorkflowException.validation("State not found in definition");
        }
        yield state;
      }
      case ParseResult.Faulty(List<Fault> faults) ->
          throw new WorkflowException(
              "InvalidDefinition",
              faults.stream()
                  .map(Fault::toString)
                  .collect(Collectors.joining(", ", "Invalid State Machine Definition: '", "'")));
    };
  }

  private static @Nullable State find(StateGraph graph, String name) {
    State here = graph.states().get(name);
    if (here != null) {
      return here;
    }
    for (State state : graph.states().values()) {
      List<StateGraph> inside =
          switch (state) {
            case State.Parallel parallel -> parallel.branches();
            case State.Map map -> List.of(map.processor());
            case State.Pass _,
                State.Task _,
                State.Choice _,
                State.Wait _,
                State.Succeed _,
                State.Fail _ ->
                List.of();
          };
      for (StateGraph nested : inside) {
        State found = find(nested, name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
