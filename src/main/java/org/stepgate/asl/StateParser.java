package org.stepgate.asl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;

/// Parses single states; [GraphParser] parses the graphs within them. Used by one thread.
///
/// Whatever is wrong is reported to the [Faults] and read as if it were absent. So a state that is
/// returned may be incomplete, but nobody sees it then: one fault refuses the definition.
final class StateParser {
  private static final Set<String> BRANCH_FIELDS = Set.of("Comment", "StartAt", "States");
  private static final Pattern ACTIVITY =
      Pattern.compile("arn:[^:]*:states:[^:]*:[^:]*:activity:.*");

  /// The patterns of integrations that wait for something.
  private static final Pattern DURABLE_PATTERN =
      Pattern.compile("(\\.sync|\\.waitForTaskToken)(?::\\d+)?$");

  private final GraphParser graphs;
  private final TaskResources resources;
  private final QueryLanguage machineLanguage;
  private final MachineType machineType;

  StateParser(
      GraphParser graphs,
      TaskResources resources,
      QueryLanguage machineLanguage,
      MachineType machineType) {
    this.graphs = graphs;
    this.resources = resources;
    this.machineLanguage = machineLanguage;
    this.machineType = machineType;
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
    StateFields fields = StateFields.of(state, language);
    return switch (type) {
      case TASK -> task(name, state, fields);
      case WAIT -> waiting(name, state, fields);
      case PASS -> pass(name, state, fields);
      case SUCCEED -> new State.Succeed(name, fields.flow(state));
      case FAIL ->
          new State.Fail(
              name,
              fields.flow(state),
              fields.string(state, "Error"),
              fields.string(state, "Cause"));
      case CHOICE -> ChoiceParser.parse(name, state, fields);
      case PARALLEL -> parallel(name, state, fields);
      case MAP -> map(name, state, fields);
    };
  }

  private static @Nullable State pass(String name, Fields state, StateFields fields) {
    State.Transition transition = transition(state);
    Node result = state.get("Result");
    JsonValue value = result == null ? null : result.value();
    return transition == null ? null : new State.Pass(name, fields.flow(state), value, transition);
  }

  private @Nullable State task(String name, Fields state, StateFields fields) {
    state.require("Resource");
    String resource = state.string("Resource");
    if (resource != null) {
      checkResource(state, resource);
    }
    State.Transition transition = transition(state);
    DataFlow flow = fields.flow(state);
    var limits =
        new TaskLimits(
            fields.integer(state, "TimeoutSeconds", 1, DefinitionParser.MAX_SECONDS),
            fields.integer(state, "HeartbeatSeconds", 1, DefinitionParser.MAX_SECONDS));
    StringExpression role = role(state, fields);
    ErrorHandling errors = ErrorHandlingParser.parse(state, fields);
    return resource == null || transition == null
        ? null
        : new State.Task(name, flow, resource, limits, role, errors, transition);
  }

  private void checkResource(Fields state, String resource) {
    Node field = state.field("Resource");
    String unable = machineType == MachineType.EXPRESS ? unableInExpress(resource) : null;
    if (!resource.startsWith("arn:")) {
      state.faults().schema(field, "Value is not a valid resource ARN");
    } else if (unable != null) {
      state.faults().schema(field, "Express state machine does not support " + unable);
    } else if (!resources.exists(resource)) {
      state.faults().schema(field, "The resource provided " + resource + " is not recognized");
    }
  }

  /// What of a resource an EXPRESS machine cannot do, null when it can call it.
  private static @Nullable String unableInExpress(String resource) {
    if (ACTIVITY.matcher(resource).matches()) {
      return "Activity ARN";
    }
    Matcher pattern = DURABLE_PATTERN.matcher(resource);
    return pattern.find() ? "'" + pattern.group(1) + "' service integration" : null;
  }

  /// The role that the call is made with; null for the machine's own.
  private static @Nullable StringExpression role(Fields state, StateFields fields) {
    Node node = state.get("Credentials");
    if (node == null) {
      return null;
    }
    fields.template(state, "Credentials");
    Fields credentials = Fields.open(node, state.faults());
    if (credentials == null) {
      return null;
    }
    if (!credentials.has("RoleArn") && !credentials.has("RoleArn.$")) {
      state.faults().schema(node, "The field 'RoleArn' is required but was missing");
    }
    return fields.role(credentials);
  }

  private static @Nullable State waiting(String name, Fields state, StateFields fields) {
    State.Transition transition = transition(state);
    WaitTime time = fields.waitTime(state);
    return time == null || transition == null
        ? null
        : new State.Wait(name, fields.flow(state), time, transition);
  }

  private @Nullable State parallel(String name, Fields state, StateFields fields) {
    List<StateGraph> branches = branches(state);
    State.Transition transition = transition(state);
    ErrorHandling errors = ErrorHandlingParser.parse(state, fields);
    return transition == null
        ? null
        : new State.Parallel(name, fields.flow(state), branches, errors, transition);
  }

  private List<StateGraph> branches(Fields state) {
    state.require("Branches");
    var branches = new ArrayList<StateGraph>();
    for (Node node : state.someElements("Branches")) {
      Fields branch = Fields.open(node, state.faults());
      if (branch != null) {
        branch.refuseOthers(BRANCH_FIELDS);
        StateGraph graph = graphs.nested(branch, machineType);
        if (graph != null) {
          branches.add(graph);
        }
      }
    }
    return branches;
  }

  private @Nullable State map(String name, Fields state, StateFields fields) {
    MapParser.Processor processor = MapParser.processor(state, fields, graphs, machineType);
    MapItems items = MapParser.items(state, fields);
    State.Transition transition = transition(state);
    ErrorHandling errors = ErrorHandlingParser.parse(state, fields);
    DataFlow flow = fields.mapFlow(state);
    StateGraph graph = processor.graph();
    return graph == null || transition == null
        ? null
        : new State.Map(name, flow, items, graph, processor.distribution(), errors, transition);
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
}
