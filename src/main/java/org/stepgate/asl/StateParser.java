package org.stepgate.asl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;

/// Parses single states; [GraphParser] parses the graphs within them. Used by one thread.
///
/// Whatever is wrong is reported to the [Faults] and read as if it were absent. So a state that is
/// returned may be incomplete, but nobody sees it then: one fault refuses the definition.
final class StateParser {
  private static final Set<String> BRANCH_FIELDS = Set.of("Comment", "StartAt", "States");

  private final GraphParser graphs;
  private final TaskResources resources;
  private final QueryLanguage machineLanguage;

  StateParser(GraphParser graphs, TaskResources resources, QueryLanguage machineLanguage) {
    this.graphs = graphs;
    this.resources = resources;
    this.machineLanguage = machineLanguage;
  }

  /// The state, or null, with a fault, when it cannot be read.
  @Nullable State parse(String name, Node node) {
    Fields state = Fields.open(node, graphs.faults());
    StateType type = state == null ? null : StateType.of(state);
    if (state == null || type == null) {
      return null;
    }
    QueryLanguage language = QueryLanguage.ofState(state, machineLanguage);
    type.checkFields(state, language);
    state.checkComment();
    if (language == QueryLanguage.JSONATA) {
      parseNested(type, state);
      return null;
    }
    return switch (type) {
      case TASK -> task(name, state);
      case WAIT -> waiting(name, state);
      case PASS -> pass(name, state);
      case SUCCEED -> new State.Succeed(name, flow(state));
      case FAIL ->
          new State.Fail(
              name,
              JsonPathDataFlow.DEFAULT,
              ExpressionFields.string(state, "Error"),
              ExpressionFields.string(state, "Cause"));
      case CHOICE -> ChoiceParser.parse(name, state, flow(state));
      case PARALLEL -> parallel(name, state);
      case MAP -> map(name, state);
    };
  }

  /// The states inside a state whose own expressions are not read.
  private void parseNested(StateType type, Fields state) {
    if (type == StateType.PARALLEL) {
      branches(state);
    } else if (type == StateType.MAP) {
      MapParser.processor(state, graphs);
    }
  }

  private @Nullable State pass(String name, Fields state) {
    State.Transition transition = transition(state);
    Node result = state.get("Result");
    JsonValue value = result == null ? null : result.value();
    return transition == null ? null : new State.Pass(name, flow(state), value, transition);
  }

  private @Nullable State task(String name, Fields state) {
    state.require("Resource");
    String resource = state.string("Resource");
    if (resource != null) {
      checkResource(state, resource);
    }
    checkCredentials(state);
    State.Transition transition = transition(state);
    JsonPathDataFlow flow = flow(state);
    IntegerExpression timeout =
        ExpressionFields.integer(state, "TimeoutSeconds", 1, DefinitionParser.MAX_SECONDS);
    IntegerExpression heartbeat =
        ExpressionFields.integer(state, "HeartbeatSeconds", 1, DefinitionParser.MAX_SECONDS);
    ErrorHandling errors = ErrorHandlingParser.parse(state);
    return resource == null || transition == null
        ? null
        : new State.Task(name, flow, resource, timeout, heartbeat, errors, transition);
  }

  private void checkResource(Fields state, String resource) {
    if (!resource.startsWith("arn:")) {
      state.faults().schema(state.field("Resource"), "Value is not a valid resource ARN");
    } else if (!resources.exists(resource)) {
      state
          .faults()
          .schema(
              state.field("Resource"), "The resource provided " + resource + " is not recognized");
    }
  }

  /// Credentials name a role of AWS. They are checked, so that a definition stays portable, and not
  /// used.
  private static void checkCredentials(Fields state) {
    Node node = state.get("Credentials");
    if (node == null) {
      return;
    }
    ExpressionFields.template(state, "Credentials");
    Fields credentials = Fields.open(node, state.faults());
    if (credentials != null && !credentials.has("RoleArn") && !credentials.has("RoleArn.$")) {
      state.faults().schema(node, "The field 'RoleArn' is required but was missing");
    }
  }

  private @Nullable State waiting(String name, Fields state) {
    state.exactlyOne("SecondsPath", "Seconds", "TimestampPath", "Timestamp");
    State.Transition transition = transition(state);
    WaitTime time = waitTime(state);
    return time == null || transition == null
        ? null
        : new State.Wait(name, flow(state), time, transition);
  }

  private static @Nullable WaitTime waitTime(Fields state) {
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
    String timestamp = state.string("Timestamp");
    if (timestamp == null) {
      return null;
    }
    Instant moment = Timestamps.parse(timestamp);
    if (moment == null) {
      state.faults().schema(state.field("Timestamp"), "String does not match RFC3339 timestamp");
      return null;
    }
    return new WaitTime.Timestamp((_, _) -> moment);
  }

  private @Nullable State parallel(String name, Fields state) {
    List<StateGraph> branches = branches(state);
    State.Transition transition = transition(state);
    ErrorHandling errors = ErrorHandlingParser.parse(state);
    return transition == null
        ? null
        : new State.Parallel(name, flow(state), branches, errors, transition);
  }

  private List<StateGraph> branches(Fields state) {
    state.require("Branches");
    var branches = new ArrayList<StateGraph>();
    for (Node node : state.someElements("Branches")) {
      Fields branch = Fields.open(node, state.faults());
      if (branch != null) {
        branch.refuseOthers(BRANCH_FIELDS);
        StateGraph graph = graphs.nested(branch);
        if (graph != null) {
          branches.add(graph);
        }
      }
    }
    return branches;
  }

  private @Nullable State map(String name, Fields state) {
    StateGraph processor = MapParser.processor(state, graphs);
    MapItems items = MapParser.items(state);
    State.Transition transition = transition(state);
    ErrorHandling errors = ErrorHandlingParser.parse(state);
    JsonPathDataFlow flow = flow(state, null);
    return processor == null || transition == null
        ? null
        : new State.Map(name, flow, items, processor, errors, transition);
  }

  private static State.@Nullable Transition transition(Fields state) {
    boolean end = state.isTrue("End");
    boolean next = state.has("Next");
    if (end && next) {
      state
          .faults()
          .member(
              state.node(), "End", "There should only be one of the following fields: [Next, End]");
      return null;
    }
    if (!end && !next) {
      state
          .faults()
          .schema(
              state.node(),
              "This object should have only one of the following fields: [Next, End]");
      return null;
    }
    String target = state.string("Next");
    if (end) {
      return State.Transition.End.END;
    }
    return target == null ? null : new State.Transition.Next(target);
  }

  private static JsonPathDataFlow flow(Fields state) {
    return flow(state, ExpressionFields.template(state, "Parameters"));
  }

  private static JsonPathDataFlow flow(Fields state, @Nullable PayloadTemplate parameters) {
    return new JsonPathDataFlow(
        ExpressionFields.nullablePath(state, "InputPath", RootedPath.INPUT),
        parameters,
        ExpressionFields.template(state, "ResultSelector"),
        ExpressionFields.resultPath(state),
        ExpressionFields.nullablePath(state, "OutputPath", RootedPath.INPUT));
  }
}
